#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// lower ≤ min R_a(p‖q) ≤ upper over all estimators jointly normal with Y within D, from a claim's estimator, prices and multiplier.
///
///     upper = R_a of the estimator, pulled towards X* until its distortion is at most D
///     lower = Σ min_{ω>0} [φ(ω) + λ b_i ω] + λ(tr S_* − |L|² − |diag(l)J − R Lᵀ|²/η) − λ(D − D_min)
///
/// for all R, L, λ ≥ 0 and η > 0, with b the eigenvalues of diag(l) − R Rᵀ − ηI and φ the R_a of N(0, 1) and N(0, ω): R_a is Σ φ over
/// the eigenvalues of Ω = Cov X̂ relative to S_X, and tr BΩ is at least the sum of products of eigenvalues in opposite order. Where
/// b_i < 0, ω is at most (√tr S_* + √(D − D_min))²/min l. For a > 1 all within D have ω > (a − 1)/a or R_a = inf; if
/// that alone costs more than D − D_min, both are inf. Both are moved outward by a bound on their rounding. At D_min only X* is
/// left; D < D_min − slack: both inf.
///
/// @domain    order in (0, inf).
/// @throws    DomainError outside the domain, and for a NaN distortion.
/// @source    [Rockafellar1970]
Certificate certify_jointly_gaussian_renyi(const GaussianProblem& problem, double order, const GaussianSolution& claim);

} // namespace perdis
