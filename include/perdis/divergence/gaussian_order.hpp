#pragma once

#include <limits>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_relative.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

// The divergences of p = N(μ₁, σ₁²) and q = N(μ₂, σ₂²) that are functions of ∫p^a q^{1−a}, in nats, written in r = σ₁/σ₂,
// e = r² − 1, d = (μ₁ − μ₂)/σ₂ and η = 1 − a. Conventions and accuracy as in gaussian_entropic.hpp, κ in the order too.

namespace perdis {

/// (1/(2η)) ln(1 + ηe) − ½ ln r², the part of the Rényi divergence of order 1 − η that the scales make; ≥ 0.
///
/// Near e = 0, and for η ≤ 0, it is ½ [L(e) − L(ηe)/η] with L(x) = x − ln(1 + x): terms of one sign or well apart.
///
/// @domain    η ≤ ½, 1 + ηe > 0.
template <Real T>
T renyi_spread(const RelativeGaussian<T>& relative, const T& complement) {
    const T& e = relative.excess;
    if (complement == T(0)) { return relative.log_excess() / T(2); }
    const T scaled = complement * e;
    if constexpr (!rounds<T>) { return (log1p_of(scaled) / complement - relative.log_squared_ratio()) / T(2); }
    const bool near = -e < T(1) / T(2) && e < T(1) / T(2);
    if (near || complement < T(0)) { return (relative.log_excess() + log1p_excess(scaled) / complement) / T(2); }
    return (log1p_of(scaled) / complement - relative.log_squared_ratio()) / T(2);
}

/// Whether σ_a² = ησ₁² + (1 − η)σ₂² ≤ 0, from the variances: exact where they are, unlike their roots.
template <Real T>
bool diverges(const Gaussian<T>& p, const Gaussian<T>& q, const T& complement) {
    return complement < T(0) && !(complement * p.variance() + (T(1) - complement) * q.variance() > T(0));
}

/// Rényi divergence of order a, R_a(p‖q) = ln ∫p^a q^{1−a} / (a − 1)   [nats]; KL(p‖q) at a = 1, continuously.
///
///     R_a = ln(σ₂/σ₁) + ln(σ₂²/σ_a²)/(2(a − 1)) + a (μ₁ − μ₂)²/(2σ_a²),   σ_a² = (1 − a)σ₁² + aσ₂²
///
/// inf if σ_a² ≤ 0 or the laws are mutually singular. Below a = ½ by R_a(p‖q) = a/(1 − a) R_{1−a}(q‖p).
///
/// @domain    a in (0, inf).
/// @throws    DomainError outside the domain, NaN included.
/// @source    [GilAlajajiLinder2013]; [VanErvenHarremoes2014], proposition 2.
template <Real T>
T gaussian_renyi(const Gaussian<T>& p, const Gaussian<T>& q, const T& order) {
    require(order > T(0) && order - order == T(0), "gaussian_renyi", "order", order, "(0, inf)");
    if (identical(p, q)) { return T(0); }
    if (mutually_singular(p, q)) { return std::numeric_limits<T>::infinity(); }
    const bool skew = order < T(1) / T(2);
    const T rest = T(1) - order;
    const T& complement = skew ? order : rest;
    const T& own = skew ? rest : order;
    const RelativeGaussian<T> relative = skew ? RelativeGaussian<T>(q, p) : RelativeGaussian<T>(p, q);
    const T mixed = T(1) + complement * relative.excess; // σ_a²/σ₂²
    if (diverges(skew ? q : p, skew ? p : q, complement) || !(mixed > T(0))) {
        return std::numeric_limits<T>::infinity();
    }
    const T spread = renyi_spread(relative, complement);
    const T value = spread + own * relative.shift * relative.shift / (T(2) * mixed);
    return skew ? T(order / rest * value) : value;
}

/// α-divergence of order a; KL(p‖q) at a = 1 and KL(q‖p) at a = 0, continuously.
///
///     A_a(p‖q) = (∫p^a q^{1−a} − 1)/(a(a − 1)) = A_{1−a}(q‖p),   which brings a to [½, inf)
///
/// inf where the integral diverges; mutually singular laws have 1/(a(1 − a)) for 0 < a < 1, else inf.
///
/// @domain    a in (-inf, inf).
/// @throws    DomainError outside the domain, NaN included.
/// @source    [CichockiAmari2010], the section on α-divergences.
template <Real T>
T gaussian_alpha(const Gaussian<T>& p, const Gaussian<T>& q, const T& order) {
    using std::exp;
    using std::pow;
    using std::sqrt;
    require(order - order == T(0), "gaussian_alpha", "order", order, "(-inf, inf)");
    if (identical(p, q)) { return T(0); }
    const bool skew = order < T(1) / T(2);
    const T own = skew ? T(T(1) - order) : order;
    const T complement = skew ? order : T(T(1) - order);
    if (mutually_singular(p, q)) {
        return complement > T(0) ? T(T(1) / (own * complement)) : std::numeric_limits<T>::infinity();
    }
    const RelativeGaussian<T> relative = skew ? RelativeGaussian<T>(q, p) : RelativeGaussian<T>(p, q);
    const T mixed = T(1) + complement * relative.excess; // σ_a²/σ₂²
    if (diverges(skew ? q : p, skew ? p : q, complement) || !(mixed > T(0))) {
        return std::numeric_limits<T>::infinity();
    }
    const T spread = renyi_spread(relative, complement);
    const T shift = own * relative.shift * relative.shift / (T(2) * mixed);
    if (complement == T(0)) { return spread + shift; }
    const T scale = -complement * own; // a(a − 1)
    if (rounds<T> && complement > T(0)) { return expm1_of(T(-complement * (spread + shift))) / scale; }
    // ∫p^a q^{1−a} = r^{1−a} (σ₂/σ_a) exp((a−1) shift), both factors at least 1
    const T growth = -complement * shift;
    const T exponent = -complement * spread;
    if (!rounds<T> || exponent > T(1)) {
        return (pow(relative.ratio, complement) / sqrt(mixed) * exp(growth) - T(1)) / scale;
    }
    const T factor = expm1_of(exponent);
    return (factor + (T(1) + factor) * expm1_of(growth)) / scale;
}

/// χ²(p‖q) = ∫(p − q)²/q = ∫p²/q − 1 = 2 A_2(p‖q); inf if 2σ₂² ≤ σ₁² or the laws are mutually singular.
///
///     χ² = σ₂²/(σ₁√(2σ₂² − σ₁²)) exp((μ₁ − μ₂)²/(2σ₂² − σ₁²)) − 1
template <Real T>
T gaussian_chi_squared(const Gaussian<T>& p, const Gaussian<T>& q) {
    return T(2) * gaussian_alpha(p, q, T(2));
}

} // namespace perdis
