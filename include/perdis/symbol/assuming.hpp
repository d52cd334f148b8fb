#pragma once

#include <initializer_list>
#include <optional>
#include <vector>

#include <perdis/symbol/condition.hpp>

namespace perdis {

/// A scope in which conditions are taken to hold; on this thread, and until it is destroyed.
///
/// Comparisons that the symbols' domains leave open are settled by the conditions of all open scopes. An equality that stays
/// open counts as false and is recorded: what is computed in the scope is right except where a recorded equality holds.
/// An inequality that stays open is refused.
///
///     const Assuming scope{less(distortion, family.max_distortion())};
///
/// Scopes nest: the last opened is the first closed.
class Assuming {
public:
    explicit Assuming(std::vector<Condition> conditions);
    Assuming() : Assuming(std::vector<Condition>{}) {}
    Assuming(std::initializer_list<Condition> conditions) : Assuming(std::vector<Condition>(conditions)) {}
    Assuming(const Assuming&) = delete;
    Assuming& operator=(const Assuming&) = delete;
    ~Assuming();

    const std::vector<Condition>& conditions() const { return conditions_; }

    /// The equalities that counted as false, each once, in the order in which they were asked.
    const std::vector<Condition>& recorded() const { return recorded_; }

    /// The innermost open scope of this thread; null where there is none.
    static Assuming* innermost();

    /// The scope around this one.
    const Assuming* outer() const { return outer_; }

    /// Adds an equality to the record.
    void record(const Condition& equality);

private:
    std::vector<Condition> conditions_;
    std::vector<Condition> recorded_;
    Assuming* outer_;
};

/// Whether the condition holds: true or false where the domains and the open scopes decide it, nothing where not.
std::optional<bool> decide(const Condition& condition);

} // namespace perdis
