#pragma once

#include <perdis/tradeoff/solution.hpp>

#include <Eigen/Core>

#include <functional>
#include <limits>

namespace perdis {

/// Where the estimator of one parameter stands in the perception-distortion plane.
struct FamilyPoint {
    double distortion = std::numeric_limits<double>::infinity(); ///< E Δ
    double perception = std::numeric_limits<double>::infinity(); ///< d(p_X, p_X̂)
};

/// min P(θ) subject to D(θ) ≤ D over a family of estimators with parameters θ.
///
/// The family is any function of θ, closed form or quadrature; a NaN in its answer means that θ is not feasible.
/// Parameters of the order of one, whose unit change matters, suit the search best.
struct ParametricProblem {
    std::function<FamilyPoint(const Eigen::VectorXd& parameters)> family;
    /// Where a search begins; finite, within the bounds.
    Eigen::VectorXd start;
    Eigen::VectorXd lower = {}; ///< empty: no lower bounds
    Eigen::VectorXd upper = {}; ///< empty: no upper bounds
};

/// The best member of a family that a search met at one D. Its perception bounds P(D) from above; nothing bounds it from
/// below.
struct ParametricSolution {
    /// solved: the search converged; stagnated: it did not; infeasible: no θ was met with D(θ) ≤ D.
    Status status = Status::infeasible;
    /// θ; where infeasible the one of least distortion that was met.
    Eigen::VectorXd parameters = {};
    /// D(θ) ≤ D, to the last bit unless infeasible.
    double distortion = std::numeric_limits<double>::infinity();
    /// P(θ), an upper bound on P(D); inf where infeasible.
    double perception = std::numeric_limits<double>::infinity();
    /// Calls of the family.
    long evaluations = 0;
};

} // namespace perdis
