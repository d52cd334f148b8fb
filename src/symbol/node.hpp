#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/rational.hpp>

#include "range.hpp"

namespace perdis {

enum class Kind {
    number, // value
    pi,
    infinity, // value = ±1
    undefined,
    symbol,  // name, domain
    product, // value · Π arguments; arguments are neither numbers nor products, and sorted
    power,   // arguments: base, exponent
    sum,     // value + Σ coefficients · arguments; arguments are neither numbers nor sums, and sorted
    exponential,
    logarithm,
    error_function,
    error_complement,
    normal, // Φ
    absolute,
    maximum,
    minimum,
    piecewise, // left, right, chosen, otherwise; relation
};

struct ExpressionNode {
    Kind kind = Kind::undefined;
    Relation relation = Relation::less;
    std::size_t hash = 0;
    Rational value;
    std::vector<Expression> arguments;
    std::vector<Rational> coefficients;
    std::string name;
    Domain domain;
    Range range;           // of all values within the symbols' domains
    double size = 1.0;     // of the tree
    bool constant = false; // no symbol in it

    const Expression& argument(std::size_t i = 0) const { return arguments[i]; }
    bool is(Kind k) const { return kind == k; }
};

/// The one node equal to it: hash, range, size are filled in.
Expression intern(ExpressionNode&& node);

/// A total order of forms: −1, 0, 1. The same in every run.
int compare(const Expression& a, const Expression& b);

struct FormLess {
    bool operator()(const Expression& a, const Expression& b) const { return compare(a, b) < 0; }
};

inline bool is_number(const Expression& e) { return e.node().is(Kind::number); }
inline bool is_number(const Expression& e, int value) { return is_number(e) && e.node().value == value; }
inline bool is_zero(const Expression& e) { return is_number(e, 0); }
inline bool is_integer(const Rational& value) { return denominator(value) == 1; }

/// The nodes of e, each once, arguments before what is made of them.
std::vector<Expression> postorder(const Expression& e);

/// A weighted term: coefficient · term.
using Term = std::pair<Rational, Expression>;

// Canonical builders.
Expression make_sum(const Rational& constant, const std::vector<Term>& terms);
Expression make_product(const Rational& coefficient, const std::vector<Expression>& factors);
Expression make_power(const Expression& base, const Expression& exponent);
Expression make_power(const Expression& base, const Rational& exponent);
Expression make_function(Kind kind, const Expression& argument);
Expression make_extremum(Kind kind, const Expression& a, const Expression& b);
Expression scaled(const Rational& factor, const Expression& e);

/// The same operation on other arguments: a node of e's kind, canonical.
Expression rebuilt(const Expression& e, const std::vector<Expression>& arguments);

/// The rational c with e = c · (e without it): of a product its coefficient, of a sum its content, which carries the sign that
/// makes the constant, or else the first of the longest terms, positive.
Rational content(const Expression& e);

/// base and exponent of a factor: of b^e these, else e and 1.
std::pair<Expression, Expression> base_and_exponent(const Expression& factor);

/// The exponent of a power if it is a number, 1 of what is no power.
std::pair<Expression, Rational> base_and_number(const Expression& factor);

} // namespace perdis
