#pragma once

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

namespace perdis {

/// The Kullback–Leibler divergence of X from X̂   [nats].
///
///     KL(q‖p) = Σ q ln(q/p) = Σ p f(q/p),   f(t) = t ln t − t + 1,   f*(u) = e^u − 1
///
/// @domain    laws on any two alphabets; inf where some q_z > 0 = p_z.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [CoverThomas2006], eq. (2.26)
class ReverseKullbackLeibler : public Separable<ReverseKullbackLeibler> {
public:
    using Separable::operator();

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_kullback_leibler(q, p);
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_kullback_leibler(q, p);
    }

    template <Real T>
    T term(const T& p, const T& q) const {
        return KullbackLeibler{}.term(q, p);
    }
    template <Real T>
    T price(const T& p, const T& q) const {
        return log_ratio(p, q);
    }
    template <Real T>
    T curvature(const T& p, const T& q) const {
        static_cast<void>(p);
        return T(1) / q;
    }
    template <Real T>
    T conjugate(const T& p, const T& u) const {
        return p * expm1_of(u);
    }
    template <Real T>
    T response(const T& p, const T& u) const {
        using std::exp;
        return p * exp(u);
    }
    template <Real T>
    T at_zero() const {
        return T(1);
    }
    template <Real T>
    T price_floor() const {
        return -infinity<T>();
    }
    template <Real T>
    T price_ceiling() const {
        return infinity<T>();
    }
};

} // namespace perdis
