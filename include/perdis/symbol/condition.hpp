#pragma once

#include <string>

#include <perdis/symbol/expression.hpp>

namespace perdis {

/// How the two sides of a Condition stand.
enum class Relation { less, less_equal, equal };

/// a < b, a ≤ b or a = b, as a statement that may be assumed or branched on, and not as an answer.
struct Condition {
    Expression left;
    Relation relation;
    Expression right;
};

/// a < b.
inline Condition less(const Expression& a, const Expression& b) { return {a, Relation::less, b}; }

/// a ≤ b.
inline Condition less_equal(const Expression& a, const Expression& b) { return {a, Relation::less_equal, b}; }

/// a > b.
inline Condition greater(const Expression& a, const Expression& b) { return {b, Relation::less, a}; }

/// a ≥ b.
inline Condition greater_equal(const Expression& a, const Expression& b) { return {b, Relation::less_equal, a}; }

/// a = b.
inline Condition equal(const Expression& a, const Expression& b) { return {a, Relation::equal, b}; }

/// The value chosen where the condition holds, and otherwise where it does not; one of the two where it is decided.
///
/// Only the branch taken is evaluated.
Expression piecewise(const Condition& condition, const Expression& chosen, const Expression& otherwise);

/// "a < b".
std::string to_text(const Condition& condition);

} // namespace perdis
