#include <perdis/symbol/assuming.hpp>

#include <map>
#include <unordered_map>

#include "decide.hpp"
#include "forms.hpp"
#include "node.hpp"

namespace perdis {

namespace {

/// What the open scopes of a thread say.
struct Scopes {
    Assuming* innermost = nullptr;
    std::vector<Fact> facts;
    std::map<Expression, Range, FormLess> bounds; // of forms without constant and content
    std::unordered_map<const ExpressionNode*, std::pair<Expression, Range>> known;
};

Scopes& scopes() {
    thread_local Scopes instance;
    return instance;
}

/// e = constant + factor · form, the form without constant and content.
struct Direction {
    Rational constant;
    Rational factor;
    Expression form;
};

Direction direction(const Expression& e) {
    Rational shift = 0;
    Expression rest = e;
    if (e.node().is(Kind::sum)) {
        shift = e.node().value;
        if (shift != 0) { rest = e - constant(shift); }
    }
    const Rational c = content(rest);
    return {shift, c, c == 1 ? rest : scaled(1 / c, rest)};
}

void bind(Scopes& all, const Expression& difference, Relation relation) {
    if (is_number(difference)) { return; }
    const Direction d = direction(difference);
    const Rational end = -d.constant / d.factor; // form ≥ end for factor > 0, form ≤ end for factor < 0
    const Range at = point(end);
    Range bound;
    const bool open = relation == Relation::less;
    if (relation == Relation::equal) {
        bound = at;
    } else if (d.factor > 0) {
        bound = {.lower = at.lower, .lower_open = open || at.lower_open};
    } else {
        bound = {.upper = at.upper, .upper_open = open || at.upper_open};
    }
    const auto [place, fresh] = all.bounds.emplace(d.form, bound);
    if (!fresh) { place->second = intersection(place->second, bound); }
}

/// The facts of all open scopes, and the same facts freed from their denominators.
void gather(Scopes& all) {
    all.facts.clear();
    all.bounds.clear();
    all.known.clear();
    std::vector<Fact> facts;
    for (const Assuming* scope = all.innermost; scope != nullptr; scope = scope->outer()) {
        for (const Condition& c : scope->conditions()) {
            facts.push_back({make_sum(0, {{1, c.right}, {-1, c.left}}), c.relation});
        }
    }
    for (const Fact& f : facts) { bind(all, f.difference, f.relation); }
    all.facts = facts;
    for (const Fact& f : facts) {
        const Expression whole = cleared(f.difference);
        if (!same_form(whole, f.difference)) {
            all.known.clear();
            bind(all, whole, f.relation);
            all.facts.push_back({whole, f.relation});
        }
    }
    all.known.clear();
}

} // namespace

Assuming::Assuming(std::vector<Condition> conditions) : conditions_(std::move(conditions)), outer_(scopes().innermost) {
    scopes().innermost = this;
    gather(scopes());
}

Assuming::~Assuming() {
    Scopes& all = scopes();
    all.innermost = outer_;
    all.known.clear();
    if (outer_ == nullptr) {
        all.facts.clear();
        all.bounds.clear();
        return;
    }
    gather(all);
}

Assuming* Assuming::innermost() { return scopes().innermost; }

void Assuming::record(const Condition& equality) {
    for (const Condition& known : recorded_) {
        if (same_form(known.left, equality.left) && same_form(known.right, equality.right)) { return; }
    }
    recorded_.push_back(equality);
}

const std::vector<Fact>& open_facts() { return scopes().facts; }

Range assumed_range(const Expression& e) {
    Scopes& all = scopes();
    if (all.bounds.empty() || e.node().constant) { return e.node().range; }
    if (const auto at = all.known.find(&e.node()); at != all.known.end()) { return at->second.second; }
    if (all.known.size() > 200000) { all.known.clear(); }
    for (const Expression& each : postorder(e)) {
        const ExpressionNode& node = each.node();
        if (all.known.count(&node) != 0) { continue; }
        std::vector<Range> arguments;
        for (const Expression& a : node.arguments) { arguments.push_back(all.known.at(&a.node()).second); }
        Range range = intersection(node.range, range_of(node, arguments));
        const Direction d = direction(each);
        if (const auto at = all.bounds.find(d.form); at != all.bounds.end()) {
            range = intersection(range, point(d.constant) + point(d.factor) * at->second);
        }
        all.known.emplace(&node, std::pair(each, range));
    }
    return all.known.at(&e.node()).second;
}

} // namespace perdis
