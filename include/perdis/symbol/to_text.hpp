#pragma once

#include <string>

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// e in one line: "sigma^2/(1 + sigma^2)", with the parentheses it needs and no other.
///
/// A dyadic number with a long numerator is printed as the shortest decimal of that double. A shared sub-expression is written
/// wherever it occurs; a text of more than a million characters is cut, and ends in "...".
std::string to_text(const Expression& e);

} // namespace perdis
