#pragma once

#include <vector>

#include "node.hpp"

namespace perdis {

/// Two ways of writing one expression.
struct Forms {
    Expression shortest; // as short as was found
    Expression fraction; // sums over a common denominator, common factors cancelled, logarithms of products as sums
};

Forms forms_of(const Expression& e);

/// A sum over its common denominator; other expressions as they are.
Expression together(const Expression& e);

/// A product without the factors that sums in its numerator share with sums in its denominator.
Expression cancelled(const Expression& e);

/// e = numerator/denominator by the signs of the exponents.
std::pair<Expression, Expression> split_fraction(const Expression& e);

/// The numerator of the fraction, expanded; itself where it is too large to expand.
Expression expanded_numerator(const Expression& e);

/// An expression of the same sign without denominators and positive factors, as far as signs are known.
Expression cleared(const Expression& e);

/// Other expressions of the same sign, simpler to judge.
std::vector<Expression> sign_forms(const Expression& e);

/// The shorter of ways to write a sum: expanded, with a common factor, with logarithms united.
Expression shortened_sum(const Expression& e);

} // namespace perdis
