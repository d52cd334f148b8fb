#pragma once

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

namespace perdis {

/// The Kullback–Leibler divergence of X̂ from X   [nats].
///
///     KL(p‖q) = Σ p ln(p/q) = Σ p f(q/p),   f(t) = t − 1 − ln t,   f*(u) = −ln(1 − u), u < 1
///
/// @domain    laws on any two alphabets; inf where some p_z > 0 = q_z.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [CoverThomas2006], eq. (2.26)
class KullbackLeibler : public Separable<KullbackLeibler> {
public:
    using Separable::operator();

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_kullback_leibler(p, q);
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_kullback_leibler(p, q);
    }

    template <Real T>
    T term(const T& p, const T& q) const {
        const T x = (q - p) / p;
        if (x < T(1) / T(2) && -x < T(1) / T(2)) { return -p * log1p_excess(x); }
        return q - p - p * log_ratio(p, q);
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        return (q - p) / q;
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        return p / q / q;
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        return -p * log1p_of(T(-u));
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        return p / (T(1) - u);
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
