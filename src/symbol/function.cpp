#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/assuming.hpp>

#include "decide.hpp"
#include "node.hpp"

namespace perdis {

namespace {

Expression raw_function(Kind kind, const Expression& argument) {
    ExpressionNode node;
    node.kind = kind;
    node.arguments = {argument};
    return intern(std::move(node));
}

bool minus_leads(const Expression& e) { return content(e) < 0 || (is_number(e) && e.node().value < 0); }

bool is_logarithm(const Expression& term) { return term.node().is(Kind::logarithm); }

Expression exponential(const Expression& a) {
    const ExpressionNode& node = a.node();
    if (is_zero(a)) { return constant(1); }
    if (is_logarithm(a)) { return node.argument(); }
    if (node.is(Kind::infinity)) { return node.value > 0 ? a : constant(0); }
    if (node.is(Kind::product) && node.arguments.size() == 1 && is_logarithm(node.argument())) {
        return make_power(node.argument().node().argument(), node.value);
    }
    if (node.is(Kind::sum)) {
        std::vector<Expression> powers;
        std::vector<Term> rest;
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            const Expression& term = node.arguments[i];
            if (is_logarithm(term)) {
                powers.push_back(make_power(term.node().argument(), node.coefficients[i]));
            } else {
                rest.emplace_back(node.coefficients[i], term);
            }
        }
        if (!powers.empty()) {
            powers.push_back(make_function(Kind::exponential, make_sum(node.value, rest)));
            return make_product(1, powers);
        }
    }
    return raw_function(Kind::exponential, a);
}

/// ln of a number: n^k is k ln n, and ln(1/n) is −ln n.
Expression logarithm_of_number(const Rational& value) {
    if (value == 0) { return -symbolic_infinity(); }
    require(value > 0, "Expression", "the logarithm of " + value.str() + " is no real number");
    if (value == 1) { return constant(0); }
    if (value < 1) { return -logarithm_of_number(1 / value); }
    if (is_integer(value)) {
        for (int k = 64; k > 1; --k) {
            const Expression root = make_power(constant(value), Rational(1, k));
            if (is_number(root)) { return scaled(k, raw_function(Kind::logarithm, root)); }
        }
    }
    return raw_function(Kind::logarithm, constant(value));
}

Expression logarithm(const Expression& a) {
    const ExpressionNode& node = a.node();
    require(!assumed_range(a).negative(), "Expression", "the logarithm of a negative number is no real number");
    switch (node.kind) {
    case Kind::number:
        return logarithm_of_number(node.value);
    case Kind::infinity:
        return a;
    case Kind::exponential:
        return node.argument();
    case Kind::power:
        if (assumed_range(node.argument()).nonnegative()) {
            return node.argument(1) * make_function(Kind::logarithm, node.argument());
        }
        if (is_number(node.argument(1)) && numerator(node.argument(1).node().value) % 2 == 0) {
            const Expression size = make_function(Kind::absolute, node.argument());
            return node.argument(1) * make_function(Kind::logarithm, size);
        }
        break;
    default:
        break;
    }
    return raw_function(Kind::logarithm, a);
}

Expression absolute(const Expression& a) {
    const ExpressionNode& node = a.node();
    const Range range = assumed_range(a);
    if (range.nonnegative() || node.is(Kind::absolute)) { return a; }
    if (range.nonpositive()) { return -a; }
    if (node.is(Kind::infinity)) { return symbolic_infinity(); }
    if (!open_facts().empty()) {
        if (const auto below = decide(less_equal(a, 0))) { return *below ? -a : a; }
    }
    if (node.is(Kind::product)) {
        std::vector<Expression> factors;
        for (const Expression& f : node.arguments) { factors.push_back(absolute(f)); }
        return make_product(abs(node.value), factors);
    }
    if (node.is(Kind::power) && is_number(node.argument(1)) && is_integer(node.argument(1).node().value)) {
        return make_power(absolute(node.argument()), node.argument(1));
    }
    if (minus_leads(a)) { return absolute(-a); }
    return raw_function(Kind::absolute, a);
}

/// f(a) for f with limits at ±inf and a value at 0.
std::optional<Expression> known(const Expression& a, const Expression& below, const Expression& at_zero,
                                const Expression& above) {
    if (a.node().is(Kind::infinity)) { return a.node().value > 0 ? above : below; }
    if (is_zero(a)) { return at_zero; }
    return std::nullopt;
}

} // namespace

Expression make_function(Kind kind, const Expression& a) {
    if (a.node().is(Kind::undefined)) { return a; }
    switch (kind) {
    case Kind::exponential:
        return exponential(a);
    case Kind::logarithm:
        return logarithm(a);
    case Kind::absolute:
        return absolute(a);
    case Kind::error_function:
        if (const auto value = known(a, -1, 0, 1)) { return *value; }
        if (minus_leads(a)) { return -raw_function(kind, -a); }
        break;
    case Kind::error_complement:
        if (const auto value = known(a, 2, 1, 0)) { return *value; }
        break;
    case Kind::normal:
        if (const auto value = known(a, 0, constant(Rational(1, 2)), 1)) { return *value; }
        break;
    default:
        break;
    }
    return raw_function(kind, a);
}

Expression make_extremum(Kind kind, const Expression& a, const Expression& b) {
    if (a.node().is(Kind::undefined) || b.node().is(Kind::undefined)) { return symbolic_undefined(); }
    if (same_form(a, b)) { return a; }
    if (const auto below = decide(less_equal(a, b))) { return *below == (kind == Kind::maximum) ? b : a; }
    if (const auto above = decide(less_equal(b, a))) { return *above == (kind == Kind::maximum) ? a : b; }
    const bool ordered = compare(a, b) < 0;
    ExpressionNode node;
    node.kind = kind;
    node.arguments = ordered ? std::vector<Expression>{a, b} : std::vector<Expression>{b, a};
    return intern(std::move(node));
}

Expression piecewise(const Condition& condition, const Expression& chosen, const Expression& otherwise) {
    if (same_form(chosen, otherwise)) { return chosen; }
    if (const auto holds = decide(condition)) { return *holds ? chosen : otherwise; }
    ExpressionNode node;
    node.kind = Kind::piecewise;
    node.relation = condition.relation;
    node.arguments = {condition.left, condition.right, chosen, otherwise};
    return intern(std::move(node));
}

Expression rebuilt(const Expression& e, const std::vector<Expression>& arguments) {
    const ExpressionNode& node = e.node();
    switch (node.kind) {
    case Kind::number:
    case Kind::pi:
    case Kind::infinity:
    case Kind::undefined:
    case Kind::symbol:
        return e;
    case Kind::sum: {
        std::vector<Term> terms;
        for (std::size_t i = 0; i < arguments.size(); ++i) { terms.emplace_back(node.coefficients[i], arguments[i]); }
        return make_sum(node.value, terms);
    }
    case Kind::product:
        return make_product(node.value, arguments);
    case Kind::power:
        return make_power(arguments[0], arguments[1]);
    case Kind::maximum:
    case Kind::minimum:
        return make_extremum(node.kind, arguments[0], arguments[1]);
    case Kind::piecewise:
        return piecewise({arguments[0], node.relation, arguments[1]}, arguments[2], arguments[3]);
    default:
        return make_function(node.kind, arguments[0]);
    }
}

} // namespace perdis
