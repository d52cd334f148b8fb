#pragma once

#include <perdis/symbol/assuming.hpp>

#include "range.hpp"

namespace perdis {

/// decide, or what the innermost scope makes of an open equality, or DomainError.
bool answer(const Condition& condition);

/// The range of e within the domains and the conditions of the open scopes.
Range assumed_range(const Expression& e);

/// The conditions of the open scopes, each as what is ≥ 0, > 0 or = 0.
struct Fact {
    Expression difference;
    Relation relation;
};
const std::vector<Fact>& open_facts();

/// Whether e is 0 for all values of its symbols, as far as its rational form shows.
bool is_identically_zero(const Expression& e);

/// The signs that e may have.
struct Signs {
    bool negative = true, zero = true, positive = true;
};

/// Of e from ranges and conditions, without a change of form.
Signs quick_signs(const Expression& e);

} // namespace perdis
