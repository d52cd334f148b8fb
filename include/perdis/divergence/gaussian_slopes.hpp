#pragma once

#include <limits>

#include <boost/math/constants/constants.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_relative.hpp>
#include <perdis/divergence/gaussian_wasserstein.hpp>

// ∂/∂τ of d(N(μ, σ²), N(μ, τ²)): how a divergence changes with the deviation τ of the second law, the means being equal
// [1/unit of x; W and W² as their own unit says]. With r = σ/τ, e = r² − 1.
// All of them: σ and τ in (0, inf), else DomainError, NaN included; 8 ε (1 + κ) relative, κ the condition number in σ and τ
// (and the order). Where the divergence has a kink at τ = σ (TV, H, W) the value there is the left derivative.

namespace perdis {

/// p = N(μ, σ²) in units of q = N(μ, τ²), both scales checked.
template <Real T>
RelativeGaussian<T> checked_scales(const T& deviation, const T& tau) {
    require(deviation > T(0) && deviation - deviation == T(0), "gaussian slope", "standard deviation of p", deviation,
            "(0, inf)");
    require(tau > T(0) && tau - tau == T(0), "gaussian slope", "standard deviation of q", tau, "(0, inf)");
    return RelativeGaussian<T>(deviation, tau, T(0));
}

/// ∂A_a/∂τ = −(e/τ) I/s,   I = ∫p^a q^{1−a} = r^{1−a}/√s,   s = σ_a²/τ² = a + (1−a)r².
///
/// Where the integral diverges: −inf for τ < σ, inf for τ > σ.
///
/// @domain    a in (-inf, inf).
template <Real T>
T gaussian_alpha_slope(const T& deviation, const T& tau, const T& order) {
    using std::pow;
    using std::sqrt;
    require(order - order == T(0), "gaussian_alpha_slope", "order", order, "(-inf, inf)");
    const RelativeGaussian<T> relative = checked_scales(deviation, tau);
    const T complement = T(1) - order;
    const T mixed = order + complement * relative.ratio * relative.ratio;
    const T infinity = std::numeric_limits<T>::infinity();
    if (!(mixed > T(0))) { return relative.excess > T(0) ? T(-infinity) : infinity; }
    const T integral = pow(relative.ratio, complement) / sqrt(mixed);
    return -relative.excess * integral / mixed / tau;
}

/// ∂R_a/∂τ = −a (e/τ)/s, s = σ_a²/τ² = a + (1−a)r²; −inf where s ≤ 0.
///
/// @domain    a in (0, inf).
template <Real T>
T gaussian_renyi_slope(const T& deviation, const T& tau, const T& order) {
    require(order > T(0) && order - order == T(0), "gaussian_renyi_slope", "order", order, "(0, inf)");
    const RelativeGaussian<T> relative = checked_scales(deviation, tau);
    const T mixed = order + (T(1) - order) * relative.ratio * relative.ratio;
    if (!(mixed > T(0))) { return -std::numeric_limits<T>::infinity(); }
    return -order * relative.excess / mixed / tau;
}

/// ∂KL(p‖q)/∂τ = 1/τ − σ²/τ³ = −e/τ.
template <Real T>
T gaussian_kullback_leibler_slope(const T& deviation, const T& tau) {
    return -checked_scales(deviation, tau).excess / tau;
}

/// ∂KL(q‖p)/∂τ = τ/σ² − 1/τ = −e/(τr²).
template <Real T>
T gaussian_reverse_kullback_leibler_slope(const T& deviation, const T& tau) {
    return -checked_scales(deviation, tau).excess / tau * (tau / deviation) * (tau / deviation);
}

/// ∂H²/∂τ = ¼ ∂A_½/∂τ.
template <Real T>
T gaussian_squared_hellinger_slope(const T& deviation, const T& tau) {
    return gaussian_alpha_slope(deviation, tau, T(T(1) / T(2))) / T(4);
}

/// ∂H/∂τ = ± b (σ + τ) √(1 + b) / (4τ √(σ² + τ²)), b = √(2σ/(τ(1 + r²))), + for τ > σ; −1/(2σ) at τ = σ from the left.
template <Real T>
T gaussian_hellinger_slope(const T& deviation, const T& tau) {
    using std::sqrt;
    const T ratio = checked_scales(deviation, tau).ratio;
    const T sum = T(1) + ratio * ratio;
    const T affinity = sqrt(T(2) * ratio / sum);
    const T size = affinity * (T(1) + ratio) * sqrt(T(1) + affinity) / (T(4) * tau * sqrt(sum));
    return tau > deviation ? size : T(-size);
}

/// ∂χ²(p‖q)/∂τ = 2 ∂A_2/∂τ; −inf for 2τ² ≤ σ².
template <Real T>
T gaussian_chi_squared_slope(const T& deviation, const T& tau) {
    return T(2) * gaussian_alpha_slope(deviation, tau, T(2));
}

/// ∂χ²(q‖p)/∂τ = 2 ∂A_{−1}/∂τ; inf for τ² ≥ 2σ².
template <Real T>
T gaussian_reverse_chi_squared_slope(const T& deviation, const T& tau) {
    return T(2) * gaussian_alpha_slope(deviation, tau, T(-1));
}

/// ∂TV/∂τ = ∓ 2 u φ(u)/τ, u² = 2 ln r/(1 − 1/r²) where the densities cross at |x − μ| = uτ, − for τ ≤ σ.
template <Real T>
T gaussian_total_variation_slope(const T& deviation, const T& tau) {
    using std::exp;
    using std::sqrt;
    const RelativeGaussian<T> relative = checked_scales(deviation, tau);
    const bool equal = deviation == tau;
    const T bend = (deviation - tau) / deviation * ((deviation + tau) / deviation); // 1 − 1/r²
    const T square = equal ? T(1) : T(relative.log_squared_ratio() / bend);         // u²
    T decay = exp(-square / T(2));                                                  // no square of a root
    if constexpr (rounds<T>) { // e^{−u²/2} = e^{−(u/r)²/2}/r, whose exponent is small for large r
        const T inverse = tau / deviation;
        if (tau < deviation) { decay = inverse * exp(-square * inverse * inverse / T(2)); }
    }
    const T size = T(2) * sqrt(square) * decay * boost::math::constants::one_div_root_two_pi<T>() / tau;
    return tau > deviation ? size : T(-size);
}

/// ∂W_a/∂τ = ± (E|Z|^a)^{1/a}, Z ~ N(0, 1), + for τ > σ: W_a = (E|Z|^a)^{1/a} |σ − τ|.
///
/// @domain    a in [1, inf).
template <Real T>
T gaussian_wasserstein_slope(const T& deviation, const T& tau, const T& order) {
    require(order >= T(1) && order - order == T(0), "gaussian_wasserstein_slope", "order", order, "[1, inf)");
    checked_scales(deviation, tau);
    const T size = order == T(2) ? T(1) : absolute_normal_moment_root(order);
    return tau > deviation ? size : T(-size);
}

/// ∂W₁/∂τ = ± √(2/π).
template <Real T>
T gaussian_wasserstein1_slope(const T& deviation, const T& tau) {
    return gaussian_wasserstein_slope(deviation, tau, T(1));
}

/// ∂W₂/∂τ = ± 1.
template <Real T>
T gaussian_wasserstein2_slope(const T& deviation, const T& tau) {
    return gaussian_wasserstein_slope(deviation, tau, T(2));
}

/// ∂W₂²/∂τ = 2 (τ − σ)   [unit of x].
template <Real T>
T gaussian_squared_wasserstein2_slope(const T& deviation, const T& tau) {
    checked_scales(deviation, tau);
    return T(2) * (tau - deviation);
}

} // namespace perdis
