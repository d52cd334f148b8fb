#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/law/gaussian.hpp>

#include <cmath>

namespace perdis {

/// How the posterior mean of a normal X in normal noise shrinks: X* = E[X|Y] ~ N(μ, σ_*² v).
///
///     σ_* = √(v/s),   1 − σ_* = n/(s + √(vs)),   s = v + n
///
/// Y enters the estimators on the line by its score x = (y − μ)/√s ~ N(0, 1), and x̂ leaves them as (x̂ − μ)/√v.
/// v = 0 counts as no shrinkage.
struct Shrinkage {
    double ratio = 1.0; ///< σ_*, in (0, 1]
    double gap = 0.0; ///< 1 − σ_*, not as a difference: the deviation of X − X̂ when X̂ = X* is stretched to the law of X

    Shrinkage() = default;
    Shrinkage(double own_ratio, double own_gap) : ratio(own_ratio), gap(own_gap) {}

    /// @accuracy  4 ε relative each.
    Shrinkage(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel) {
        const double deviation = prior.standard_deviation();
        if (deviation == 0.0 || channel.variance() == 0.0) { return; }
        const double observed = channel(prior).standard_deviation();
        ratio = deviation / observed;
        gap = channel.variance() / observed / (observed + deviation);
    }
};

} // namespace perdis
