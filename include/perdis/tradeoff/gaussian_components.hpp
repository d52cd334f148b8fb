#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace perdis {

/// One coordinate of independent normal pairs (X, X*): l = Var X = Var X* + E Var(X|Y).
template <Real T>
struct Component {
    T posterior_mean_variance; ///< m² = Var X*   [unit of x, squared]
    T error_variance;          ///< e = E Var(X|Y) = l − m²
};

/// A Gaussian problem whose S_X and S_* commute, coordinate by coordinate.
struct GaussianComponents {
    std::vector<Component<double>> parts = {};
    /// Their directions in the coordinates of GaussianProblem, k × k, orthogonal.
    Eigen::MatrixXd directions = {};
};

/// The coordinates of a problem whose S_X and S_* commute to 1024 k ε; nothing where they do not.
std::optional<GaussianComponents> commuting_components(const GaussianProblem& problem);

} // namespace perdis
