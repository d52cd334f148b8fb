#include "catch.hpp"
#include "one_of_each.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/evaluate.hpp>

using perdis::Domain;
using perdis::evaluate;
using perdis::Expression;

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

namespace {

using one_of_each::everything;
using one_of_each::sigma;
using one_of_each::x;
using one_of_each::y;

template <class T>
T everything_in(const T& a, const T& b, const T& s) {
    using std::erf;
    using std::erfc;
    using std::exp;
    using std::log;
    using std::pow;
    using std::sqrt;
    const T pi = boost::math::constants::pi<T>();
    return exp(-a * a / 2) / sqrt(2 * pi) + log(s) * pow(s, a) - erf(a) / 3 + erfc(a) * erfc(-b / sqrt(T(2))) / 2
           + (b < 0 ? T(-b) : b) * (a < b ? b : a) - (a < b ? a : b) / (s * sqrt(s)) + (a < b ? T(a * b) : T(b - a))
           + a * a * a * a * a + log(1 + a * a) + pow(s, T(T(1) / 3));
}

} // namespace

// Thirteen terms below 2, 40 roundings; the special functions of cpp_bin_float err by up to 100 ε.
TEMPLATE_TEST_CASE("agree: every operation is computed as one would write it in T", "[evaluate]", double, long double,
                   Fifty) {
    using T = TestType;
    for (const auto& [a, b, s] : {std::tuple{0.5, 1.25, 2.0}, {-0.75, 0.25, 0.5}, {1.0, -0.5, 3.0}}) {
        const T got = evaluate<T>(everything(), {{x, T(a)}, {y, T(b)}, {sigma, T(s)}});
        const T expected = everything_in(T(a), T(b), T(s));
        using std::abs;
        CHECK(abs(T(got - expected)) <= 400 * std::numeric_limits<T>::epsilon());
    }
}

TEST_CASE("value: a rational is rounded once", "[evaluate]") {
    CHECK(evaluate<double>(Expression(1) / 3, {}) == 1.0 / 3.0);
    CHECK(evaluate<double>(Expression(0.1), {}) == 0.1);
    CHECK(evaluate<Fifty>(Expression(1) / 3, {}) == Fifty(1) / 3);
    CHECK(evaluate<double>(std::numeric_limits<Expression>::infinity(), {}) == std::numeric_limits<double>::infinity());
}

TEST_CASE("limit: a shared sub-expression is computed once", "[evaluate]") {
    Expression e = sigma;
    for (int i = 0; i < 5000; ++i) { e = 1 + log(e) * erf(e); } // 1 is a fixed point; 2^5000 symbols written out
    CHECK(evaluate<double>(e, {{sigma, 1.0}}) == 1.0);
    CHECK(perdis::Tape(e).instructions().size() < 25001);
}

TEST_CASE("limit: of a piecewise only the branch taken is computed", "[evaluate]") {
    // the other branch lies outside the logarithm's domain and would be NaN, or inf
    const Expression e = piecewise(perdis::less(0, x), log(x), 1 / (x - 1)) + x;
    CHECK(evaluate<double>(e, {{x, 2.0}}) == std::log(2.0) + 2.0);
    CHECK(evaluate<double>(e, {{x, -1.0}}) == -1.5);
    Expression nested = x; // each branch holds the one before: 2^200 paths
    for (int i = 0; i < 200; ++i) { nested = piecewise(perdis::less(nested, i), nested + 1, nested - y); }
    CHECK(std::isfinite(evaluate<double>(nested, {{x, 0.5}, {y, 0.25}})));
}

TEST_CASE("law: log(1 + x) keeps its digits for small x", "[evaluate]") {
    CHECK(evaluate<double>(log(1 + sigma), {{sigma, 1e-20}}) == 1e-20);
}

TEST_CASE("agree: compiled once, evaluated at many points", "[evaluate]") {
    const perdis::CompiledExpression<double> compiled(everything(), {sigma, x, y});
    for (int i = 0; i < 100; ++i) {
        const double s = 0.5 + i, a = 0.01 * i, b = 0.3 - 0.02 * i;
        CHECK(compiled({s, a, b}) == evaluate<double>(everything(), {{y, b}, {x, a}, {sigma, s}}));
    }
}

TEST_CASE("law: evaluation in Expression is substitution, all symbols at once", "[evaluate]") {
    CHECK(to_text(substitute(x - 2 * y, {{x, y}, {y, x}})) == "y - 2*x");
    CHECK(to_text(evaluate<Expression>(sigma * x, {{sigma, sigma * sigma}})) == "x*sigma^2");
    CHECK(to_text(substitute(x / sigma, {{x, Expression(3)}})) == "3/sigma");
}

TEST_CASE("refuse: an unknown symbol, a value outside its domain, what is no symbol", "[evaluate]") {
    const auto refusal = [](const auto& f) -> std::string {
        try {
            f();
        } catch (const perdis::DomainError& error) { return error.what(); }
        return {};
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(refusal([] { return evaluate<double>(x + sigma, {{x, 1.0}}); }) == "evaluate: the symbol sigma has no value");
    CHECK(refusal([] { return evaluate<double>(sigma, {{sigma, 0.0}}); }) == "evaluate: sigma = 0 is not in (0, inf)");
    CHECK(refusal([&] { return evaluate<double>(x, {{x, nan}}); }) == "evaluate: x = nan is not in (-inf, inf)");
    CHECK(refusal([] { return evaluate<double>(x, {{x + y, 1.0}}); }) == "Expression: x + y is no symbol");
    CHECK(refusal([] {
              return substitute(sigma, {{sigma, Expression(-1)}});
          })
          == "substitute: sigma = -1 is not in (0, inf)");
    CHECK(refusal([] {
              return perdis::CompiledExpression<double>(x, {x, y})({1.0});
          })
          == "evaluate: the point and the symbols have different sizes");
}
