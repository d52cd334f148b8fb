#include "node.hpp"

#include <functional>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "layout.hpp"

namespace perdis {

namespace {

/// Every node that lives, by its hash.
struct Table {
    std::mutex mutex;
    std::unordered_multimap<std::size_t, std::weak_ptr<const ExpressionNode>> nodes;
};

/// Never destroyed: expressions in static storage may live until the very end.
Table& table() {
    static auto* const instance = new Table;
    return *instance;
}

void unlist(std::size_t hash) {
    Table& all = table();
    const std::lock_guard lock(all.mutex);
    const auto [first, last] = all.nodes.equal_range(hash);
    for (auto at = first; at != last;) { at = at->second.expired() ? all.nodes.erase(at) : std::next(at); }
}

/// Deletes a node and whatever only it held, without recursion.
void destroy(const ExpressionNode* node) {
    thread_local std::vector<const ExpressionNode*>* pending = nullptr;
    if (pending != nullptr) {
        pending->push_back(node);
        return;
    }
    std::vector<const ExpressionNode*> list{node};
    pending = &list;
    while (!list.empty()) {
        const ExpressionNode* dead = list.back();
        list.pop_back();
        unlist(dead->hash);
        delete dead;
    }
    pending = nullptr;
}

void mix(std::size_t& seed, std::size_t value) { seed ^= value + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2); }

std::size_t hash_of(const ExpressionNode& node) {
    std::size_t seed = static_cast<std::size_t>(node.kind) * 31 + static_cast<std::size_t>(node.relation);
    mix(seed, std::hash<Rational>{}(node.value));
    for (const Rational& c : node.coefficients) { mix(seed, std::hash<Rational>{}(c)); }
    for (const Expression& a : node.arguments) { mix(seed, a.node().hash); }
    mix(seed, std::hash<std::string>{}(node.name));
    if (node.kind == Kind::symbol) {
        mix(seed, std::hash<double>{}(node.domain.lower));
        mix(seed, std::hash<double>{}(node.domain.upper));
    }
    return seed;
}

bool same(const ExpressionNode& a, const ExpressionNode& b) {
    if (a.kind != b.kind || a.relation != b.relation || a.arguments.size() != b.arguments.size()) { return false; }
    for (std::size_t i = 0; i < a.arguments.size(); ++i) {
        if (!same_form(a.arguments[i], b.arguments[i])) { return false; }
    }
    return a.value == b.value && a.coefficients == b.coefficients && a.name == b.name && a.domain == b.domain;
}

bool weighs(const Rational& coefficient) { return coefficient != 1 && coefficient != -1; }

double size_of(const Rational& c) { return is_integer(c) || !decimal(c).empty() ? 1.0 : 3.0; }

/// Whether it is written 1/….
bool unit_numerator(const ExpressionNode& node) {
    const auto below = [](const ExpressionNode& f) {
        return f.is(Kind::power) && is_number(f.argument(1)) && f.argument(1).node().value < 0;
    };
    if (!node.is(Kind::product)) { return below(node); }
    for (const Expression& f : node.arguments) {
        if (!below(f.node())) { return false; }
    }
    return node.value == 1 || node.value == -1;
}

/// What |c| in front adds.
double size_of_weight(const Rational& c, const ExpressionNode& term) {
    const Rational size = abs(c);
    if (size == 1) { return 0.0; }
    if (!decimal(size).empty()) { return 2.0; }
    return (numerator(size) != 1 && !unit_numerator(term) ? 2.0 : 0.0) + (denominator(size) != 1 ? 2.0 : 0.0);
}

double size_of_sum(const ExpressionNode& node) {
    double size = node.value != 0 ? size_of(abs(node.value)) + 1.0 : 0.0;
    bool plus = node.value > 0;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        const ExpressionNode& term = node.argument(i).node();
        size += term.size + size_of_weight(node.coefficients[i], term) + 1.0;
        plus = plus || node.coefficients[i] > 0;
    }
    return plus ? size - 1.0 : size;
}

double size_of_product(const ExpressionNode& node) {
    double size = -1.0;
    bool above = false;
    for (const Expression& f : node.arguments) {
        const bool below = unit_numerator(f.node());
        above = above || !below;
        size += f.node().size + (below ? -1.0 : 1.0); // 1/b has 1 and / of its own
    }
    const Rational c = abs(node.value);
    const bool whole = !decimal(c).empty();
    if (c != 1 && (whole || numerator(c) != 1)) {
        size += 2.0;
        above = true;
    }
    if (!whole && denominator(c) != 1) { size += 2.0; }
    return size + (above ? 0.0 : 2.0) + (node.value < 0 ? 1.0 : 0.0);
}

