#include "catch.hpp"

#include <cmath>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/differentiate.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/simplify.hpp>

using perdis::differentiate;
using perdis::Domain;
using perdis::Expression;

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

namespace {
const Expression x = perdis::symbol("x"), y = perdis::symbol("y");
const Expression t = perdis::symbol("t", Domain::positive());
} // namespace

TEST_CASE("value: derivatives as in a table", "[differentiate]") {
    CHECK(to_text(differentiate(x * x * y, x)) == "2*x*y");
    CHECK(to_text(differentiate(1 / t, t)) == "-1/t^2");
    CHECK(to_text(differentiate(sqrt(t), t)) == "1/(2*sqrt(t))");
    CHECK(to_text(differentiate(log(t), t)) == "1/t");
    CHECK(to_text(differentiate(exp(-x * x), x)) == "-2*x*exp(-x^2)");
    CHECK(to_text(differentiate(normal_cdf(x), x)) == "exp(-x^2/2)/sqrt(2*pi)");
    CHECK(to_text(differentiate(erf(x), x)) == "2*exp(-x^2)/sqrt(pi)");
    CHECK(to_text(differentiate(pow(t, x), x)) == "log(t)*t^x");
    CHECK(to_text(differentiate(abs(x), x)) == "(x < 0 ? -1 : 1)");
    CHECK(to_text(differentiate(max(x, y), y)) == "(x < y ? 1 : 0)");
    CHECK(to_text(differentiate(y, x)) == "0");
    CHECK(to_text(differentiate(x * x * x, x, 2)) == "6*x");
}

TEST_CASE("agree: the derivative is the limit of difference quotients", "[differentiate]") {
    const std::vector<Expression> functions{
        exp(x * y) / (1 + x * x),
        log(1 + t * t) * sqrt(2 + x),
        pow(t, x * y) - erfc(x / t),
        normal_cdf(x / sqrt(1 + t)) * erf(y - x),
        abs(x - 3) * max(x, t) + min(x * x, y),
        piecewise(perdis::less(x, y), x * x, exp(x)),
        (t + sqrt(x * x + t)) / (t - x * y) / log(3 + t),
        pow(x * x + 1, Expression(-7) / 3),
    };
    const Fifty a("0.375"), b("0.8125"), c("1.7"), h("1e-16");
    for (const Expression& f : functions) {
        for (const Expression& s : {x, y, t}) {
            const auto at = [&](const Fifty& shift) {
                return perdis::evaluate<Fifty>(f, {{x, perdis::same_form(s, x) ? Fifty(a + shift) : a},
                                                   {y, perdis::same_form(s, y) ? Fifty(b + shift) : b},
                                                   {t, perdis::same_form(s, t) ? Fifty(c + shift) : c}});
            };
            const Fifty quotient = (at(h) - at(-h)) / (2 * h); // errs by h² f‴/6
            const Fifty value = perdis::evaluate<Fifty>(differentiate(f, s), {{x, a}, {y, b}, {t, c}});
            INFO(f << " by " << s);
            CHECK(abs(value - quotient) <= Fifty("1e-28") * (1 + abs(value)));
        }
    }
}

TEST_CASE("limit: the derivative of a shared expression stays shared", "[differentiate]") {
    Expression e = x;
    for (int i = 0; i < 300; ++i) {
        e = 1 + log(e) * erf(e);
    } // 1 is a fixed point, where the slope is erf(1) times the last
    const Expression slope = differentiate(e, x);
    CHECK(perdis::node_count(slope) < 5000);
    CHECK(perdis::evaluate<double>(slope, {{x, 1.0}})
          == Approx(std::pow(std::erf(1.0), 300)).epsilon(1e-12)); // 1000 roundings
}

TEST_CASE("refuse: a derivative by what is no symbol", "[differentiate]") {
    CHECK_THROWS_WITH(differentiate(x, x * x), "Expression: x^2 is no symbol");
}
