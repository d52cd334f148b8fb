#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/multivariate_order.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

namespace perdis {

/// The α-divergence of order a.
///
///     A_a(p, q) = (Σ p^a q^{1−a} − 1) / (a (a − 1)),   A_1 = KL(p‖q),   A_0 = KL(q‖p)
///     f(t) = (t^{1−a} − 1 − (1 − a)(t − 1)) / (a (a − 1)),   f*(u) = ((1 − a u)^{(a−1)/a} − 1) / (1 − a)
///
/// A_{1/2} = 4 H², A_2 = ½ Σ(p − q)²/q, A_{−1} = ½ Σ(q − p)²/p, A_a(p, q) = A_{1−a}(q, p).
///
/// @domain    a finite; laws on any two alphabets.
/// @accuracy  a few ε (1 + |a|) relative, also for nearly equal laws and near a = 0, 1.
/// @throws    DomainError for an order that is not finite.
/// @source    [CichockiAmari2010], eq. (23)
class Alpha : public Separable<Alpha> {
public:
    using Separable::operator();

    explicit Alpha(double order) : order_(order) {
        require(order - order == 0.0, "Alpha", "order", order, "(-inf, inf)");
    }
    /// a.
    [[nodiscard]] double order() const { return order_; }

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_alpha(p, q, T(order_));
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_alpha(p, q, T(order_));
    }

    template <Real T>
    T term(const T& p, const T& q) const {
        return order_ < 0.5 ? upper_term(q, p, T(T(1) - T(order_))) : upper_term(p, q, T(order_));
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        const T a(order_);
        return a == T(0) ? log_ratio(p, q) : T(-power_excess(p, q, T(-a)) / a);
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        const T a(order_);
        return T(2) * a < T(-1) ? T(ratio_power(p, q, T(-a - T(1))) / p) : T(ratio_power(p, q, T(-a)) / q);
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        const T b = T(1) - T(order_);
        const T x = log_response(u);
        return b == T(0) ? T(p * x) : T(p * expm1_of(T(b * x)) / b);
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        using std::exp;
        return p * exp(log_response(u));
    }
    template <Real T>
    T at_zero() const {
        return order_ < 1.0 ? T(T(1) / (T(1) - T(order_))) : infinity<T>();
    }
    template <Real T>
    T price_floor() const {
        return order_ < 0.0 ? T(T(1) / T(order_)) : T(-infinity<T>());
    }
    template <Real T>
    T price_ceiling() const {
        return order_ > 0.0 ? T(T(1) / T(order_)) : infinity<T>();
    }

private:
    /// a φ = q − p − p (e^{bL} − 1)/b = φ_KL − p (e^{bL} − 1 − bL)/b with b = 1 − a ≤ ½, L = ln(q/p): the second where q is near p.
    template <Real T>
    static T upper_term(const T& p, const T& q, const T& a) {
        const T b = T(1) - a;
        if (b == T(0)) { return KullbackLeibler{}.term(p, q); }
        const T difference = q - p;
        const bool near = T(2) * difference < p && -T(2) * difference < p;
        if (near) { return (KullbackLeibler{}.term(p, q) - p * expm1_excess(T(b * log_ratio(p, q))) / b) / a; }
        return (difference - p * power_excess(p, q, b) / b) / a;
    }

    /// (q/p)^e; where q/p is no normal number the ratio of the roots is one.
    template <Real T>
    static T ratio_power(const T& p, const T& q, const T& e) {
        using std::pow;
        using std::sqrt;
        if constexpr (std::numeric_limits<T>::is_specialized) {
            const T ratio = q / p;
            const bool normal = ratio >= std::numeric_limits<T>::min() && ratio <= std::numeric_limits<T>::max();
            if (!normal) { return pow(T(sqrt(q) / sqrt(p)), T(T(2) * e)); }
        }
        return pow(T(q / p), e);
    }

    /// (q/p)^e − 1.
    template <Real T>
    static T power_excess(const T& p, const T& q, const T& e) {
        const T logarithm = e * log_ratio(p, q);
        const bool near = logarithm < T(1) && -logarithm < T(1);
        return near ? expm1_of(logarithm) : T(ratio_power(p, q, e) - T(1));
    }

    /// ln of q/p at the price u: −ln(1 − a u)/a.
    template <Real T>
    T log_response(const T& u) const {
        const T a(order_);
        return a == T(0) ? u : T(-log1p_of(T(-a * u)) / a);
    }

    double order_;
};

} // namespace perdis
