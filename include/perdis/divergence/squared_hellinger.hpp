#pragma once

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>

namespace perdis {

/// The squared Hellinger distance, in [0, 1].
///
///     H²(p, q) = 1 − Σ √(pq) = ½ Σ (√p − √q)² = Σ p f(q/p),   f(t) = ½ (1 − √t)²,   f*(u) = u/(1 − 2u), u < ½
///
/// @domain    laws on any two alphabets.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [Tsybakov2009], section 2.4
class SquaredHellinger : public Separable<SquaredHellinger> {
public:
    using Separable::operator();

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_squared_hellinger(p, q);
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_squared_hellinger(p, q);
    }

    template <Real T>
    T term(const T& p, const T& q) const {
        using std::sqrt;
        const T difference = (p - q) / (sqrt(p) + sqrt(q));
        return difference * difference / T(2);
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        using std::sqrt;
        return (q - p) / (sqrt(p) + sqrt(q)) / sqrt(q) / T(2);
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        using std::sqrt;
        return sqrt(p) / sqrt(q) / q / T(4);
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        return u == T(1) / T(2) ? infinity<T>() : T(p * u / (T(1) - T(2) * u));
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        const T root = T(1) - T(2) * u;
        return p / (root * root);
    }
    template <Real T>
    T at_zero() const {
        return T(1) / T(2);
    }
    template <Real T>
    T price_floor() const {
        return -infinity<T>();
    }
    template <Real T>
    T price_ceiling() const {
        return T(1) / T(2);
    }
};

} // namespace perdis
