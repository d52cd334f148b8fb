#pragma once

#include <limits>

#include <boost/math/constants/constants.hpp>

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// π.
Expression symbolic_pi();

/// inf.
Expression symbolic_infinity();

/// The undefined number, as NaN: every comparison with it is false.
Expression symbolic_undefined();

} // namespace perdis

namespace std {

/// Exact, without an ε; it has an infinity.
template <>
class numeric_limits<perdis::Expression> {
public:
    // NOLINTBEGIN(readability-identifier-naming): the names are the standard's
    static constexpr bool is_specialized = true;
    static constexpr bool is_signed = true;
    static constexpr bool is_integer = false;
    static constexpr bool is_exact = true;
    static constexpr bool has_infinity = true;
    static constexpr bool has_quiet_NaN = true;
    static constexpr bool has_signaling_NaN = false;
    static constexpr bool is_iec559 = false;
    static constexpr bool is_bounded = false;
    static constexpr bool is_modulo = false;
    static constexpr bool traps = false;
    static constexpr bool tinyness_before = false;
    static constexpr float_denorm_style has_denorm = denorm_absent;
    static constexpr bool has_denorm_loss = false;
    static constexpr float_round_style round_style = round_toward_zero;
    static constexpr int radix = 2;
    static constexpr int digits = 0, digits10 = 0, max_digits10 = 0;
    static constexpr int min_exponent = 0, min_exponent10 = 0, max_exponent = 0, max_exponent10 = 0;

    static perdis::Expression epsilon() { return perdis::Expression(0); }
    static perdis::Expression round_error() { return perdis::Expression(0); }
    static perdis::Expression infinity() { return perdis::symbolic_infinity(); }
    static perdis::Expression quiet_NaN() { return perdis::symbolic_undefined(); }
    static perdis::Expression max() { return perdis::symbolic_infinity(); }
    static perdis::Expression lowest() { return -perdis::symbolic_infinity(); }
    static perdis::Expression min() { return perdis::Expression(0); }
    // NOLINTEND(readability-identifier-naming)
};

} // namespace std

// The constants of Boost.Math that closed forms use, as expressions: Boost's own door for a type of one's own.
namespace boost::math::constants::detail {

/// π.
template <>
struct constant_pi<perdis::Expression> {
    static perdis::Expression get(const auto&) { return perdis::symbolic_pi(); }
};
/// 2π.
template <>
struct constant_two_pi<perdis::Expression> {
    static perdis::Expression get(const auto&) { return 2 * perdis::symbolic_pi(); }
};
/// π/2.
template <>
struct constant_half_pi<perdis::Expression> {
    static perdis::Expression get(const auto&) { return perdis::symbolic_pi() / 2; }
};
/// √π.
template <>
struct constant_root_pi<perdis::Expression> {
    static perdis::Expression get(const auto&) { return sqrt(perdis::symbolic_pi()); }
};
/// √(2π).
template <>
struct constant_root_two_pi<perdis::Expression> {
    static perdis::Expression get(const auto&) { return sqrt(2 * perdis::symbolic_pi()); }
};
/// 1/√(2π).
template <>
struct constant_one_div_root_two_pi<perdis::Expression> {
    static perdis::Expression get(const auto&) { return 1 / sqrt(2 * perdis::symbolic_pi()); }
};
/// √2.
template <>
struct constant_root_two<perdis::Expression> {
    static perdis::Expression get(const auto&) { return sqrt(perdis::Expression(2)); }
};
/// 1/√2.
template <>
struct constant_one_div_root_two<perdis::Expression> {
    static perdis::Expression get(const auto&) { return 1 / sqrt(perdis::Expression(2)); }
};
/// e.
template <>
struct constant_e<perdis::Expression> {
    static perdis::Expression get(const auto&) { return exp(perdis::Expression(1)); }
};
/// ln 2.
template <>
struct constant_ln_two<perdis::Expression> {
    static perdis::Expression get(const auto&) { return log(perdis::Expression(2)); }
};

} // namespace boost::math::constants::detail
