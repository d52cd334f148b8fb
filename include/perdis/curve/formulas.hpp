#pragma once

#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/expression.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace perdis {

/// A closed form of the library: one template, run in Expression for the formula and in double for the number.
struct Formula {
    std::string name;                  ///< lower_case, unique
    std::string meaning;               ///< what it is, with its unit
    std::string source;                ///< a key of docs/sources.md
    std::vector<Expression> symbols;   ///< the arguments, in the order that `value` takes them
    std::vector<Condition> conditions; ///< the domain, beyond the symbols' own
    Expression expression;             ///< the formula, simplified
    std::function<double(const std::vector<double>&)> value;
};

/// Every closed form, in groups: a normal X in normal noise, Example 1, all estimators on the line, divergences
/// of normal laws, finite alphabets, rates.
///
/// The symbols: v the variance of X, n that of the noise, D the distortion, P the perception, a the order of a divergence; N(m_1,
/// s_1^2) and N(m_2, s_2^2) two normal laws; p the probability of a bit or symbol, e an error or erasure probability.
const std::vector<Formula>& formulas();

/// The formula of that name.
///
/// @throws DomainError for an unknown name.
const Formula& formula(std::string_view name);

} // namespace perdis
