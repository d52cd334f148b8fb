#pragma once

#include <perdis/core/real.hpp>
#include <perdis/divergence/convex_divergence.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/law/discrete.hpp>

#include <limits>

namespace perdis {

/// T's infinity.
template <Real T>
T infinity() {
    return std::numeric_limits<T>::infinity();
}

/// What every f-divergence shares: the boundary of φ(p, q) = p f(q/p), and the sum over two alphabets.
///
/// Self gives term, price, curvature, conjugate and response inside, and f(0), f′(0+), f′(inf); see FDivergence.
/// Symbols with equal values are one symbol; a symbol of one law alone has probability zero under the other.
template <class Self>
class Separable : public ConvexDivergence<Self> {
public:
    /// d(p, q) = Σ_z φ(p_z, q_z)   [nats for entropic divergences].
    ///
    /// @accuracy  a few ε relative to Σ|φ| for equal alphabets of n symbols: every term is at least 0.
    template <Real T>
    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        return total(p, q);
    }

    /// The same over any field in which Self's numbers exist.
    template <OrderedField T>
    T total(const Discrete<T>& p, const Discrete<T>& q) const {
        const auto in_p = match_symbols<T>(q.support(), p.support());
        auto left_out = p.probabilities();
        T sum(0);
        for (Eigen::Index j = 0; j < q.size(); ++j) {
            const Eigen::Index i = in_p[static_cast<std::size_t>(j)];
            sum += value(i < 0 ? T(0) : p.probabilities()(i), q.probabilities()(j));
            if (i >= 0) { left_out(i) = T(0); }
        }
        for (const T& mass : left_out) { sum += value(mass, T(0)); }
        return sum;
    }

    /// φ(p, q) for p, q ≥ 0: p f(0) at q = 0, q f′(inf) at p = 0.
    template <OrderedField T>
    T value(const T& p, const T& q) const {
        if (p == q) { return T(0); }
        if (q == T(0)) { return p * self().template at_zero<T>(); }
        if (p == T(0)) { return q * self().template price_ceiling<T>(); }
        return self().term(p, q);
    }

    /// ∂φ/∂q for p, q ≥ 0 (from the right at q = 0).
    template <Real T>
    T marginal_price(const T& p, const T& q) const {
        if (p == T(0)) { return self().template price_ceiling<T>(); }
        if (q == T(0)) { return self().template price_floor<T>(); }
        return self().price(p, q);
    }

    /// sup_{q ≥ 0} u q − φ(p, q), inf for u above the ceiling.
    template <Real T>
    T support_function(const T& p, const T& u) const {
        const T ceiling = self().template price_ceiling<T>();
        if (!(u <= ceiling)) { return infinity<T>(); }
        if (p == T(0)) { return T(0); }
        if (u <= self().template price_floor<T>()) { return -p * self().template at_zero<T>(); }
        return self().conjugate(p, u);
    }

    /// ∂φ/∂q exists for p, q > 0.
    [[nodiscard]] static constexpr bool smooth() { return true; }

private:
    [[nodiscard]] const Self& self() const { return static_cast<const Self&>(*this); }
};

} // namespace perdis
