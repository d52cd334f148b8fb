#include "layout.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace perdis {

std::string decimal(const Rational& value) {
    const Integer below = denominator(value);
    if (below < (Integer(1) << 20) || (below & (below - 1)) != 0) { return {}; }
    const auto d = static_cast<double>(value);
    if (!std::isfinite(d) || Rational(d) != value) { return {}; }
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), d);
    return {text.data(), end.ptr};
}

Piece printed_sum(const Expression& sum, const std::function<std::string(const Expression&)>& term) {
    const ExpressionNode& node = sum.node();
    std::string text;
    const auto add = [&](bool negative, const Expression& size) {
        const char* const sign = text.empty() ? (negative ? "-" : "") : (negative ? " - " : " + ");
        text += sign;
        text += term(size);
    };
    if (node.value > 0) { add(false, constant(node.value)); }
    for (const bool negative : {false, true}) {
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            const Rational& c = node.coefficients[i];
            if ((c < 0) == negative) { add(negative, scaled(abs(c), node.arguments[i])); }
        }
    }
    if (node.value < 0) { add(true, constant(-node.value)); }
    return {text, Binding::sum};
}

namespace {

/// −(1 − x) is x − 1; below a fraction bar the sign stays in front, but for a sum that begins with a number.
bool better_negated(const Expression& sum, bool below) {
    const ExpressionNode& node = sum.node();
    return (!below || node.value > 0)
           && std::any_of(node.coefficients.begin(), node.coefficients.end(), [](const Rational& c) { return c < 0; });
}

} // namespace

PrintedProduct printed_product(const Expression& e) {
    const ExpressionNode& node = e.node();
    const bool product = node.is(Kind::product);
    const std::vector<Expression> factors = product ? node.arguments : std::vector<Expression>{e};
    PrintedProduct result;
    const Rational c = product ? node.value : Rational(1);
    result.negative = c < 0;
    const bool whole_decimal = !decimal(abs(c)).empty();
    result.above = whole_decimal ? Rational(abs(c)) : Rational(abs(numerator(c)));
    result.below = whole_decimal ? Rational(1) : Rational(denominator(c));
    std::vector<Expression> root_above, root_below;
    for (const Expression& f : factors) {
        auto [base, exponent] = base_and_number(f);
        if (is_number(base) && is_integer(base.node().value) && exponent == Rational(1, 2)) {
            const Integer radicand = numerator(base.node().value);
            if (numerator(result.below) % radicand == 0) {
                result.below /= radicand;
                root_below.push_back(base);
                continue;
            }
        }
        if (result.negative && base.node().is(Kind::sum) && is_integer(exponent) && numerator(exponent) % 2 != 0
            && better_negated(base, exponent < 0)) {
            base = scaled(-1, base);
            result.negative = false;
        }
        if (abs(exponent) == Rational(1, 2)) {
            (exponent > 0 ? root_above : root_below).push_back(base);
        } else if (exponent < 0) {
            result.denominator.push_back({base, -exponent});
        } else {
            result.numerator.push_back({base, exponent});
        }
    }
    if (!root_above.empty() && !root_below.empty()) { // √a/√b is √(a/b)
        for (const Expression& b : root_below) { root_above.push_back(make_power(b, Rational(-1))); }
        root_below.clear();
    }
    if (!root_above.empty()) { result.numerator.push_back({make_product(1, root_above), 1, true}); }
    if (!root_below.empty()) { result.denominator.push_back({make_product(1, root_below), 1, true}); }
    return result;
}

} // namespace perdis
