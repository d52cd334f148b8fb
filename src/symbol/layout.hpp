#pragma once

#include <string>
#include <vector>

#include "node.hpp"

namespace perdis {

/// A term of a printed sum: sign and size.
struct PrintedTerm {
    bool negative;
    Expression size;
};

/// The terms of a sum in the order in which one writes them: what is positive first, a negative number last.
std::vector<PrintedTerm> printed_terms(const Expression& sum);

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
