#pragma once

#include <perdis/curve/formulas.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/simplify.hpp>

#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// The entry of a generic callable f(std::vector<T>) → T, run in Expression under the conditions, and kept for double.
template <class Callable>
Formula formula_entry(std::string name, std::string meaning, std::string source, std::vector<Expression> symbols,
                      std::vector<Condition> conditions, const Callable& callable) {
    const Assuming scope(conditions);
    Expression expression = simplify(callable(symbols));
    return {std::move(name),
            std::move(meaning),
            std::move(source),
            std::move(symbols),
            std::move(conditions),
            std::move(expression),
            [callable](const std::vector<double>& x) { return callable(x); }};
}

/// The scalar of a vector of arguments.
template <class Arguments>
using ScalarOf = typename std::decay_t<Arguments>::value_type;

// The groups, each in its own source.
void add_gaussian_formulas(std::vector<Formula>& list);
void add_example_1_formulas(std::vector<Formula>& list);
void add_line_formulas(std::vector<Formula>& list);
void add_divergence_formulas(std::vector<Formula>& list);
void add_finite_formulas(std::vector<Formula>& list);
void add_rate_formulas(std::vector<Formula>& list);

} // namespace perdis
