#pragma once

#include <perdis/core/real.hpp>
#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/gaussian_slopes.hpp>
#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/reverse_chi_squared.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/squared_hellinger.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/law/gaussian.hpp>

#include <concepts>

// linear_slope(d, σ, τ) = ∂/∂τ d(N(μ, σ²), N(μ, τ²)), the slope of a divergence along the linear estimators of a Gaussian.
// Domain, accuracy and errors: gaussian_slopes.hpp, which has the formulas. A divergence of one's own needs its
// operator() on Gaussian laws and an overload beside it.

namespace perdis {

/// Of KL(p‖q).
template <Real T>
T linear_slope(const KullbackLeibler&, const T& deviation, const T& tau) {
    return gaussian_kullback_leibler_slope(deviation, tau);
}

/// Of KL(q‖p).
template <Real T>
T linear_slope(const ReverseKullbackLeibler&, const T& deviation, const T& tau) {
    return gaussian_reverse_kullback_leibler_slope(deviation, tau);
}

/// Of the total variation.
template <Real T>
T linear_slope(const TotalVariation&, const T& deviation, const T& tau) {
    return gaussian_total_variation_slope(deviation, tau);
}

/// Of H².
template <Real T>
T linear_slope(const SquaredHellinger&, const T& deviation, const T& tau) {
    return gaussian_squared_hellinger_slope(deviation, tau);
}

/// Of H.
template <Real T>
T linear_slope(const Hellinger&, const T& deviation, const T& tau) {
    return gaussian_hellinger_slope(deviation, tau);
}

/// Of χ²(p‖q).
template <Real T>
T linear_slope(const ChiSquared&, const T& deviation, const T& tau) {
    return gaussian_chi_squared_slope(deviation, tau);
}

/// Of χ²(q‖p).
template <Real T>
T linear_slope(const ReverseChiSquared&, const T& deviation, const T& tau) {
    return gaussian_reverse_chi_squared_slope(deviation, tau);
}

/// Of the Rényi divergence of the divergence's order.
template <Real T>
T linear_slope(const Renyi& divergence, const T& deviation, const T& tau) {
    return gaussian_renyi_slope(deviation, tau, T(divergence.order()));
}

/// Of the α-divergence of the divergence's order.
template <Real T>
T linear_slope(const Alpha& divergence, const T& deviation, const T& tau) {
    return gaussian_alpha_slope(deviation, tau, T(divergence.order()));
}

/// Of W_r.
template <Real T>
T linear_slope(const Wasserstein& divergence, const T& deviation, const T& tau) {
    return gaussian_wasserstein_slope(deviation, tau, T(divergence.order()));
}

/// r W_r^{r−1} ∂W_r/∂τ with W_r = (E|Z|^r)^{1/r} |σ − τ|.
template <Real T>
T linear_slope(const WassersteinPower& divergence, const T& deviation, const T& tau) {
    using std::pow;
    if (divergence.order() == 2.0) { return gaussian_squared_wasserstein2_slope(deviation, tau); }
    const T order(divergence.order());
    const T slope = gaussian_wasserstein_slope(deviation, tau, order);
    if (divergence.order() == 1.0) { return slope; }
    const T distance = slope * (tau - deviation); // ∂W_r/∂τ = ± W_r/|σ − τ|
    return order * pow(distance, T(order - T(1))) * slope;
}

/// A divergence with a closed form between normal laws and with its slope in the second law's deviation.
///
/// Its value shall not increase as the second law's mean or deviation moves towards the first law's: Example 1 and its
/// proof rest on that.
template <class D, class T>
concept GaussianDivergence = Real<T> && requires(const D d, const Gaussian<T>& p, const Gaussian<T>& q,
                                                 const T& scale) {
    /// d(p, q) in [0, inf].
    { d(p, q) } -> std::convertible_to<T>;
    /// ∂d/∂τ at τ = scale.
    { linear_slope(d, scale, scale) } -> std::convertible_to<T>;
};

static_assert(GaussianDivergence<KullbackLeibler, double> && GaussianDivergence<SquaredWasserstein2, long double>);

} // namespace perdis
