#pragma once

#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// A claim on a scalar Gaussian problem over all estimators at one D, with all a sceptic needs to check it.
///
/// Estimator: SoftThreshold for W₁, EqualisationBand for total variation, MonotoneMap for the α-divergences.
template <class Estimator>
struct LineSolution {
    Status status;
    /// The D that was asked for   [unit of x, squared].
    double distortion;
    /// Score of y ↦ (x̂ − μ)/√v; where infeasible the posterior mean.
    Estimator estimator;
    /// λ = −ds/dD, d = transform(s), from the right; inf at D_min, 0 from D_max on   [1/unit of x², times that of s].
    double multiplier;
};

} // namespace perdis
