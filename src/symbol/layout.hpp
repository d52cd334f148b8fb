#pragma once

#include <functional>
#include <string>
#include <vector>

#include "node.hpp"

namespace perdis {

/// How tightly the outermost operation of a text binds.
enum class Binding { sum, product, power, atom };

struct Piece {
    std::string text;
    Binding binding;
};

/// The terms of a sum between their signs, in the order in which one writes them: what is positive first, a negative number last.
Piece printed_sum(const Expression& sum, const std::function<std::string(const Expression&)>& term);

/// A factor of a printed product.
struct PrintedFactor {
    Expression base;
    Rational exponent; // > 0; 1 where the exponent is symbolic and base is the power itself
    bool root = false; // √base
};

/// ± (above Π numerator)/(below Π denominator), roots united.
struct PrintedProduct {
    bool negative = false;
    Rational above = 1, below = 1; // below is a whole number; above may be a decimal
    std::vector<PrintedFactor> numerator, denominator;
};

PrintedProduct printed_product(const Expression& e);

/// A number that is not a ratio of small integers, but a double: its shortest decimal. Else empty.
std::string decimal(const Rational& value);

} // namespace perdis
