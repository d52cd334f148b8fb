#pragma once

#include <perdis/tradeoff/solution.hpp>

#include <vector>

namespace perdis {

/// A claim on a PosteriorMeanProblem at one D: the estimator is the monotone coupling of X* and q.
struct CumulativeSolution {
    Status status = Status::infeasible;
    /// The D that was asked for, or that of the claim where λ was.
    double distortion = 0.0;
    /// Q_j = P(X̂ ≤ x_j), k entries; empty where infeasible.
    std::vector<double> cumulative = {};
    /// u_j, the price of emitting x_j, up to a constant; k entries.
    std::vector<double> prices = {};
    /// λ = −P′(D).
    double multiplier = 0.0;
};

} // namespace perdis
