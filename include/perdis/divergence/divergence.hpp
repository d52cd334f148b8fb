#pragma once

#include <perdis/core/real.hpp>

#include <concepts>

namespace perdis {

/// A divergence d(p, q) of two laws, at least 0 and 0 for equal laws.
template <class D, class Law>
concept Divergence = requires(const D d, const Law& p, const Law& q) {
    /// d(p, q) in [0, inf].
    { d(p, q) } -> std::convertible_to<typename Law::scalar_type>;
    /// Whether q ↦ d(p, q) is convex for every p: the hypothesis of Theorem 1.
    { d.convex() } -> std::same_as<bool>;
    /// d(p, q) = transform(s(p, q)): transform is increasing and s = core() convex in q.
    d.core();
};

/// A sum d(p, q) = Σ_z φ(p_z, q_z), φ(p, q) = p f(q/p), f convex, f(1) = f′(1) = 0.
template <class D, class T>
concept FDivergence = Real<T> && requires(const D d, const T p, const T q, const T u) {
    /// φ(p, q) for p, q > 0.
    { d.term(p, q) } -> std::convertible_to<T>;
    /// ∂φ/∂q for p, q > 0: the price of emitting a symbol.
    { d.price(p, q) } -> std::convertible_to<T>;
    /// ∂²φ/∂q² for p, q > 0.
    { d.curvature(p, q) } -> std::convertible_to<T>;
    /// sup_{q ≥ 0} u q − φ(p, q) for p > 0 and u below the ceiling.
    { d.conjugate(p, u) } -> std::convertible_to<T>;
    /// The q that attains it.
    { d.response(p, u) } -> std::convertible_to<T>;
    /// f(0), possibly infinite.
    { d.template at_zero<T>() } -> std::convertible_to<T>;
    /// f′(0+), possibly −inf.
    { d.template price_floor<T>() } -> std::convertible_to<T>;
    /// f′(inf), possibly inf.
    { d.template price_ceiling<T>() } -> std::convertible_to<T>;
};

} // namespace perdis
