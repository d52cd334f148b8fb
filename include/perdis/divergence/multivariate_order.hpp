#pragma once

#include <limits>
#include <optional>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/multivariate_relative.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

// The divergences of the normal vectors p = N(m₁, S₁) and q = N(m₂, S₂) that are functions of ∫p^a q^{1−a}, in nats; conventions as
// in multivariate_entropic.hpp. The integral is finite where S_a = (1 − a) S₁ + a S₂ is positive definite; next to the border,
// within 16 d ε of S₂, it counts as infinite.

namespace perdis {

/// The two parts of R_a(p‖q), a = 1 − η ≥ ½: from the covariances and from the means.
template <Real T>
struct RenyiParts {
    T spread; ///< Σ [(1/(2η)) ln(1 + η(r_i − 1)) − ½ ln r_i]
    T shift;  ///< ½ a Σ z_i²/(1 + η(r_i − 1))
};

/// The parts; nothing where the integral diverges or the laws are mutually singular.
///
/// @domain    η ≤ ½.
template <Real T>
std::optional<RenyiParts<T>> renyi_parts(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q,
                                         const T& complement) {
    using std::log;
    const T own = T(1) - complement;
    RenyiParts<T> result{T(0), T(0)};
    if constexpr (rounds<T>) {
        const auto coordinates = relative_coordinates(p, q);
        if (!coordinates) { return std::nullopt; }
        const T border = complement < T(0) ? rank_tolerance<T>(p.dimension()) * own : T(0);
        for (const auto& relative : *coordinates) {
            const T mixed = T(1) + complement * relative.excess;
            if (!(mixed > border)) { return std::nullopt; }
            result.spread += renyi_spread(relative, complement);
            result.shift += own * relative.shift * relative.shift / (T(2) * mixed);
        }
    } else {
        const auto pair = regular_pair(p, q);
        if (!pair) { return std::nullopt; }
        if (pair->shift.size() == 0) { return result; }
        DenseMatrix<T> mixed = pair->q;
        for (Eigen::Index i = 0; i < mixed.size(); ++i) { mixed(i) = complement * pair->p(i) + own * pair->q(i); }
        if (complement < T(0) && !positive_definite<T>(mixed)) { return std::nullopt; }
        const T first = determinant<T>(pair->p);
        const T second = determinant<T>(pair->q);
        if (complement == T(0)) {
            result.spread = (trace_of<T>(right_quotient<T>(pair->p, pair->q)) - T(static_cast<int>(mixed.rows()))
                             + log(T(second / first)))
                            / T(2);
        } else {
            result.spread =
                log(T(determinant<T>(mixed) / second)) / (T(2) * complement) - log(T(first / second)) / T(2);
        }
        result.shift = own * inverse_form<T>(mixed, pair->shift) / T(2);
    }
    return result;
}

/// Rényi divergence of order a, R_a(p‖q) = ln ∫p^a q^{1−a} / (a − 1)   [nats]; KL(p‖q) at a = 1, continuously.
///
///     R_a = ½ a δᵀS_a⁻¹δ + ln(det S_a/(det S₁^{1−a} det S₂^a))/(2(1 − a)),   S_a = (1 − a) S₁ + a S₂
///
/// inf if S_a is not positive definite or the laws are mutually singular. Below a = ½ by R_a(p‖q) = a/(1 − a) R_{1−a}(q‖p).
///
/// @domain    a in (0, inf).
/// @throws    DomainError outside the domain, NaN included, and for laws of different dimensions.
/// @source    [GilAlajajiLinder2013]; [VanErvenHarremoes2014], proposition 2
template <Real T>
T gaussian_renyi(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q, const T& order) {
    require_same_space("gaussian_renyi", p, q);
    require(order > T(0) && order - order == T(0), "gaussian_renyi", "order", order, "(0, inf)");
    if (identical(p, q)) { return T(0); }
    if (p.dimension() == 1) { return gaussian_renyi(p.coordinate(0), q.coordinate(0), order); }
    const bool skew = order < T(1) / T(2);
    const T rest = T(1) - order;
    const auto parts = skew ? renyi_parts<T>(q, p, order) : renyi_parts<T>(p, q, rest);
    if (!parts) { return std::numeric_limits<T>::infinity(); }
    const T value = parts->spread + parts->shift;
    return skew ? T(order / rest * value) : value;
}

/// α-divergence of order a; KL(p‖q) at a = 1 and KL(q‖p) at a = 0, continuously.
///
///     A_a(p‖q) = (∫p^a q^{1−a} − 1)/(a(a − 1)) = A_{1−a}(q‖p),   which brings a to [½, inf)
///
/// inf where the integral diverges; mutually singular laws have 1/(a(1 − a)) for 0 < a < 1, else inf.
///
/// @domain    a in (-inf, inf).
/// @accuracy  that of R_a, times 1 + |(a − 1) R_a|.
/// @throws    DomainError outside the domain, NaN included, and for laws of different dimensions.
/// @source    [CichockiAmari2010], the section on α-divergences
template <Real T>
T gaussian_alpha(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q, const T& order) {
    require_same_space("gaussian_alpha", p, q);
    require(order - order == T(0), "gaussian_alpha", "order", order, "(-inf, inf)");
    if (identical(p, q)) { return T(0); }
    if (p.dimension() == 1) { return gaussian_alpha(p.coordinate(0), q.coordinate(0), order); }
    const bool skew = order < T(1) / T(2);
    const T own = skew ? T(T(1) - order) : order;
    const T complement = skew ? order : T(T(1) - order);
    const auto parts = skew ? renyi_parts<T>(q, p, complement) : renyi_parts<T>(p, q, complement);
    if (!parts) { return complement > T(0) ? T(T(1) / (own * complement)) : std::numeric_limits<T>::infinity(); }
    const T value = parts->spread + parts->shift;
    return complement == T(0) ? value : T(expm1_of(T(-complement * value)) / (-complement * own));
}

/// χ²(p‖q) = ∫(p − q)²/q = ∫p²/q − 1 = 2 A_2(p‖q); inf if 2S₂ − S₁ is not positive definite or the laws are mutually singular.
///
///     χ² = det S₂ exp(δᵀ(2S₂ − S₁)⁻¹δ)/√(det S₁ det(2S₂ − S₁)) − 1
template <Real T>
T gaussian_chi_squared(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    return T(2) * gaussian_alpha(p, q, T(2));
}

} // namespace perdis
