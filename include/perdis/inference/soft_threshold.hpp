#pragma once

#include <perdis/inference/shrinkage.hpp>

#include <algorithm>

namespace perdis {

/// The optimal estimator of a normal X under W₁: the posterior mean moved towards the law of X, by no more than g t.
///
///     x ↦ σ_* x + clip(g x, ± g t),   g = 1 − σ_*,   x = (y − μ)/√s,   x̂ = μ + √v (…)
///
/// t = 0 is the posterior mean, t = inf has the law of X. Where it stops short, |Z| > t, it leaves the distance g (|Z| − t).
///
/// @domain    t in [0, inf].
/// @throws    DomainError outside the domain, NaN included.
class SoftThreshold {
public:
    SoftThreshold(const Shrinkage& shrinkage, double threshold) : shrinkage_(shrinkage), threshold_(threshold) {
        require(threshold >= 0.0, "SoftThreshold", "threshold", threshold, "[0, inf]");
    }
    /// t, in deviations of Y.
    [[nodiscard]] double threshold() const { return threshold_; }
    /// (x̂ − μ)/√v at the score x.
    double operator()(double score) const {
        return shrinkage_.ratio * score + shrinkage_.gap * std::clamp(score, -threshold_, threshold_);
    }

private:
    Shrinkage shrinkage_;
    double threshold_;
};

} // namespace perdis
