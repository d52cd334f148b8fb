#pragma once

#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// A bound from above on Σ_cells [min_z ∫_cell h_z − ∫_cell min_z h_z], h_z(y) = Σ_i p_i f(y − x_i) (u_z + λ Δ(x_i, z)), z over `symbols`.
///
/// Cells are halved until one symbol is certainly cheapest or what may be missing weighs less than 1e-17 of the largest
/// |u + λ Δ|; inf if that takes more than a million steps.
[[nodiscard]] double cell_deficiency(const SemiDiscreteProblem& problem, const std::vector<double>& edges,
                                     const Eigen::VectorXd& prices, double multiplier,
                                     const std::vector<Eigen::Index>& symbols);

} // namespace perdis
