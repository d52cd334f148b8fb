#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>
#include <string_view>

namespace perdis::tool {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

/// The number that a decimal ("-1.5e-3", its exponent up to 9999) or a fraction ("3/10") is, exactly; nothing where the text
/// is neither or the denominator is 0.
std::optional<Rational> read_rational(std::string_view text);

enum class Rounding { down, nearest, up };

/// The double next to a rational number in this direction, correctly rounded; beyond the largest one as IEEE 754 has it.
double rounded(const Rational& value, Rounding direction = Rounding::nearest);

} // namespace perdis::tool
