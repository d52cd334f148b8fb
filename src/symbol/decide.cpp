#include "decide.hpp"

#include <functional>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/to_text.hpp>

#include "forms.hpp"
#include "node.hpp"
#include "polynomial.hpp"

namespace perdis {

namespace {

using Hundred = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;

Signs of_range(const Range& r) {
    Signs s;
    s.negative = r.lower < 0.0;
    s.positive = r.upper > 0.0;
    s.zero = !r.positive() && !r.negative();
    return s;
}

Signs times(const Signs& a, const Signs& b) {
    return {(a.negative && b.positive) || (a.positive && b.negative), a.zero || b.zero,
            (a.positive && b.positive) || (a.negative && b.negative)};
}

Signs both(const Signs& a, const Signs& b) {
    return {a.negative && b.negative, a.zero && b.zero, a.positive && b.positive};
}

bool settled(const Signs& s) { return int(s.negative) + int(s.zero) + int(s.positive) == 1; }

/// Whether a sum in it loses 70 of 100 digits or more.
bool cancels(const Expression& e) {
    for (const Expression& each : postorder(e)) {
        const ExpressionNode& node = each.node();
        if (!node.is(Kind::sum)) { continue; }
        Hundred largest = abs(Hundred(node.value));
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            const Hundred term = abs(Hundred(node.coefficients[i]) * evaluate<Hundred>(node.arguments[i], {}));
            if (!(term <= largest)) { largest = term; }
        }
        if (!(abs(evaluate<Hundred>(each, {})) > largest * Hundred("1e-70"))) { return true; }
    }
    return false;
}

/// Of a number written with π, roots, logarithms, …: from 100 digits, unless they nearly cancel.
Signs of_constant(const Expression& e) {
    try {
        const auto value = evaluate<Hundred>(e, {});
        const bool positive = value > 0;
        if ((positive || value < 0) && !cancels(e)) { return {!positive, false, positive}; }
    } catch (const DomainError&) {}
    return {};
}

/// From the open conditions f ≥ 0: e − f ≥ 0 makes e ≥ 0; also with two of them.
Signs from_facts(const Expression& e) {
    Signs s;
    const std::vector<Fact>& facts = open_facts();
    const auto narrow = [&s](const Expression& difference, const Expression& total, bool strict) {
        const Signs above = quick_signs(difference), below = quick_signs(total);
        if (!above.negative) { s = both(s, {false, !strict && above.zero, true}); }
        if (!below.positive) { s = both(s, {true, !strict && below.zero, false}); }
    };
    for (std::size_t i = 0; i < facts.size() && !settled(s); ++i) {
        const Expression& f = facts[i].difference;
        narrow(e - f, e + f, facts[i].relation == Relation::less);
        for (std::size_t j = 0; j < i && !settled(s); ++j) {
            const Expression both_facts = f + facts[j].difference;
            narrow(e - both_facts, e + both_facts,
                   facts[i].relation == Relation::less || facts[j].relation == Relation::less);
        }
    }
    return s;
}

/// √a − √b has the sign of a − b, for what is not negative.
Signs from_squares(const Expression& e, const std::function<Signs(const Expression&)>& signs) {
    const ExpressionNode& node = e.node();
    if (!node.is(Kind::sum)) { return {}; }
    std::vector<Expression> above, below;
    const auto sort = [&](const Expression& term) {
        const Signs t = quick_signs(term);
        if (!t.negative) {
            above.push_back(term);
        } else if (!t.positive) {
            below.push_back(-term);
        }
    };
    if (node.value != 0) { sort(constant(node.value)); }
    for (std::size_t i = 0; i < node.arguments.size(); ++i) { sort(scaled(node.coefficients[i], node.arguments[i])); }
    const std::size_t terms = node.arguments.size() + (node.value != 0 ? 1 : 0);
    if (terms != 2 || above.size() != 1 || below.size() != 1) { return {}; }
    const Expression difference = make_power(above[0], Rational(2)) - make_power(below[0], Rational(2));
    return tree_size(difference) < tree_size(e) + 2 ? signs(difference) : Signs{};
}

thread_local int depth = 0;

struct Deeper {
    Deeper() { ++depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    ~Deeper() { --depth; }
};

/// All means, the cheap first.
Signs signs_of(const Expression& e) {
    Signs s = quick_signs(e);
    if (settled(s) || depth > 0) { return s; }
    const Deeper guard;
    if (e.node().constant) { s = both(s, of_constant(e)); }
    if (settled(s)) { return s; }
    s = both(s, from_facts(e));
    if (settled(s) || e.node().size > 2000.0) { return s; }
    if (is_identically_zero(e)) { return {false, true, false}; }
    const auto cheap = [](const Expression& form) { return both(quick_signs(form), from_facts(form)); };
    s = both(s, from_squares(e, cheap));
    for (const Expression& form : sign_forms(e)) {
        if (settled(s)) { break; }
        s = both(s, both(cheap(form), from_squares(form, cheap)));
    }
    return s;
}

/// The order of a and b where one is infinite: −1, 1; nothing where both are finite or the same infinity.
std::optional<int> infinite_order(const Expression& a, const Expression& b) {
    const auto level = [](const Expression& e) {
        return e.node().is(Kind::infinity) ? (e.node().value > 0 ? 1 : -1) : 0;
    };
    if (level(a) == level(b)) { return std::nullopt; }
    return level(a) < level(b) ? -1 : 1;
}

} // namespace

Signs quick_signs(const Expression& e) {
    Signs s = of_range(assumed_range(e));
    const ExpressionNode& node = e.node();
    if (!node.is(Kind::product) || settled(s)) { return s; }
    Signs product = of_range(point(node.value));
    for (const Expression& f : node.arguments) {
        const auto [base, exponent] = base_and_number(f);
        Signs factor = of_range(assumed_range(f));
        if (is_integer(exponent)) {
            const Signs b = of_range(assumed_range(base));
            const bool even = numerator(exponent) % 2 == 0;
            factor = both(factor, even ? Signs{false, b.zero, true} : b);
        }
        product = times(product, factor);
    }
    return both(s, product);
}

namespace {

/// Whether it is about 0 at a point chosen without meaning: what is not cannot be identically zero.
bool looks_zero(const Expression& e) {
    Bindings<Hundred> point;
    int k = 0;
    for (const Expression& s : symbols_of(e)) { // any point inside the domains
        const Range r = assumed_range(s);
        const bool below = r.lower > -std::numeric_limits<double>::infinity();
        const bool above = r.upper < std::numeric_limits<double>::infinity();
        const Hundred share = sqrt(Hundred(2 + k)) - floor(sqrt(Hundred(2 + k))) + Hundred(1) / 7919;
        ++k;
        if (below && above) {
            point.emplace_back(s, Hundred(r.lower) + (Hundred(r.upper) - Hundred(r.lower)) * share / 2);
        } else {
            point.emplace_back(s, below ? Hundred(r.lower) + share : (above ? Hundred(r.upper) - share : share));
        }
    }
    try {
        const auto value = evaluate<Hundred>(e, point);
        return !(abs(value) > Hundred("1e-60"));
    } catch (const DomainError&) { return true; }
}

} // namespace

bool is_identically_zero(const Expression& e) {
    if (is_zero(e)) { return true; }
    if (!e.node().is(Kind::sum) || assumed_range(e).nonzero() || e.node().size > 2000.0) { return false; }
    if (!e.node().constant && !looks_zero(e)) { return false; }
    return is_zero(expanded_numerator(e));
}

std::optional<bool> decide(const Condition& condition) {
    const auto& [a, relation, b] = condition;
    if (a.node().is(Kind::undefined) || b.node().is(Kind::undefined)) { return false; }
    if (same_form(a, b)) { return relation != Relation::less; }
    if (is_number(a) && is_number(b)) {
        const Rational &x = a.node().value, &y = b.node().value;
        return relation == Relation::less ? x < y : (relation == Relation::less_equal ? x <= y : x == y);
    }
    if (const auto order = infinite_order(a, b)) { return relation != Relation::equal && *order < 0; }
    const Signs s = signs_of(b - a);
    switch (relation) {
    case Relation::less:
        if (!s.negative && !s.zero) { return true; }
        if (!s.positive) { return false; }
        break;
    case Relation::less_equal:
        if (!s.negative) { return true; }
        if (!s.positive && !s.zero) { return false; }
        break;
    case Relation::equal:
        if (!s.negative && !s.positive) { return true; }
        if (!s.zero) { return false; }
        break;
    }
    return std::nullopt;
}

bool answer(const Condition& condition) {
    if (const auto known = decide(condition)) { return *known; }
    if (condition.relation == Relation::equal && Assuming::innermost() != nullptr) {
        Assuming::innermost()->record(condition);
        return false;
    }
    throw DomainError("Expression: " + to_text(condition) + " is not decided; assume it or its opposite");
}

} // namespace perdis
