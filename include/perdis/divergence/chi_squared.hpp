#pragma once

#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/divergence/multivariate_order.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>

namespace perdis {

/// The chi-squared divergence with the law of X̂ in the denominator (Neyman).
///
///     Σ (p − q)²/q = Σ p f(q/p),   f(t) = (1 − t)²/t,   f*(u) = 2 − 2√(1 − u), u ≤ 1
///
/// @domain    laws on any two alphabets; inf where some p_z > 0 = q_z.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [Tsybakov2009], section 2.4
class ChiSquared : public Separable<ChiSquared> {
public:
    using Separable::operator();

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_chi_squared(p, q);
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_chi_squared(p, q);
    }

    template <Real T>
    T term(const T& p, const T& q) const {
        return (p - q) / q * (p - q);
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        return (q - p) / q * ((q + p) / q);
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        return T(2) * (p / q) * (p / q) / q;
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        using std::sqrt;
        return T(2) * p * u / (T(1) + sqrt(T(1) - u));
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        using std::sqrt;
        return p / sqrt(T(1) - u);
    }
    template <Real T>
    T at_zero() const {
        return infinity<T>();
    }
    template <Real T>
    T price_floor() const {
        return -infinity<T>();
    }
    template <Real T>
    T price_ceiling() const {
        return T(1);
    }
};

} // namespace perdis
