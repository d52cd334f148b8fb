#include "catch.hpp"

#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/simplify.hpp>
#include <perdis/symbol/to_text.hpp>

using perdis::Domain;
using perdis::Expression;

namespace {

const Expression x = perdis::symbol("x"), y = perdis::symbol("y");
const Expression sigma = perdis::symbol("sigma", Domain::positive()), level = perdis::symbol("D", Domain::positive());
const Expression v = perdis::symbol("v", Domain::positive()), n = perdis::symbol("n", Domain::positive());

std::string simplified(const Expression& e) { return to_text(simplify(e)); }

} // namespace

TEST_CASE("value: sums, fractions and polynomials are simplified as one would", "[simplify]") {
    CHECK(simplified((x + 1) * (x - 1) - x * x) == "-1");
    CHECK(simplified((x * x - 1) / (x - 1)) == "1 + x");
    CHECK(simplified((x * x - 1) / (x * x + 2 * x + 1)) == "(x - 1)/(1 + x)");
    CHECK(simplified(1 / (x - 1) - 1 / (x + 1)) == "2/((x - 1)*(1 + x))");
    CHECK(simplified(x * y + x * sigma) == "x*(sigma + y)");
    CHECK(simplified((x * x - y * y) / (x + y)) == "x - y");
    CHECK(simplified((v * v - n) / (v - sqrt(n))) == "v + sqrt(n)");
    CHECK(simplified(v / (v + n) + n / (v + n)) == "1");
    CHECK(simplified(1 - erf(x)) == "erfc(x)");
    CHECK(simplified(1 - normal_cdf(x)) == "normal_cdf(-x)");
    CHECK(simplified(log(v) - log(v + n) / 2) == "log(v/sqrt(n + v))");
}

TEST_CASE("value: Example 1 of the paper comes out as one would write it", "[simplify]") {
    const Expression s = 1 + sigma * sigma, least = sigma * sigma / s;
    const perdis::Assuming scope{perdis::less(least, level)};
    const Expression tau = 1 / sqrt(s) + sqrt(level - least);
    CHECK(simplified(tau / sqrt(s)) == "(1 + sqrt(D*(1 + sigma^2) - sigma^2))/(1 + sigma^2)");
    CHECK(simplified(tau) == "(1 + sqrt(D*(1 + sigma^2) - sigma^2))/sqrt(1 + sigma^2)");
    CHECK(simplified((1 / (tau * tau) - 1) / 2 + log(tau))
          == "(1 + sigma^2)/(2*(1 + sqrt(D*(1 + sigma^2) - sigma^2))^2) + "
             "log((1 + sqrt(D*(1 + sigma^2) - sigma^2))/sqrt(1 + sigma^2)) - 1/2");
}
