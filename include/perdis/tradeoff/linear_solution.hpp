#pragma once

#include <perdis/core/real.hpp>
#include <perdis/inference/linear_estimator.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// A solver's claim on the linear family at one D, with all a sceptic needs to check it.
template <Real T>
struct LinearSolution {
    Status status;
    /// The D that was asked for   [unit of x, squared].
    T distortion;
    /// X̂ = aY + b; where infeasible the posterior mean, whose distortion is the least.
    LinearEstimator<T> estimator;
    /// λ = −P′(D) from the right; inf where P falls infinitely fast or is infinite, 0 from D_max on.
    T multiplier;
};

} // namespace perdis
