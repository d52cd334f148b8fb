#pragma once

#include <limits>

#include <perdis/core/real.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/numeric/log1p.hpp>
#include <perdis/numeric/normal.hpp>

// Total variation and the order-1 and order-2 Wasserstein distances of p = N(μ₁, σ₁²) and q = N(μ₂, σ₂²). All of them: σ in
// [0, inf), point masses included; exactly 0 for equal laws; 8 ε (1 + κ) relative, κ the condition number in the four
// parameters.

namespace perdis {

/// |x|; of a symbol whose sign is open, as an expression.
template <Real T>
T magnitude(const T& x) {
    if constexpr (!rounds<T> && requires { abs(x); }) {
        return abs(x);
    } else {
        return x < T(0) ? T(-x) : x;
    }
}

/// Φ(b) − Φ(a) for b − a = width ≥ 0, where the width is known better than a and b are.
///
/// @accuracy  8 ε relative to the width, plus what a and b carry.
template <Real T>
T normal_mass_of_width(const T& a, const T& b, const T& width) {
    if constexpr (!rounds<T>) { return normal_cdf(b) - normal_cdf(a); }
    const T centre = (a + b) / T(2);
    const T reach = centre < T(0) ? T(-centre) : centre;
    const T limit = T(7) / T(10); // of narrow_normal_mass, twice
    if (width <= limit && width * reach <= limit) { return narrow_normal_mass(centre, T(width / T(2))); }
    if (width <= limit && normal_density(centre) == T(0)) {
        return T(0);
    } // so far out that a and b may have changed places
    return normal_mass(a, b);
}

/// TV of p, the narrower, and q with r = σ₁/σ₂ < 1, g = 1 − r, d = |μ₁ − μ₂|/σ₂.
///
/// The densities cross at z± in units of p and u± in units of q:
///
///     S = √(d² − 2(1 − r²) ln r),   z± = (±S − rd)/(1 − r²),   u± = (±rS − d)/(1 − r²),
///     z₊ − u₊ = (S + d)/(1 + r),    u₋ − z₋ = (S − d)/(1 + r) = −2 (1 − r) ln r/(S + d)
///
/// and TV = [Φ(z₊) − Φ(u₊)] + [Φ(u₋) − Φ(z₋)], a sum of positive terms. (Mirrored so that p lies to the left of q.)
template <Real T>
T total_variation_of_unequal_scales(const T& ratio, const T& gap, const T& shift) {
    using std::log;
    using std::sqrt;
    T logarithm = -log(ratio); // −ln r
    if constexpr (rounds<T>) {
        const T epsilon = std::numeric_limits<T>::epsilon();
        if (ratio < epsilon * epsilon || shift > T(1) / epsilon) { return T(1); }
        if (gap < T(1) / T(2)) { logarithm = -log1p_of(T(-gap)); }
    }
    const T squares = gap * (T(1) + ratio); // 1 − r²
    const T square = shift * shift;
    if constexpr (!rounds<T>) {
        if (shift == T(0)) { // both crossings are alike
            const T crossing = sqrt(T(T(2) * logarithm / squares));
            return T(2) * (normal_cdf(crossing) - normal_cdf(T(ratio * crossing)));
        }
    }
    const T root = sqrt(square + T(2) * squares * logarithm); // S
    const T sum = root + shift;
    const T near_high = (square + T(2) * logarithm) / (ratio * shift + root);                // z₊
    const T near_low = (T(2) * ratio * ratio * logarithm - square) / (ratio * root + shift); // u₊
    const T far_low = -(ratio * shift + root) / squares;                                     // z₋
    const T far_high = -(ratio * root + shift) / squares;                                    // u₋
    const T near = normal_mass_of_width(near_low, near_high, T(sum / (T(1) + ratio)));
    const T far = normal_mass_of_width(far_low, far_high, T(T(2) * gap * logarithm / sum));
    return near + far;
}

/// Total variation TV = ½∫|p − q|, in [0, 1], symmetric to the last bit; 1 for mutually singular laws.
///
/// erf(|μ₁ − μ₂|/(√8 σ)) for equal scales, through the two crossing points of the densities otherwise.
template <Real T>
T gaussian_total_variation(const Gaussian<T>& p, const Gaussian<T>& q) {
    if (identical(p, q)) { return T(0); }
    if (mutually_singular(p, q)) { return T(1); }
    const bool narrower = p.standard_deviation() < q.standard_deviation();
    const T& small = narrower ? p.standard_deviation() : q.standard_deviation();
    const T& large = narrower ? q.standard_deviation() : p.standard_deviation();
    const T difference = p.mean() - q.mean();
    const T shift = magnitude(difference) / large;
    if (small == large) {
        const T half = shift / T(2);
        return normal_mass_of_width(T(-half), half, shift);
    }
    return total_variation_of_unequal_scales(T(small / large), T((large - small) / large), shift);
}

/// 1-Wasserstein distance   [unit of x]; the monotone coupling is affine.
///
///     W₁ = E|N(δ, τ²)| = |δ| (2Φ(|δ|/τ) − 1) + 2τ φ(δ/τ),   δ = μ₁ − μ₂,   τ = |σ₁ − σ₂|
///
/// @source    [PeyreCuturi2019], remark 2.30; [Winkelbauer2012], absolute moments.
template <Real T>
T gaussian_wasserstein1(const Gaussian<T>& p, const Gaussian<T>& q) {
    const T shift = p.mean() - q.mean();
    const T gap = p.standard_deviation() - q.standard_deviation();
    const T delta = magnitude(shift), tau = magnitude(gap);
    if (tau == T(0)) { return delta; }
    const T z = delta / tau;
    return delta * normal_mass_of_width(T(-z), z, T(T(2) * z)) + T(2) * tau * normal_density(z);
}

/// W₂² = (μ₁ − μ₂)² + (σ₁ − σ₂)²   [unit of x, squared].
///
/// @source    [GivensShortt1984], proposition 7.
template <Real T>
T gaussian_squared_wasserstein2(const Gaussian<T>& p, const Gaussian<T>& q) {
    const T shift = p.mean() - q.mean();
    const T gap = p.standard_deviation() - q.standard_deviation();
    return shift * shift + gap * gap;
}

/// W₂ = √((μ₁ − μ₂)² + (σ₁ − σ₂)²)   [unit of x].
template <Real T>
T gaussian_wasserstein2(const Gaussian<T>& p, const Gaussian<T>& q) {
    using std::sqrt;
    return sqrt(gaussian_squared_wasserstein2(p, q));
}

} // namespace perdis
