#include <perdis/symbol/differentiate.hpp>

#include <unordered_map>

#include <perdis/symbol/substitute.hpp>

#include "node.hpp"

namespace perdis {

namespace {

using Derivatives = std::unordered_map<const ExpressionNode*, Expression>;

Expression derivative_of_power(const ExpressionNode& node, const Expression& base_slope,
                               const Expression& exponent_slope) {
    const Expression &b = node.argument(0), &e = node.argument(1);
    Expression result = 0;
    if (!is_zero(base_slope)) { result += e * make_power(b, e - 1) * base_slope; }
    if (!is_zero(exponent_slope)) { result += make_power(b, e) * log(b) * exponent_slope; }
    return result;
}

Expression derivative_of_product(const ExpressionNode& node, const Derivatives& known) {
    std::vector<Term> terms;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        const Expression& slope = known.at(&node.arguments[i].node());
        if (is_zero(slope)) { continue; }
        std::vector<Expression> factors = node.arguments;
        factors[i] = slope;
        terms.emplace_back(1, make_product(node.value, factors));
    }
    return make_sum(0, terms);
}

/// f′(u) for a function of one argument.
Expression outer_derivative(Kind kind, const Expression& u, const Expression& value) {
    const Expression pi = symbolic_pi();
    switch (kind) {
    case Kind::exponential:
        return value;
    case Kind::logarithm:
        return make_power(u, Rational(-1));
    case Kind::error_function:
        return 2 / sqrt(pi) * exp(-(u * u));
    case Kind::error_complement:
        return -2 / sqrt(pi) * exp(-(u * u));
    case Kind::normal:
        return exp(-(u * u) / 2) / sqrt(2 * pi);
    default:
        return piecewise(less(u, 0), -1, 1); // |u|
    }
}

Expression derivative(const Expression& e, const Derivatives& known) {
    const ExpressionNode& node = e.node();
    const auto slope = [&](std::size_t i) -> const Expression& { return known.at(&node.argument(i).node()); };
    switch (node.kind) {
    case Kind::number:
    case Kind::pi:
    case Kind::infinity:
    case Kind::undefined:
    case Kind::symbol:
        return 0;
    case Kind::sum: {
        std::vector<Term> terms;
        for (std::size_t i = 0; i < node.arguments.size(); ++i) { terms.emplace_back(node.coefficients[i], slope(i)); }
        return make_sum(0, terms);
    }
    case Kind::product:
        return derivative_of_product(node, known);
    case Kind::power:
        return derivative_of_power(node, slope(0), slope(1));
    case Kind::maximum:
        return piecewise(less(node.argument(0), node.argument(1)), slope(1), slope(0));
    case Kind::minimum:
        return piecewise(less(node.argument(1), node.argument(0)), slope(1), slope(0));
    case Kind::piecewise:
        return piecewise({node.argument(0), node.relation, node.argument(1)}, slope(2), slope(3));
    default:
        break;
    }
    if (is_zero(slope(0))) { return 0; }
    return outer_derivative(node.kind, node.argument(), e) * slope(0);
}

} // namespace

Expression differentiate(const Expression& e, const Expression& x) {
    const std::string name = symbol_name(x);
    Derivatives known;
    for (const Expression& each : postorder(e)) {
        const bool itself = each.node().is(Kind::symbol) && each.node().name == name;
        known.emplace(&each.node(), itself ? Expression(1) : derivative(each, known));
    }
    return known.at(&e.node());
}

Expression differentiate(const Expression& e, const Expression& x, unsigned order) {
    Expression result = e;
    for (unsigned i = 0; i < order; ++i) { result = differentiate(result, x); }
    return result;
}

} // namespace perdis
