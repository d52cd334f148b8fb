#pragma once

#include <perdis/inference/shifted_mean.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// A claim on a ScalarProblem at one D, with all a sceptic needs to check it.
struct ScalarSolution {
    Status status;
    /// The D that was asked for   [unit of x, squared].
    double distortion;
    /// Where infeasible the posterior mean.
    ShiftedMean estimator;
    /// λ = −dW_r/dD from the right; inf at D_min for r = 2, 0 from D_max on   [1/unit of x].
    double multiplier;
};

} // namespace perdis
