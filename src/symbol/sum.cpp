#include <algorithm>

#include "node.hpp"

namespace perdis {

namespace {

/// Σ of coefficient · form, each form once; infinities apart.
class Sum {
public:
    void add(const Rational& coefficient, const Expression& e) {
        const ExpressionNode& node = e.node();
        switch (node.kind) {
        case Kind::undefined:
            undefined_ = true;
            return;
        case Kind::infinity:
            (coefficient * node.value > 0 ? above_ : below_) |= coefficient != 0;
            return;
        case Kind::number:
            constant_ += coefficient * node.value;
            return;
        case Kind::sum:
            constant_ += coefficient * node.value;
            for (std::size_t i = 0; i < node.arguments.size(); ++i) {
                terms_.emplace_back(coefficient * node.coefficients[i], node.arguments[i]);
            }
            return;
        case Kind::product:
            if (node.value != 1) {
                terms_.emplace_back(coefficient * node.value, scaled(1 / node.value, e));
                return;
            }
            [[fallthrough]];
        default:
            terms_.emplace_back(coefficient, e);
        }
    }

    void add(const Rational& constant) { constant_ += constant; }

    Expression result() {
        if (undefined_ || (above_ && below_)) { return symbolic_undefined(); }
        if (above_) { return symbolic_infinity(); }
        if (below_) { return -symbolic_infinity(); }
        std::stable_sort(terms_.begin(), terms_.end(),
                         [](const Term& a, const Term& b) { return compare(a.second, b.second) < 0; });
        ExpressionNode node;
        node.kind = Kind::sum;
        node.value = constant_;
        for (std::size_t i = 0; i < terms_.size();) {
            Rational coefficient = 0;
            const Expression& form = terms_[i].second;
            for (; i < terms_.size() && same_form(terms_[i].second, form); ++i) { coefficient += terms_[i].first; }
            if (coefficient == 0) { continue; }
            node.arguments.push_back(form);
            node.coefficients.push_back(coefficient);
        }
        if (node.arguments.empty()) { return constant(constant_); }
        if (node.arguments.size() == 1 && constant_ == 0) { return scaled(node.coefficients[0], node.arguments[0]); }
        return intern(std::move(node));
    }

private:
    Rational constant_ = 0;
    std::vector<Term> terms_;
    bool undefined_ = false, above_ = false, below_ = false;
};

} // namespace

Expression make_sum(const Rational& constant, const std::vector<Term>& terms) {
    Sum sum;
    sum.add(constant);
    for (const auto& [coefficient, term] : terms) { sum.add(coefficient, term); }
    return sum.result();
}

Expression scaled(const Rational& factor, const Expression& e) {
    const ExpressionNode& node = e.node();
    if (factor == 1) { return e; }
    switch (node.kind) {
    case Kind::undefined:
        return e;
    case Kind::number:
        return constant(factor * node.value);
    case Kind::infinity: {
        if (factor == 0) { return symbolic_undefined(); }
        ExpressionNode result;
        result.kind = Kind::infinity;
        result.value = factor * node.value > 0 ? 1 : -1;
        return intern(std::move(result));
    }
    case Kind::sum: {
        if (factor == 0) { return constant(0); }
        ExpressionNode result;
        result.kind = Kind::sum;
        result.value = factor * node.value;
        result.arguments = node.arguments;
        for (const Rational& c : node.coefficients) { result.coefficients.push_back(factor * c); }
        return intern(std::move(result));
    }
    default:
        break;
    }
    if (factor == 0) { return constant(0); }
    const bool product = node.is(Kind::product);
    ExpressionNode result;
    result.kind = Kind::product;
    result.value = product ? Rational(factor * node.value) : factor;
    result.arguments = product ? node.arguments : std::vector<Expression>{e};
    if (result.value == 1 && result.arguments.size() == 1) { return result.arguments[0]; }
    return intern(std::move(result));
}

Rational content(const Expression& e) {
    const ExpressionNode& node = e.node();
    if (node.is(Kind::product)) { return node.value; }
    if (!node.is(Kind::sum)) { return 1; }
    Integer common = numerator(node.value), multiple = denominator(node.value);
    for (const Rational& c : node.coefficients) {
        common = gcd(common, Integer(numerator(c)));
        multiple = lcm(multiple, Integer(denominator(c)));
    }
    const Rational size(abs(common), multiple);
    std::size_t longest = 0;
    for (std::size_t i = 1; i < node.arguments.size(); ++i) {
        if (node.argument(i).node().size > node.argument(longest).node().size) { longest = i; }
    }
    const Rational& lead = node.value != 0 ? node.value : node.coefficients[longest];
    return lead < 0 ? Rational(-size) : size;
}

} // namespace perdis
