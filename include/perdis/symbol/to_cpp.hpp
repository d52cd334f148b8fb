#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// C++ source of the function template `template <class T> T name(const T& a, const T& b, …)` that computes e; one line for each
/// distinct sub-expression, and of a piecewise only the branch taken.
///
/// It needs the headers cmath and limits; for a T not of std, sqrt, exp, log, log1p, pow, erf, erfc are found by
/// argument-dependent look-up. Rationals are quotients of decimal literals: a numerator or denominator above 2^53 is rounded.
///
/// @param     symbols  the arguments in this order.
/// @throws    DomainError for an entry that is no symbol, a symbol of e that is not among them, a name that is no identifier, and
///            a name that C++ keeps for itself.
std::string to_cpp(const Expression& e, std::string_view name, const std::vector<Expression>& symbols);

/// The symbols in the order of their names.
std::string to_cpp(const Expression& e, std::string_view name);

} // namespace perdis
