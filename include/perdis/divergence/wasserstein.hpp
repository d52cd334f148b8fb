#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_wasserstein.hpp>
#include <perdis/divergence/multivariate_wasserstein.hpp>
#include <perdis/divergence/wasserstein_power.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>

#include <cmath>
#include <limits>

namespace perdis {

/// The Wasserstein distance of order r   [unit of x]: the r-th root of WassersteinPower.
///
/// @domain    r in [1, inf). Convex in q for r = 1 alone.
/// @throws    DomainError outside the domain.
/// @source    [PeyreCuturi2019], eq. (2.18)
class Wasserstein {
public:
    explicit Wasserstein(double order) : power_(order) {}
    /// r.
    [[nodiscard]] double order() const { return power_.order(); }

    template <OrderedField T>
    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        return transform(power_(p, q));
    }
    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_wasserstein(p, q, T(order()));
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_wasserstein(p, q, T(order()));
    }

    [[nodiscard]] bool convex() const { return order() == 1.0; }
    /// W_r^r.
    [[nodiscard]] WassersteinPower core() const { return power_; }
    template <OrderedField T>
    T transform(const T& s) const {
        using std::pow;
        using std::sqrt;
        if (order() == 1.0) { return s; }
        if constexpr (Real<T>) {
            return order() == 2.0 ? T(sqrt(s)) : T(pow(s, T(1) / T(order())));
        } else {
            require(false, "Wasserstein", "an exact number has no such root: only order 1 is exact");
            return s;
        }
    }
    template <Real T>
    T transform_slope(const T& s) const {
        if (order() == 1.0) { return T(1); }
        return s == T(0) ? std::numeric_limits<T>::infinity() : T(transform(s) / (T(order()) * s));
    }

private:
    WassersteinPower power_;
};

/// W₁.
class Wasserstein1 : public Wasserstein {
public:
    Wasserstein1() : Wasserstein(1.0) {}
};

/// W₂, the distance.
class Wasserstein2 : public Wasserstein {
public:
    Wasserstein2() : Wasserstein(2.0) {}
};

/// W₂², the square of the distance.
class SquaredWasserstein2 : public WassersteinPower {
public:
    SquaredWasserstein2() : WassersteinPower(2.0) {}
};

} // namespace perdis
