#pragma once

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// ∂e/∂x, by the rules of differentiation on each distinct sub-expression once.
///
/// Of |u|, max, min and piecewise the derivative is that of the branch taken; at a kink of |u| that of u, of max(a, b) and
/// min(a, b) that of one of the two.
///
/// @throws    DomainError where x is no symbol.
Expression differentiate(const Expression& e, const Expression& x);

/// The n-th derivative.
Expression differentiate(const Expression& e, const Expression& x, unsigned order);

} // namespace perdis
