#include <perdis/symbol/expression.hpp>

#include <cctype>
#include <cmath>
#include <ostream>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/to_text.hpp>

#include "decide.hpp"
#include "node.hpp"

namespace perdis {

namespace {

Expression leaf(Kind kind, const Rational& value = 0) {
    ExpressionNode node;
    node.kind = kind;
    node.value = value;
    return intern(std::move(node));
}

template <class F>
Expression exactly(F value) {
    if (std::isnan(value)) { return symbolic_undefined(); }
    if (std::isinf(value)) { return scaled(value > 0 ? 1 : -1, symbolic_infinity()); }
    return constant(Rational(value));
}

} // namespace

Domain Domain::open(double a, double b) {
    require(a < b, "Domain::open", "the ends do not satisfy a < b");
    return {a, b, true, true};
}

Domain Domain::closed(double a, double b) {
    require(a <= b && std::isfinite(a) && std::isfinite(b), "Domain::closed",
            "the ends do not satisfy -inf < a <= b < inf");
    return {a, b, false, false};
}

Expression constant(const Rational& value) { return leaf(Kind::number, value); }

std::optional<Rational> rational_value(const Expression& e) {
    return is_number(e) ? std::optional(e.node().value) : std::nullopt;
}

Expression symbolic_pi() { return leaf(Kind::pi); }
Expression symbolic_infinity() { return leaf(Kind::infinity, 1); }
Expression symbolic_undefined() { return leaf(Kind::undefined); }

Expression symbol(std::string_view name, const Domain& domain) {
    bool legal = !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0;
    for (const char c : name) { legal = legal && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'); }
    require(legal, "symbol", "name", name, "letters, digits and underscores, a letter first");
    ExpressionNode node;
    node.kind = Kind::symbol;
    node.name = name;
    node.domain = domain;
    return intern(std::move(node));
}

Expression::Expression() : Expression(constant(0)) {}
Expression::Expression(double value) : Expression(exactly(value)) {}
Expression::Expression(long double value) : Expression(exactly(value)) {}
Expression Expression::of(std::int64_t value) { return constant(Rational(value)); }
Expression Expression::of_unsigned(std::uint64_t value) { return constant(Rational(value)); }

Expression Expression::operator-() const { return scaled(-1, *this); }
Expression Expression::sum(const Expression& a, const Expression& b) { return make_sum(0, {{1, a}, {1, b}}); }
Expression Expression::product(const Expression& a, const Expression& b) { return make_product(1, {a, b}); }

Expression Expression::quotient(const Expression& a, const Expression& b) {
    if (is_identically_zero(b)) { require(false, "Expression", "the divisor " + to_text(b) + " is 0"); }
    return make_product(1, {a, make_power(b, Rational(-1))});
}

bool Expression::below(const Expression& a, const Expression& b) { return answer(less(a, b)); }
bool Expression::at_most(const Expression& a, const Expression& b) { return answer(less_equal(a, b)); }
bool Expression::equal(const Expression& a, const Expression& b) { return answer(perdis::equal(a, b)); }

std::ostream& Expression::print(std::ostream& stream) const { return stream << to_text(*this); }

Expression sqrt(const Expression& a) { return make_power(a, Rational(1, 2)); }
Expression exp(const Expression& a) { return make_function(Kind::exponential, a); }
Expression log(const Expression& a) { return make_function(Kind::logarithm, a); }
Expression pow(const Expression& a, const Expression& exponent) { return make_power(a, exponent); }
Expression log1p(const Expression& a) { return log(1 + a); }
Expression expm1(const Expression& a) { return exp(a) - 1; }
Expression erf(const Expression& a) { return make_function(Kind::error_function, a); }
Expression erfc(const Expression& a) { return make_function(Kind::error_complement, a); }
Expression normal_cdf(const Expression& a) { return make_function(Kind::normal, a); }
Expression normal_complement(const Expression& a) { return make_function(Kind::normal, -a); }
Expression abs(const Expression& a) { return make_function(Kind::absolute, a); }
Expression max(const Expression& a, const Expression& b) { return make_extremum(Kind::maximum, a, b); }
Expression min(const Expression& a, const Expression& b) { return make_extremum(Kind::minimum, a, b); }

} // namespace perdis
