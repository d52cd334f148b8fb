#pragma once

#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/divergence/separable.hpp>
#include <perdis/law/gaussian.hpp>

namespace perdis {

/// The total variation distance, in [0, 1].
///
///     TV(p, q) = ½ Σ |p − q| = Σ p f(q/p),   f(t) = ½ |t − 1|,   f*(u) = max(u, −½), u ≤ ½
///
/// @domain    laws on any two alphabets, exact rationals included.
/// @accuracy  a few ε relative to the masses.
/// @source    [Tsybakov2009], section 2.4; [BlauMichaeli2018], eq. (1)
class TotalVariation : public Separable<TotalVariation> {
public:
    template <OrderedField T>
    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        return total(p, q);
    }

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_total_variation(p, q);
    }

    template <OrderedField T>
    T term(const T& p, const T& q) const {
        return (p < q ? T(q - p) : T(p - q)) / T(2);
    }
    /// A subgradient: −½ below p, ½ above, 0 at p.
    template <OrderedField T>
    T price(const T& p, const T& q) const {
        return p == q ? T(0) : (p < q ? T(1) : T(-1)) / T(2);
    }
    template <OrderedField T>
    T curvature(const T&, const T&) const {
        return T(0);
    }
    template <OrderedField T>
    T conjugate(const T& p, const T& u) const {
        return p * u;
    }
    template <OrderedField T>
    T response(const T& p, const T&) const {
        return p;
    }
    template <OrderedField T>
    T at_zero() const {
        return T(1) / T(2);
    }
    template <OrderedField T>
    T price_floor() const {
        return T(-1) / T(2);
    }
    template <OrderedField T>
    T price_ceiling() const {
        return T(1) / T(2);
    }

    [[nodiscard]] static constexpr bool smooth() { return false; }
};

/// The probability of telling a draw of p from a draw of q by the best test, equal priors.
///
///     p_success = ½ TV(p, q) + ½
///
/// @source    [BlauMichaeli2018], eq. (1)
template <class Law>
auto success_probability(const Law& p, const Law& q) {
    using T = typename Law::scalar_type;
    return (T(1) + TotalVariation{}(p, q)) / T(2);
}

} // namespace perdis
