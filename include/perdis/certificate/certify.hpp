#pragma once

#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// The estimator of a claim made exactly feasible.
///
/// Negative masses become zero, rows are normalised, unusable symbols lose their mass to the rest of the row; where the
/// distortion still exceeds D the estimator is mixed with the cheapest one; at D_min only the cheapest symbols remain.
///
/// @throws DomainError for an estimator of another size or with entries that are not finite.
RowMatrix feasible_estimator(const FiniteProblem& problem, const Solution& solution);

/// lower ≤ P(D) ≤ upper, recomputed from the estimator, the prices u and the multiplier λ of a claim.
///
///     upper = d(q) for the law q of feasible_estimator()
///     lower = Σ_y p_Y(y) min_z [θu_z + κ + θλ e(y, z)] − s*(θu + κ) − θλ (D − D_min),   e = c − min_z c,
///
/// with the shift κ and the scale θ that make it largest; valid for every u and every λ ≥ 0 (weak duality), so a wrong
/// claim gives a wide enclosure, never a wrong one. At D_min the minimum is over the cheapest symbols and λ is
/// dropped. For D ≥ D_max both are P_min. Both bounds are moved outward by a bound on their rounding error. Infeasible
/// D: both infinite.
///
/// @throws DomainError for multipliers or an estimator that are not finite or of another size.
/// @source [BlauMichaeli2018], eq. (9); weak duality: docs/certificate.md
Certificate certify(const FiniteProblem& problem, const Solution& solution);

} // namespace perdis
