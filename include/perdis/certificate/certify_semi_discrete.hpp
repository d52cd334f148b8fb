#pragma once

#include <perdis/tradeoff/semi_discrete_problem.hpp>
#include <perdis/tradeoff/semi_discrete_solution.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// lower ≤ P(D) ≤ upper of a semi-discrete problem, recomputed from the cells, prices u and λ of a claim.
///
///     upper = that of the finite problem on the cells, certify(FiniteProblem, Solution): fewer estimators
///     lower = its lower bound, less  Σ_cells [min_z ∫_cell h_z − ∫_cell min_z h_z],   h_z(y) = Σ_i p_i f(y − x_i) (u_z + λ Δ(x_i, z))
///
/// The last sum is 0 where one symbol is cheapest all along a cell. It is bounded by halving cells: the noise's density is
/// enclosed by its values at the ends, for a density that rises up to its mode and falls beyond. A wrong claim gives a wide
/// enclosure, never a wrong one. At D_min the cells must be those of the cheapest symbols, which is checked likewise (u = 0,
/// λ = 1).
///
/// @accuracy  both bounds are moved outward by rounding, that of the noise's cdf taken as 16 ε relative.
/// @throws    DomainError for edges that do not ascend, NaN included, and as certify(FiniteProblem, Solution).
/// @source    [Rockafellar1970]; docs/certificate.md
Certificate certify(const SemiDiscreteProblem& problem, const SemiDiscreteSolution& solution);

/// The estimator of a claim made feasible, on its cells: row cell, column symbol.
RowMatrix feasible_estimator(const SemiDiscreteProblem& problem, const SemiDiscreteSolution& solution);

} // namespace perdis
