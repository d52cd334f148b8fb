#include "forms.hpp"

#include <map>
#include <unordered_map>

#include "decide.hpp"
#include "polynomial.hpp"

namespace perdis {

namespace {

using Powers = std::map<Expression, Rational, FormLess>;

std::vector<Expression> factors_of(const Expression& term) {
    return term.node().is(Kind::product) ? term.node().arguments : std::vector<Expression>{term};
}

Expression product_of(const Powers& powers) {
    std::vector<Expression> factors;
    for (const auto& [base, exponent] : powers) { factors.push_back(make_power(base, exponent)); }
    return make_product(1, factors);
}

Expression shorter(const Expression& a, const Expression& b) { return b.node().size < a.node().size ? b : a; }

/// The logarithm of a product as a sum, as far as the factors are known to be positive.
Expression expanded_logarithm(const Expression& e) {
    const Expression& inside = e.node().argument();
    if (!inside.node().is(Kind::product)) { return e; }
    std::vector<Term> sum;
    std::vector<Expression> rest;
    for (const Expression& f : inside.node().arguments) {
        if (assumed_range(f).nonnegative()) {
            sum.emplace_back(1, make_function(Kind::logarithm, f));
        } else {
            rest.push_back(f);
        }
    }
    if (sum.empty() || (rest.empty() && inside.node().value < 0)) { return e; }
    if (!rest.empty()) {
        sum.emplace_back(1, make_function(Kind::logarithm, make_product(inside.node().value, rest)));
    } else {
        sum.emplace_back(1, make_function(Kind::logarithm, constant(inside.node().value)));
    }
    return make_sum(0, sum);
}

Expression fraction_of(const Expression& e) {
    switch (e.node().kind) {
    case Kind::sum:
        return cancelled(together(e));
    case Kind::product:
        return cancelled(e);
    case Kind::logarithm:
        return expanded_logarithm(e);
    default:
        return e;
    }
}

bool combines(Kind kind) {
    return kind == Kind::sum || kind == Kind::product || kind == Kind::power || kind == Kind::logarithm;
}

/// f/h and g/h for sums f and g with the common divisor h.
struct Shared {
    Expression f, g, h;
};

std::optional<Shared> shared_factor(const Expression& f, const Expression& g) {
    Ring ring({f, g});
    const auto p = ring.polynomial(f), q = ring.polynomial(g);
    if (!p || !q || p->zero() || q->zero()) { return std::nullopt; }
    const Polynomial h = greatest_common_divisor(*p, *q);
    if (h.constant()) { return std::nullopt; }
    return Shared{ring.expression(*quotient(*p, h)), ring.expression(*quotient(*q, h)), ring.expression(h)};
}

} // namespace

Expression together(const Expression& e) {
    const ExpressionNode& node = e.node();
    if (!node.is(Kind::sum)) { return e; }
    Powers denominator;
    for (const Expression& term : node.arguments) {
        for (const Expression& f : factors_of(term)) {
            const auto [base, exponent] = base_and_number(f);
            if (exponent >= 0) { continue; }
            Rational& most = denominator.emplace(base, 0).first->second;
            most = std::max(most, Rational(-exponent));
        }
    }
    if (denominator.empty()) { return e; }
    const Expression whole = product_of(denominator);
    std::vector<Term> terms{{node.value, whole}};
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        terms.emplace_back(node.coefficients[i], make_product(1, {node.arguments[i], whole}));
    }
    return make_product(1, {make_sum(0, terms), make_power(whole, Rational(-1))});
}

std::pair<Expression, Expression> split_fraction(const Expression& e) {
    std::vector<Expression> above, below;
    for (const Expression& f : factors_of(e)) {
        const auto [base, exponent] = base_and_number(f);
        if (exponent < 0) {
            below.push_back(make_power(base, Rational(-exponent)));
        } else {
            above.push_back(f);
        }
    }
    const Rational c = e.node().is(Kind::product) ? e.node().value : Rational(1);
    return {make_product(c, above), make_product(1, below)};
}

Expression cancelled(const Expression& e) {
    Expression result = e;
    for (int round = 0; round < 8; ++round) {
        bool changed = false;
        const std::vector<Expression> factors = factors_of(result);
        if (!result.node().is(Kind::product)) { return result; }
        for (std::size_t i = 0; i < factors.size() && !changed; ++i) {
            const auto [f, up] = base_and_number(factors[i]);
            if (up < 0 || !f.node().is(Kind::sum)) { continue; }
            for (std::size_t j = 0; j < factors.size() && !changed; ++j) {
                const auto [g, down] = base_and_number(factors[j]);
                if (down > 0 || (!g.node().is(Kind::sum) && !g.node().is(Kind::symbol))) { continue; }
                const auto common = shared_factor(f, g);
                if (!common) { continue; }
                // f^up g^down with f = f' h, g = g' h: whole powers alone keep their value
                if (!is_integer(up) || !is_integer(down)) { continue; }
                std::vector<Expression> rest{make_power(common->f, up), make_power(common->g, down),
                                             make_power(common->h, Rational(up + down))};
                for (std::size_t k = 0; k < factors.size(); ++k) {
                    if (k != i && k != j) { rest.push_back(factors[k]); }
                }
                result = make_product(result.node().value, rest);
                changed = true;
            }
        }
        if (!changed) { return result; }
    }
    return result;
}

Forms forms_of(const Expression& e) {
    std::unordered_map<const ExpressionNode*, Forms> known;
    for (const Expression& each : postorder(e)) {
        const ExpressionNode& node = each.node();
        if (node.arguments.empty()) {
            known.emplace(&node, Forms{each, each});
            continue;
        }
        std::vector<Expression> shortest, fractions;
        for (const Expression& a : node.arguments) {
            const Forms& forms = known.at(&a.node());
            shortest.push_back(forms.shortest);
            fractions.push_back(forms.fraction);
        }
        const Expression a = rebuilt(each, shortest);
        const Expression fraction = fraction_of(combines(node.kind) ? rebuilt(each, fractions) : a);
        Expression best = shorter(each, a);
        best = shorter(best, shortened_sum(a));
        const Expression whole = shorter(fraction, shortened_sum(fraction));
        if (whole.node().size <= best.node().size) { best = whole; }
        known.emplace(&node, Forms{best, fraction});
    }
    return known.at(&e.node());
}

Expression expanded_numerator(const Expression& e) {
    const Expression numerator = split_fraction(forms_of(e).fraction).first;
    Ring ring({numerator});
    const auto p = ring.polynomial(numerator);
    return p ? ring.expression(*p) : numerator;
}

Expression cleared(const Expression& e) {
    const auto [numerator, denominator] = split_fraction(forms_of(e).fraction);
    const Signs below = quick_signs(denominator);
    if (below.negative && below.positive) { return e; }
    std::vector<Expression> kept;
    Rational sign = below.negative ? -1 : 1;
    Ring ring({numerator});
    const auto p = ring.polynomial(numerator);
    const Expression whole = shortened_sum(p ? ring.expression(*p) : numerator);
    if (is_number(whole)) { return scaled(sign, whole); }
    sign *= content(whole) < 0 ? -1 : 1;
    for (const Expression& f : factors_of(scaled(1 / content(whole), whole))) {
        const Signs s = quick_signs(f);
        if (!s.negative && !s.zero) { continue; }
        kept.push_back(f);
    }
    return make_product(sign, kept);
}

std::vector<Expression> sign_forms(const Expression& e) {
    const Forms forms = forms_of(e);
    return {forms.shortest, forms.fraction, cleared(e)};
}

} // namespace perdis
