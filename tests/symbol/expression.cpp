#include "catch.hpp"

#include <limits>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <boost/math/constants/constants.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/condition.hpp>
#include <perdis/symbol/expression.hpp>
#include <perdis/symbol/rational.hpp>
#include <perdis/symbol/substitute.hpp>
#include <perdis/symbol/to_text.hpp>

using perdis::Domain;
using perdis::Expression;
using perdis::same_form;

namespace {

const Expression x = perdis::symbol("x"), y = perdis::symbol("y");
const Expression sigma = perdis::symbol("sigma", Domain::positive());

/// The message of the refusal; empty where there is none.
template <class F>
std::string refusal(const F& f) {
    try {
        f();
    } catch (const perdis::DomainError& error) { return error.what(); }
    return {};
}

} // namespace

TEST_CASE("law: equal sums and products are one node", "[expression]") {
    CHECK(same_form(x + y, y + x));
    CHECK(same_form((x + y) + sigma, x + (y + sigma)));
    CHECK(same_form(x * y * sigma, sigma * (y * x)));
    CHECK(same_form(x + x, 2 * x));
    CHECK(same_form(x - x, Expression(0)));
    CHECK(same_form(x / x, Expression(1)));
    CHECK(same_form(x * x * x, pow(x, Expression(3))));
    CHECK(same_form(2 * (x + 1), 2 * x + 2));
    CHECK(same_form(1 / (2 + 2 * x), 1 / (1 + x) / 2));
    CHECK(same_form((x - 1) * y, -(1 - x) * y));
    CHECK(same_form((x - 1) * (x - 1), (1 - x) * (1 - x)));
    CHECK_FALSE(same_form(x, perdis::symbol("x", Domain::positive())));
}

TEST_CASE("law: powers, roots, exponentials and logarithms meet under the assumptions alone", "[expression]") {
    CHECK(same_form(sqrt(sigma * sigma), sigma));
    CHECK(same_form(sqrt(x * x), abs(x)));
    CHECK(same_form(sqrt(sigma) * sqrt(sigma), sigma));
    CHECK(same_form(sqrt(4 * sigma * x), 2 * sqrt(sigma) * sqrt(x)));
    CHECK_FALSE(same_form(sqrt(x * y), sqrt(x) * sqrt(y)));
    CHECK(same_form(sqrt(x * x * x * x), x * x));
    CHECK(same_form(exp(log(sigma)), sigma));
    CHECK(same_form(log(exp(x)), x));
    CHECK(same_form(log(sigma * sigma), 2 * log(sigma)));
    CHECK(same_form(log(x * x), 2 * log(abs(x))));
    CHECK(same_form(exp(x) * exp(-x), Expression(1)));
    CHECK(same_form(exp(2 * log(sigma) - x), sigma * sigma * exp(-x)));
    CHECK(same_form(pow(pow(sigma, x), y), pow(sigma, x * y)));
    CHECK(same_form(erf(-x), -erf(x)));
    CHECK(same_form(abs(-x * sigma), sigma * abs(x)));
}

TEST_CASE("value: integers and rationals of any size are exact", "[expression]") {
    Expression factorial = 1;
    for (int i = 2; i <= 30; ++i) { factorial *= i; }
    CHECK(to_text(factorial) == "265252859812191058636308480000000"); // OEIS A000142
    Expression harmonic = 0;
    for (int i = 1; i <= 10; ++i) { harmonic += Expression(1) / i; }
    CHECK(to_text(harmonic) == "7381/2520"); // OEIS A001008, A002805
    CHECK(to_text(sqrt(Expression(12))) == "2*sqrt(3)");
    CHECK(to_text(sqrt(Expression(1) / 2)) == "1/sqrt(2)");
    CHECK(to_text(sqrt(Expression(2)) * sqrt(Expression(3))) == "sqrt(6)");
    CHECK(to_text(pow(Expression(8), Expression(2) / 3)) == "4");
    CHECK(to_text(log(Expression(8))) == "3*log(2)");
    CHECK(perdis::rational_value(Expression(3) / 6) == perdis::Rational(1, 2));
    CHECK_FALSE(perdis::rational_value(x).has_value());
}

TEST_CASE("value: a double is the dyadic number that it is", "[expression]") {
    CHECK(to_text(Expression(0.5)) == "1/2");
    CHECK(to_text(Expression(0.375)) == "3/8");
    CHECK(to_text(Expression(0.1)) == "0.1");
    CHECK_FALSE(same_form(Expression(0.1), Expression(1) / 10));
    CHECK(to_text(Expression(1) / 10) == "1/10");
    CHECK(same_form(Expression(0.1) * 36028797018963968, Expression(3602879701896397))); // 2^55
    CHECK(to_text(Expression(std::numeric_limits<double>::infinity())) == "inf");
    CHECK(to_text(Expression(std::numeric_limits<double>::quiet_NaN())) == "undefined");
}

