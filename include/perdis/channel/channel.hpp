#pragma once

#include <Eigen/Core>

#include <concepts>

namespace perdis {

/// A channel p_{Y|X} on a finite alphabet of any size n.
template <class C>
concept FiniteChannel = requires(const C channel, Eigen::Index n) {
    /// The laws of Y given each of n symbols: row x, column y, rows sum to one.
    {channel(n)(0, 0)};
};

/// A channel p_{Y|X} on the line.
template <class C, class T>
concept ScalarChannel = requires(const C channel, const T x) {
    /// The law of Y given X = x, with mass(a, b) = P(a ≤ Y < b).
    { channel(x).mass(x, x) } -> std::convertible_to<T>;
};

} // namespace perdis
