#pragma once

#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/expression.hpp>

/// An expression with one of every operation, which has a value wherever sigma > 0, and its symbols.
namespace one_of_each {

inline const perdis::Expression x = perdis::symbol("x"), y = perdis::symbol("y");
inline const perdis::Expression sigma = perdis::symbol("sigma", perdis::Domain::positive());

inline perdis::Expression everything() {
    using perdis::Expression;
    return exp(-x * x / 2) / sqrt(2 * perdis::symbolic_pi()) + log(sigma) * pow(sigma, x) - erf(x) / 3
           + erfc(x) * normal_cdf(y) + abs(y) * max(x, y) - min(x, y) / pow(sigma, Expression(3) / 2)
           + piecewise(perdis::less(x, y), x * y, y - x) + pow(x, Expression(5)) + log(1 + x * x)
           + pow(sigma, Expression(1) / 3);
}

} // namespace one_of_each
