#pragma once

#include <string>
#include <utility>
#include <vector>

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// Symbols and what stands for them: {{sigma, 2.0}, {x, 0.5}}.
template <class T>
using Bindings = std::vector<std::pair<Expression, T>>;

/// The name of a symbol.
///
/// @throws    DomainError for what is no symbol.
std::string symbol_name(const Expression& e);

/// The symbols in e, each once, in the order of their names.
std::vector<Expression> symbols_of(const Expression& e);

/// e with expressions for symbols, all at once; a symbol is found by its name. Others stay.
///
/// @throws    DomainError for a first entry that is no symbol, and for an expression whose values are known to lie outside the
///            symbol's domain.
Expression substitute(const Expression& e, const Bindings<Expression>& bindings);

} // namespace perdis
