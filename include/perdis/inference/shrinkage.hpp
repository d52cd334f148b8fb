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
    double gap = 0.0;   ///< 1 − σ_*, not as a difference
    /// The same in extended precision, for certificates that subtract large multiples of the two.
    long double extended_ratio = 1.0L;
    long double extended_gap = 0.0L;

    Shrinkage() = default;
    Shrinkage(double own_ratio, double own_gap)
        : ratio(own_ratio), gap(own_gap), extended_ratio(own_ratio), extended_gap(own_gap) {}

    /// @accuracy  4 ε relative each, ε that of the type.
    Shrinkage(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel) {
        const double deviation = prior.standard_deviation();
        if (deviation == 0.0 || channel.variance() == 0.0) { return; }
        const double observed = channel(prior).standard_deviation();
        ratio = deviation / observed;
        gap = channel.variance() / observed / (observed + deviation);
        const auto v = static_cast<long double>(prior.variance());
        const auto n = static_cast<long double>(channel.variance());
        extended_ratio = std::sqrt(v / (v + n));
        extended_gap = n / (v + n) / (1.0L + extended_ratio);
    }
};

} // namespace perdis
