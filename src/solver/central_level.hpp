#pragma once

#include <Eigen/Core>

namespace perdis {

/// The root η > 0 of Σ_z ω_z / (c_z + η) = 1, for weights ω ≥ 0 and costs c ≥ 0 of which one with ω > 0 is zero.
///
/// The sum is convex and decreasing, and at least 1 where η is the weight at zero cost: Newton's method rises to the root.
[[nodiscard]] inline double central_level(const Eigen::ArrayXd& weights, const Eigen::ArrayXd& cost) {
    double level = (cost == 0.0).select(weights, 0.0).sum();
    for (int i = 0; i < 60; ++i) {
        const Eigen::ArrayXd share = weights / (cost + level);
        const double step = (share.sum() - 1.0) / (share / (cost + level)).sum();
        level += step;
        if (!(step > 1e-10 * level)) { break; }
    }
    return level;
}

} // namespace perdis
