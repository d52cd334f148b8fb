#pragma once

#include <cmath>
#include <concepts>
#include <limits>

namespace perdis {

/// A field with a total order: what a combinatorial algorithm needs.
///
/// Models: float, double, long double, exact rationals, multiprecision floats.
template <class T>
concept OrderedField = std::copyable<T> && requires(T a, T b) {
    T(0);
    T(1);
    { a + b } -> std::convertible_to<T>;
    { a - b } -> std::convertible_to<T>;
    { a* b } -> std::convertible_to<T>;
    { a / b } -> std::convertible_to<T>;
    { -a } -> std::convertible_to<T>;
    { a < b } -> std::convertible_to<bool>;
    { a == b } -> std::convertible_to<bool>;
};

namespace elementary {

using std::exp;
using std::log;
using std::pow;
using std::sqrt;

/// sqrt, exp, log and pow, found in std or by argument-dependent look-up.
template <class T>
concept Functions = requires(T a) {
    { sqrt(a) } -> std::convertible_to<T>;
    { exp(a) } -> std::convertible_to<T>;
    { log(a) } -> std::convertible_to<T>;
    { pow(a, a) } -> std::convertible_to<T>;
};

} // namespace elementary

/// An ordered field with the elementary functions: what a closed form needs.
///
/// Models: float, double, long double, boost::multiprecision::cpp_bin_float_50, Expression.
template <class T>
concept Real = OrderedField<T> && elementary::Functions<T>;

/// Whether the arithmetic of T rounds: true of floating types of any width, false of exact numbers and symbols.
template <class T>
inline constexpr bool rounds = std::numeric_limits<T>::is_specialized && !std::numeric_limits<T>::is_exact;

} // namespace perdis
