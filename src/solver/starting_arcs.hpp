#pragma once

#include "path_start.hpp"

namespace perdis {

/// The arcs to start with: all of a small problem; of a large one, in every row, those of least e − θ v for a few θ in
/// [0, 1], v the potentials at D_max. At D_min the cheapest arcs alone.
[[nodiscard]] Arcs starting_arcs(const FiniteProblem& problem, const PathSetup& setup);

/// The arcs to start with near given prices: all of a small problem; of a large one, in every row, those of least
/// λ c + u.
[[nodiscard]] Arcs arcs_near(const PathProblem& path, const Eigen::VectorXd& prices, double multiplier);

} // namespace perdis