TEST_CASE("value: expressions are printed as one writes them", "[expression]") {
    const auto s = 1 + sigma * sigma;
    std::ostringstream stream;
    stream << 1 / s;
    CHECK(stream.str() == "1/(1 + sigma^2)");
    CHECK(to_text(sigma * sigma / s) == "sigma^2/(1 + sigma^2)");
    CHECK(to_text(x - 1) == "x - 1");
    CHECK(to_text(-x - 1) == "-x - 1");
    CHECK(to_text(x * (x - 1)) == "x*(x - 1)");
    CHECK(to_text(-1 / (1 - x)) == "1/(x - 1)");
    CHECK(to_text(-(x / y)) == "-x/y");
    CHECK(to_text(x / (2 * y)) == "x/(2*y)");
    CHECK(to_text(3 * x / 2 - y) == "3*x/2 - y");
    CHECK(to_text(pow(x, y + 1)) == "x^(1 + y)");
    CHECK(to_text(pow(x + 1, Expression(-2))) == "1/(1 + x)^2");
    CHECK(to_text(pow(sigma, Expression(3) / 2)) == "sigma^(3/2)");
    CHECK(to_text(1 / sqrt(2 * perdis::symbolic_pi())) == "1/sqrt(2*pi)");
    CHECK(to_text(exp(-x * x / 2)) == "exp(-x^2/2)");
    CHECK(to_text(piecewise(perdis::less(x, y), x * 2, y)) == "(x < y ? 2*x : y)");
    CHECK(to_text(max(x, y)) == "max(x, y)");
}

TEST_CASE("value: the constants of Boost.Math are roots of pi", "[expression]") {
    namespace constants = boost::math::constants;
    CHECK(to_text(constants::pi<Expression>()) == "pi");
    CHECK(to_text(constants::root_two_pi<Expression>()) == "sqrt(2*pi)");
    CHECK(to_text(constants::one_div_root_two_pi<Expression>()) == "1/sqrt(2*pi)");
    CHECK(to_text(constants::root_two<Expression>()) == "sqrt(2)");
    CHECK(to_text(constants::e<Expression>()) == "exp(1)");
}

TEST_CASE("limit: infinity is arithmetic, and inf - inf is undefined", "[expression]") {
    const Expression infinity = std::numeric_limits<Expression>::infinity();
    CHECK(same_form(infinity + x, infinity));
    CHECK(same_form(-2 * infinity, -infinity));
    CHECK(same_form(1 / infinity, Expression(0)));
    CHECK(same_form(exp(-infinity), Expression(0)));
    CHECK(same_form(log(Expression(0)), -infinity));
    CHECK(same_form(erf(infinity), Expression(1)));
    CHECK(same_form(normal_cdf(-infinity), Expression(0)));
    const Expression undefined = infinity - infinity;
    CHECK_FALSE(undefined == undefined);
    CHECK_FALSE(undefined <= Expression(0));
    CHECK_FALSE(undefined > Expression(0));
    CHECK(same_form(undefined * 0, undefined));
}

TEST_CASE("limit: shared sub-expressions are one node, however often they occur", "[expression]") {
    Expression e = x;
    for (int i = 0; i < 5000; ++i) { e = 1 + exp(e) * erf(e); } // written out: 2^5000 symbols
    CHECK(perdis::node_count(e) <= 25001);
    CHECK(perdis::tree_size(e) == std::numeric_limits<double>::infinity());
    CHECK(perdis::symbols_of(e).size() == 1);
    CHECK(to_text(e).size() < 10000000);
}

TEST_CASE("law: threads share nodes", "[expression]") {
    std::vector<Expression> results(4);
    std::vector<std::thread> threads;
    for (Expression& result : results) {
        threads.emplace_back([&result] {
            for (int i = 0; i < 2000; ++i) {
                result = sqrt(1 + x * x * (i % 7)) / (y - i % 11) + exp(sigma * (i % 13));
            }
        });
    }
    for (std::thread& thread : threads) { thread.join(); }
    for (const Expression& result : results) { CHECK(same_form(result, results[0])); }
}

TEST_CASE("refuse: a division by what is symbolically zero, a root and a logarithm of a negative number",
          "[expression]") {
    CHECK(refusal([] { return x / (x - x); }) == "Expression: the divisor 0 is 0");
    CHECK(refusal([] { return 1 / ((x + 1) * (x + 1) - x * x - 2 * x - 1); })
          == "Expression: the divisor (1 + x)^2 - 2*x - x^2 - 1 is 0");
    CHECK(refusal([] { return 1 / (sqrt(1 + sigma) * sqrt(1 + sigma) * y - y - sigma * y); })
          == "Expression: the divisor y*(1 + sigma) - y - sigma*y is 0");
    CHECK(refusal([] { return 1 / (x - y); }).empty());
    CHECK(refusal([] { return sqrt(Expression(-2)); }) == "Expression: a root of -2 is no real number");
    CHECK(refusal([] { return sqrt(-sigma); }) == "Expression: a root of a negative number is no real number");
    CHECK(refusal([] { return log(-1 - x * x); })
          == "Expression: the logarithm of a negative number is no real number");
    CHECK(refusal([] { return perdis::symbol("2x"); })
          == "symbol: name = 2x is not in letters, digits and underscores, a letter first");
    CHECK(refusal([] { return Domain::open(1.0, 1.0).lower; }) == "Domain::open: the ends do not satisfy a < b");
    CHECK(refusal([] { return Domain::closed(0.0, std::numeric_limits<double>::infinity()).lower; })
          == "Domain::closed: the ends do not satisfy -inf < a <= b < inf");
}
