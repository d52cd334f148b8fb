#include <algorithm>
#include <map>

#include "decide.hpp"
#include "forms.hpp"
#include "polynomial.hpp"

namespace perdis {

namespace {

std::size_t terms_of(const Expression& e) {
    const ExpressionNode& node = e.node();
    return node.is(Kind::sum) ? node.arguments.size() + (node.value != 0 ? 1 : 0) : 1;
}

bool has_inner_sum(const Expression& term) {
    if (term.node().is(Kind::product)) {
        return std::any_of(term.node().arguments.begin(), term.node().arguments.end(), has_inner_sum);
    }
    const auto [base, exponent] = base_and_number(term);
    return base.node().is(Kind::sum) && exponent > 0;
}

/// Expanded where terms cancel: it has no more of them than before.
Expression expanded(const Expression& e) {
    const ExpressionNode& node = e.node();
    const bool worth = std::any_of(node.arguments.begin(), node.arguments.end(), has_inner_sum);
    if (!worth || node.size > 400) { return e; }
    Ring ring({e});
    const auto p = ring.polynomial(e);
    if (!p) { return e; }
    const Expression result = ring.expression(*p);
    return terms_of(result) <= terms_of(e) ? result : e;
}

/// x y + x z as x (y + z).
Expression factored(const Expression& e) {
    const ExpressionNode& node = e.node();
    if (node.value != 0) { return e; }
    std::map<Expression, Rational, FormLess> common;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        std::map<Expression, Rational, FormLess> own;
        const Expression& term = node.arguments[i];
        if (term.node().is(Kind::product)) {
            for (const Expression& f : term.node().arguments) { own.insert(base_and_number(f)); }
        } else {
            own.insert(base_and_number(term));
        }
        if (i == 0) {
            common = own;
            continue;
        }
        for (auto at = common.begin(); at != common.end();) {
            const auto other = own.find(at->first);
            if (other == own.end() || (other->second < 0) != (at->second < 0)) {
                at = common.erase(at);
            } else {
                at->second = at->second < 0 ? std::max(at->second, other->second) : std::min(at->second, other->second);
                ++at;
            }
        }
    }
    if (common.empty()) { return e; }
    std::vector<Expression> factors, inverses;
    for (const auto& [base, exponent] : common) {
        factors.push_back(make_power(base, exponent));
        inverses.push_back(make_power(base, Rational(-exponent)));
    }
    const Expression inverse = make_product(1, inverses);
    std::vector<Term> rest;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        rest.emplace_back(node.coefficients[i], make_product(1, {node.arguments[i], inverse}));
    }
    factors.push_back(make_sum(0, rest));
    return make_product(1, factors);
}

/// c ln x + c ln y as c ln(x y).
Expression united_logarithms(const Expression& e) {
    const ExpressionNode& node = e.node();
    std::map<Rational, std::vector<Expression>> inside;
    std::vector<Term> rest;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        const Expression& term = node.arguments[i];
        const Rational& c = node.coefficients[i];
        if (!term.node().is(Kind::logarithm)) {
            rest.emplace_back(c, term);
            continue;
        }
        inside[abs(c)].push_back(make_power(term.node().argument(), Rational(c < 0 ? -1 : 1)));
    }
    if (inside.empty()) { return e; }
    for (auto& [c, factors] : inside) {
        const Expression product = cancelled(make_product(1, factors));
        const Expression one = scaled(c, make_function(Kind::logarithm, product));
        const Expression other = scaled(-c, make_function(Kind::logarithm, make_power(product, Rational(-1))));
        rest.emplace_back(1, other.node().size < one.node().size || content(one) < 0 ? other : one);
    }
    return make_sum(node.value, rest);
}

/// All logarithms under the greatest coefficient: ln x − ½ ln y as ln(x/√y).
Expression one_logarithm(const Expression& e) {
    const ExpressionNode& node = e.node();
    Rational most = 0;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        if (node.arguments[i].node().is(Kind::logarithm)) {
            most = std::max(most, Rational(abs(node.coefficients[i])));
        }
    }
    if (most == 0) { return e; }
    std::vector<Expression> factors;
    std::vector<Term> rest;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        const Expression& term = node.arguments[i];
        if (term.node().is(Kind::logarithm)) {
            factors.push_back(make_power(term.node().argument(), Rational(node.coefficients[i] / most)));
        } else {
            rest.emplace_back(node.coefficients[i], term);
        }
    }
    const Expression product = cancelled(make_product(1, factors));
    rest.emplace_back(most, make_function(Kind::logarithm, product));
    return make_sum(node.value, rest);
}

/// 1 − f for a function with a complement.
Expression complemented(const Expression& e) {
    const ExpressionNode& node = e.node();
    std::vector<Term> terms;
    Rational shift = node.value;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        const Expression& term = node.arguments[i];
        const Rational& c = node.coefficients[i];
        const bool opposite = shift != 0 && shift == -c;
        if (opposite && term.node().is(Kind::error_function)) {
            terms.emplace_back(-c, make_function(Kind::error_complement, term.node().argument()));
        } else if (opposite && term.node().is(Kind::error_complement)) {
            terms.emplace_back(-c, make_function(Kind::error_function, term.node().argument()));
        } else if (opposite && term.node().is(Kind::normal)) {
            terms.emplace_back(-c, make_function(Kind::normal, -term.node().argument()));
        } else {
            terms.emplace_back(c, term);
            continue;
        }
        shift = 0;
    }
    return make_sum(shift, terms);
}

} // namespace

Expression shortened_sum(const Expression& e) {
    Expression best = e;
    for (const auto& rule : {expanded, factored, united_logarithms, one_logarithm, complemented}) {
        if (!best.node().is(Kind::sum)) { break; }
        const Expression other = rule(best);
        if (other.node().size < best.node().size) { best = other; }
    }
    return best;
}

} // namespace perdis
