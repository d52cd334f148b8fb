#pragma once

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// A shorter way to write e, of the same value wherever e is defined, within the symbols' domains and the open Assuming scopes.
///
/// Sums over a common denominator where that is shorter, common factors of polynomials cancelled and taken out, expansion where
/// terms cancel, ln x + ln y as ln(xy) for positive x and y, 1 − erf as erfc. Of several ways the shortest is taken:
/// tree_size never grows. Polynomials of more than 400 terms are left alone.
Expression simplify(const Expression& e);

} // namespace perdis