double size_of_power(const ExpressionNode& node) {
    const double base = node.argument().node().size;
    if (!is_number(node.argument(1))) { return base + 1.0 + node.argument(1).node().size; }
    const Rational& e = node.argument(1).node().value;
    const Rational size = abs(e);
    const double root = size == 1 ? 0.0 : (size == Rational(1, 2) ? 1.0 : (is_integer(size) ? 2.0 : 4.0));
    return base + root + (e < 0 ? 2.0 : 0.0);
}

/// The number of operations, numbers and symbols of the node written out.
double size_of(const ExpressionNode& node) {
    switch (node.kind) {
    case Kind::number:
        return size_of(abs(node.value));
    case Kind::sum:
        return size_of_sum(node);
    case Kind::product:
        return size_of_product(node);
    case Kind::power:
        return size_of_power(node);
    default:
        break;
    }
    double size = 1.0;
    for (const Expression& a : node.arguments) { size += a.node().size; }
    return size;
}

} // namespace

Expression intern(ExpressionNode&& node) {
    node.hash = hash_of(node);
    Table& all = table();
    {
        const std::lock_guard lock(all.mutex);
        const auto [first, last] = all.nodes.equal_range(node.hash);
        for (auto at = first; at != last; ++at) {
            if (auto live = at->second.lock(); live && same(*live, node)) { return Expression(std::move(live)); }
        }
    }
    std::vector<Range> ranges;
    node.constant = node.kind != Kind::symbol;
    for (const Expression& a : node.arguments) {
        ranges.push_back(a.node().range);
        node.constant = node.constant && a.node().constant;
    }
    node.range = range_of(node, ranges);
    node.size = size_of(node);
    const std::size_t hash = node.hash;
    std::shared_ptr<const ExpressionNode> fresh(new ExpressionNode(std::move(node)), destroy);
    std::shared_ptr<const ExpressionNode> other;
    {
        const std::lock_guard lock(all.mutex);
        const auto [first, last] = all.nodes.equal_range(hash);
        for (auto at = first; at != last && !other; ++at) { // another thread may have been first
            if (auto live = at->second.lock(); live && same(*live, *fresh)) { other = std::move(live); }
        }
        if (!other) { all.nodes.emplace(hash, fresh); }
    }
    return Expression(other ? other : fresh);
}

int compare(const Expression& a, const Expression& b) {
    const ExpressionNode* p = &a.node();
    const ExpressionNode* q = &b.node();
    const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : (y < x ? 1 : 0); };
    while (p != q) {
        if (const int c = order(p->size, q->size)) { return c; }
        if (const int c = order(p->kind, q->kind)) { return c; }
        if (const int c = order(p->name, q->name)) { return c; }
        if (const int c = order(p->arguments.size(), q->arguments.size())) { return c; }
        std::size_t i = 0;
        while (i < p->arguments.size() && same_form(p->arguments[i], q->arguments[i])) { ++i; }
        if (i < p->arguments.size()) {
            const ExpressionNode* next = &p->arguments[i].node();
            q = &q->arguments[i].node();
            p = next;
            continue;
        }
        if (const int c = order(p->value, q->value)) { return c; }
        if (const int c = order(p->coefficients, q->coefficients)) { return c; }
        if (const int c = order(p->relation, q->relation)) { return c; }
        if (const int c = order(p->domain.lower, q->domain.lower)) { return c; }
        if (const int c = order(p->domain.upper, q->domain.upper)) { return c; }
        if (const int c = order(p->domain.lower_open, q->domain.lower_open)) { return c; }
        return order(p->domain.upper_open, q->domain.upper_open);
    }
    return 0;
}

std::vector<Expression> postorder(const Expression& e) {
    std::vector<Expression> result;
    std::unordered_set<const ExpressionNode*> entered;
    std::vector<std::pair<Expression, std::size_t>> path{{e, 0}};
    entered.insert(&e.node());
    while (!path.empty()) {
        const ExpressionNode& node = path.back().first.node();
        if (path.back().second == node.arguments.size()) {
            result.push_back(path.back().first);
            path.pop_back();
            continue;
        }
        const Expression& next = node.arguments[path.back().second++];
        if (entered.insert(&next.node()).second) { path.emplace_back(next, 0); }
    }
    return result;
}

double tree_size(const Expression& e) { return e.node().size; }

std::size_t node_count(const Expression& e) {
    std::size_t count = 0;
    for (const Expression& each : postorder(e)) {
        const ExpressionNode& node = each.node();
        ++count;
        for (const Rational& c : node.coefficients) { count += weighs(c) ? 1 : 0; }
        if (node.is(Kind::sum)) { count += node.value != 0 ? 1 : 0; }
        if (node.is(Kind::product)) { count += weighs(node.value) ? 1 : 0; }
    }
    return count;
}

} // namespace perdis
