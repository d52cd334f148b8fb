#pragma once

#include <limits>

#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_relative.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

// The entropic divergences of p = N(μ₁, σ₁²) and q = N(μ₂, σ₂²) in nats, written in r = σ₁/σ₂, e = r² − 1 and
// d = (μ₁ − μ₂)/σ₂. All of them: σ in [0, inf), point masses by their limits; exactly 0 for equal laws; 8 ε (1 + κ)
// relative, κ the condition number in the four parameters. The reverse ones are the same functions of (q, p).

namespace perdis {

/// Relative entropy KL(p‖q) = ∫ p ln(p/q)   [nats].
///
///     KL = ½ (e − ln r² + d²) = ln(σ₂/σ₁) + (σ₁² + (μ₁ − μ₂)²)/(2σ₂²) − ½
///
/// inf if exactly one law is a point mass, or both are at different points.
///
/// @source    [GilAlajajiLinder2013].
template <Real T>
T gaussian_kullback_leibler(const Gaussian<T>& p, const Gaussian<T>& q) {
    if (identical(p, q)) { return T(0); }
    if (mutually_singular(p, q)) { return std::numeric_limits<T>::infinity(); }
    const RelativeGaussian<T> relative(p, q);
    return (relative.log_excess() + relative.shift * relative.shift) / T(2);
}

/// Squared Hellinger distance H² = 1 − ∫√(pq), in [0, 1], symmetric to the last bit; 1 for mutually singular laws.
///
///     H² = 1 − √(1 − h) exp(−(μ₁ − μ₂)²/(4(σ₁² + σ₂²))),   h = (σ₁ − σ₂)²/(σ₁² + σ₂²),   1 − h = 2σ₁σ₂/(σ₁² + σ₂²)
///
/// @source    [GilAlajajiLinder2013].
template <Real T>
T gaussian_squared_hellinger(const Gaussian<T>& p, const Gaussian<T>& q) {
    using std::log;
    if (identical(p, q)) { return T(0); }
    if (mutually_singular(p, q)) { return T(1); }
    if constexpr (!rounds<T>) {
        using std::exp;
        using std::sqrt;
        const T &a = p.standard_deviation(), &b = q.standard_deviation(), shift = p.mean() - q.mean();
        const T sum = a * a + b * b;
        return T(1) - sqrt(T(2) * a * b / sum) * exp(T(-(shift * shift) / (T(4) * sum)));
    }
    const bool wider = p.standard_deviation() < q.standard_deviation();
    const T& large = wider ? q.standard_deviation() : p.standard_deviation();
    const T& small = wider ? p.standard_deviation() : q.standard_deviation();
    const T ratio = small / large;
    const T gap = (large - small) / large;
    const T shift = (p.mean() - q.mean()) / large;
    const T sum = T(1) + ratio * ratio;
    const T h = gap * gap / sum;
    const T radicand = h < T(1) / T(2) ? log1p_of(T(-h)) : T(log(T(2) * ratio / sum));
    return -expm1_of(T(radicand / T(2) - shift * shift / (T(4) * sum)));
}

/// H = √(1 − ∫√(pq)), a metric, in [0, 1].
template <Real T>
T gaussian_hellinger(const Gaussian<T>& p, const Gaussian<T>& q) {
    using std::sqrt;
    return sqrt(gaussian_squared_hellinger(p, q));
}

} // namespace perdis
