#pragma once

#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <limits>

namespace perdis {

/// How a solver ended.
enum class Status {
    solved,    ///< to its tolerance
    stagnated, ///< short of its tolerance; the best iterate is returned
    infeasible ///< no estimator has E Δ ≤ D
};

/// lower ≤ P(D) ≤ upper.
struct Certificate {
    double lower = 0.0;
    double upper = std::numeric_limits<double>::infinity();
};

/// A solver's claim on a finite problem at one D, with all a sceptic needs to check it.
struct Solution {
    Status status = Status::infeasible;
    /// The D that was asked for.
    double distortion = 0.0;
    /// Q(z|y), m × k; empty where infeasible.
    RowMatrix estimator = {};
    /// u_z, the price of emitting z: ∂s/∂q_z at the optimum, up to a constant; k entries.
    Eigen::VectorXd prices = {};
    /// λ = −ds/dD, in units of s per unit of distortion; at D_min from the right, or 0 where the solver leaves it out.
    double multiplier = 0.0;
    /// Newton steps, or transports, taken.
    int iterations = 0;
};

} // namespace perdis
