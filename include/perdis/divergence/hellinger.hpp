#pragma once

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/multivariate_entropic.hpp>
#include <perdis/divergence/squared_hellinger.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>

namespace perdis {

/// The Hellinger distance H = √(1 − Σ √(pq)), in [0, 1]. Not convex in q: Theorem 1 does not apply.
///
/// @domain    laws on any two alphabets.
/// @accuracy  a few ε relative, also for nearly equal laws.
/// @source    [Tsybakov2009], section 2.4
class Hellinger {
public:
    template <Real T>
    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        return transform(core()(p, q));
    }

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_hellinger(p, q);
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_hellinger(p, q);
    }

    [[nodiscard]] static constexpr bool convex() { return false; }
    /// H².
    [[nodiscard]] SquaredHellinger core() const { return {}; }
    template <Real T>
    T transform(const T& s) const {
        using std::sqrt;
        return sqrt(s);
    }
    template <Real T>
    T transform_slope(const T& s) const {
        using std::sqrt;
        return T(1) / (T(2) * sqrt(s));
    }
};

} // namespace perdis
