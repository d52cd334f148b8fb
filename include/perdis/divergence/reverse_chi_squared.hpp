#pragma once

#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/divergence/multivariate_order.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>

namespace perdis {

/// The chi-squared divergence with the law of X in the denominator (Pearson).
///
///     Σ (p − q)²/p = Σ p f(q/p),   f(t) = (t − 1)²,   f*(u) = u + u²/4 for u ≥ −2, −1 below
///
/// @domain    laws on any two alphabets; inf where some q_z > 0 = p_z.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [Tsybakov2009], section 2.4
class ReverseChiSquared : public Separable<ReverseChiSquared> {
public:
    using Separable::operator();

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_chi_squared(q, p);
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_chi_squared(q, p);
    }

    template <Real T>
    T term(const T& p, const T& q) const {
        return (q - p) / p * (q - p);
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        return T(2) * (q - p) / p;
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        static_cast<void>(q);
        return T(2) / p;
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        return p * u * (T(1) + u / T(4));
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        return p * (T(1) + u / T(2));
    }
    template <Real T>
    T at_zero() const {
        return T(1);
    }
    template <Real T>
    T price_floor() const {
        return T(-2);
    }
    template <Real T>
    T price_ceiling() const {
        return infinity<T>();
    }
};

} // namespace perdis
