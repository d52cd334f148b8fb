#pragma once

#include <limits>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

namespace perdis {

/// (E|Z|^a)^{1/a} for an integer a ≤ 64, exactly where T is: E|Z|^a = (a − 1) E|Z|^{a−2}, E|Z| = √(2/π).
///
/// @throws    DomainError for any other a.
template <Real T>
T whole_normal_moment_root(const T& order) {
    using std::pow;
    using std::sqrt;
    T even = T(1), odd = sqrt(T(2) / boost::math::constants::pi<T>()); // E|Z|^{k−1} and E|Z|^k in turns
    for (int k = 1; k <= 64; ++k) {
        T& moment = k % 2 == 0 ? even : odd;
        if (k > 1) { moment = T(k - 1) * moment; }
        if (order == T(k)) { return pow(moment, T(T(1) / T(k))); }
    }
    require(false, "gaussian_wasserstein", "order", order, "{1, ..., 64} for a scalar that does not round");
    return even;
}

/// (E|Z|^a)^{1/a} = √2 (Γ((a+1)/2)/√π)^{1/a} for Z ~ N(0, 1).
///
/// @domain    a in (0, inf).
/// @source    [Winkelbauer2012], absolute moments.
template <Real T>
T absolute_normal_moment_root(const T& order) {
    using std::exp;
    using std::log;
    if constexpr (rounds<T>) {
        const T gamma = boost::math::lgamma((order + T(1)) / T(2)) - log(boost::math::constants::pi<T>()) / T(2);
        return boost::math::constants::root_two<T>() * exp(gamma / order);
    } else {
        return whole_normal_moment_root(order);
    }
}

/// ln( e^{−z} 1F1((a+1)/2; ½; z) ) = ln 1F1(−a/2; ½; −z), z = δ²/(2τ²), by its series of positive terms.
template <Real T>
T log_moment_growth(const T& order, const T& z) {
    using std::exp;
    using std::log;
    using std::pow;
    const T half = T(1) / T(2);
    const T large = pow(std::numeric_limits<T>::epsilon(), T(-8));
    T scaled_out = T(0);
    T term = T(1);
    T sum = T(1);
    for (int k = 0; term > sum * std::numeric_limits<T>::epsilon() / T(8); ++k) {
        term = term * ((order + T(1)) * half + T(k)) * z / ((half + T(k)) * T(k + 1));
        sum = sum + term;
        if (sum > large) {
            term = term / large;
            sum = sum / large;
            scaled_out = scaled_out + T(1);
        }
    }
    if (scaled_out == T(0)) { return log(sum * exp(-z)); } // the same z in both factors: its rounding cancels
    return log(sum) + (scaled_out * log(large) - z);
}

/// ln E|1 + tZ|^a, Z ~ N(0, 1), for small t and at by the moments of Z: Σ_k C(a, 2k) (2k−1)!! t^{2k}, cut at its least term.
template <Real T>
T log_moment_expansion(const T& order, const T& t) {
    T term = T(1);
    T sum = T(0);
    for (int k = 0; k < 100000; ++k) {
        const T factor = (order - T(2 * k)) * (order - T(2 * k + 1)) * t * t / T(2 * k + 2);
        const T size = factor < T(0) ? T(-factor) : factor;
        if (T(2 * k) > order && !(size < T(1))) { break; }
        term = term * factor;
        sum = sum + term;
        const T magnitude = term < T(0) ? T(-term) : term;
        if (!(magnitude > (T(1) + sum) * std::numeric_limits<T>::epsilon() / T(8)) && size < T(1)) { break; }
    }
    return log1p_of(sum);
}

/// W_a = (E|N(δ, τ²)|^a)^{1/a}, δ = μ₁ − μ₂, τ = |σ₁ − σ₂|   [unit of x]; the monotone coupling is affine.
///
///     E|N(δ, τ²)|^a = τ^a 2^{a/2} Γ((a+1)/2)/√π · 1F1(−a/2; ½; −δ²/(2τ²))
///
/// @domain    a in [1, inf); σ in [0, inf).
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in the four parameters and the order.
///            a = 1 and a = 2 are gaussian_wasserstein1 and gaussian_wasserstein2 themselves.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [PeyreCuturi2019], remark 2.30; [Winkelbauer2012], absolute moments.
template <Real T>
T gaussian_wasserstein(const Gaussian<T>& p, const Gaussian<T>& q, const T& order) {
    using std::exp;
    using std::log;
    require(order >= T(1) && order - order == T(0), "gaussian_wasserstein", "order", order, "[1, inf)");
    if (order == T(1)) { return gaussian_wasserstein1(p, q); }
    if (order == T(2)) { return gaussian_wasserstein2(p, q); }
    const T shift = p.mean() - q.mean();
    const T gap = p.standard_deviation() - q.standard_deviation();
    const T delta = magnitude(shift), tau = magnitude(gap);
    if (tau == T(0)) { return delta; }
    if (delta == T(0)) { return tau * absolute_normal_moment_root(order); }
    require(rounds<T>, "gaussian_wasserstein", "unequal means of this order have no formula");
    const T z = delta / tau * (delta / tau) / T(2);
    if (z > T(-2) * log(std::numeric_limits<T>::epsilon()) && order * order < T(1000) * z) {
        return delta * exp(log_moment_expansion(order, T(tau / delta)) / order);
    }
    return tau * absolute_normal_moment_root(order) * exp(log_moment_growth(order, z) / order);
}

} // namespace perdis
