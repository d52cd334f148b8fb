#include <algorithm>
#include <map>

#include "decide.hpp"
#include "node.hpp"

namespace perdis {

std::pair<Expression, Expression> base_and_exponent(const Expression& factor) {
    const ExpressionNode& node = factor.node();
    if (node.is(Kind::power)) { return {node.argument(0), node.argument(1)}; }
    return {factor, constant(1)};
}

std::pair<Expression, Rational> base_and_number(const Expression& factor) {
    const ExpressionNode& node = factor.node();
    if (node.is(Kind::power) && is_number(node.argument(1))) {
        return {node.argument(0), node.argument(1).node().value};
    }
    return {factor, 1};
}

namespace {

/// coefficient · Π base^exponent, each base once.
class Product {
public:
    void multiply(const Rational& factor) { coefficient_ *= factor; }

    void multiply(const Expression& e) {
        const ExpressionNode& node = e.node();
        switch (node.kind) {
        case Kind::undefined:
            undefined_ = true;
            return;
        case Kind::infinity:
            infinite_ = true;
            coefficient_ *= node.value;
            return;
        case Kind::number:
            coefficient_ *= node.value;
            return;
        case Kind::product:
            coefficient_ *= node.value;
            for (const Expression& a : node.arguments) { multiply(a); }
            return;
        case Kind::exponential:
            exponent_ = exponent_ + node.argument();
            return;
        case Kind::sum: {
            const Rational c = content(e);
            coefficient_ *= c;
            insert(c == 1 ? e : scaled(1 / c, e), constant(1));
            return;
        }
        default: {
            const auto [base, exponent] = base_and_exponent(e);
            insert(base, exponent);
        }
        }
    }

    Expression result() {
        if (undefined_) { return symbolic_undefined(); }
        std::vector<Expression> factors;
        bool again = !is_zero(exponent_);
        if (again) {
            const Expression whole = make_function(Kind::exponential, exponent_);
            if (whole.node().is(Kind::exponential)) {
                factors.push_back(whole);
                again = false;
            } else {
                exponent_ = constant(0);
                multiply(whole);
            }
        }
        bool settled = !again;
        for (const auto& [base, exponent] : powers_) {
            if (is_zero(exponent)) { continue; }
            factors.push_back(make_power(base, exponent));
            settled = settled && same_form(base_and_exponent(factors.back()).first, base) && !is_number(factors.back())
                      && content(factors.back()) == 1;
        }
        if (!settled) { // a power fell apart: its parts may meet others
            Product rest;
            rest.coefficient_ = coefficient_;
            rest.infinite_ = infinite_;
            for (const Expression& f : factors) { rest.multiply(f); }
            return rest.result();
        }
        return built(std::move(factors));
    }

private:
    void insert(const Expression& base, const Expression& exponent) {
        const auto [at, fresh] = powers_.emplace(base, exponent);
        if (!fresh) { at->second = at->second + exponent; }
    }

    Expression built(std::vector<Expression> factors) const {
        if (infinite_) { return unbounded(factors); }
        if (coefficient_ == 0) { return constant(0); }
        if (factors.empty()) { return constant(coefficient_); }
        if (factors.size() == 1 && (coefficient_ == 1 || factors[0].node().is(Kind::sum))) {
            return scaled(coefficient_, factors[0]);
        }
        std::sort(factors.begin(), factors.end(), FormLess{});
        ExpressionNode node;
        node.kind = Kind::product;
        node.value = coefficient_;
        node.arguments = std::move(factors);
        return intern(std::move(node));
    }

    /// inf times factors: ±inf where their signs are known.
    Expression unbounded(const std::vector<Expression>& factors) const {
        int sign = coefficient_ > 0 ? 1 : (coefficient_ < 0 ? -1 : 0);
        for (const Expression& f : factors) {
            const Range r = assumed_range(f);
            sign *= r.positive() ? 1 : (r.negative() ? -1 : 0);
        }
        return sign == 0 ? symbolic_undefined() : scaled(sign, symbolic_infinity());
    }

    Rational coefficient_ = 1;
    std::map<Expression, Expression, FormLess> powers_;
    Expression exponent_ = constant(0); // of e
    bool undefined_ = false, infinite_ = false;
};

} // namespace

Expression make_product(const Rational& coefficient, const std::vector<Expression>& factors) {
    Product product;
    product.multiply(coefficient);
    for (const Expression& f : factors) { product.multiply(f); }
    return product.result();
}

} // namespace perdis
