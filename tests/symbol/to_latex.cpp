#include "catch.hpp"

#include <perdis/symbol/to_latex.hpp>

using perdis::Domain;
using perdis::Expression;
using perdis::to_latex;

namespace {
const Expression x = perdis::symbol("x"), y = perdis::symbol("y");
const Expression sigma = perdis::symbol("sigma", Domain::positive());
} // namespace

TEST_CASE("value: fractions, roots and powers are drawn", "[to_latex]") {
    CHECK(to_latex(sigma * sigma / (1 + sigma * sigma)) == "\\frac{\\sigma^{2}}{1 + \\sigma^{2}}");
    CHECK(to_latex(x * (x - 1)) == "x \\left(x - 1\\right)");
    CHECK(to_latex(sqrt(1 + sigma)) == "\\sqrt{1 + \\sigma}");
    CHECK(to_latex(1 / sqrt(2 * perdis::symbolic_pi())) == "\\frac{1}{\\sqrt{2 \\pi}}");
    CHECK(to_latex(-Expression(3) / 4) == "-\\frac{3}{4}");
    CHECK(to_latex(exp(-x * x / 2)) == "\\exp\\left(-\\frac{x^{2}}{2}\\right)");
    CHECK(to_latex(log(sigma)) == "\\ln\\left(\\sigma\\right)");
    CHECK(to_latex(normal_cdf(x)) == "\\Phi\\left(x\\right)");
    CHECK(to_latex(pow(sigma, x + 1)) == "\\sigma^{1 + x}");
    CHECK(to_latex(pow(sigma, Expression(3) / 2)) == "\\sigma^{3/2}");
    CHECK(to_latex(abs(x)) == "\\left|x\\right|");
    CHECK(to_latex(Expression(1e-30)) == "1 \\cdot 10^{-30}");
    CHECK(to_latex(piecewise(perdis::less_equal(x, y), x, 2 * y))
          == "\\begin{cases} x & x \\le y \\\\ 2 y & \\text{otherwise} \\end{cases}");
}

TEST_CASE("value: names are Greek, and what follows a bar is an index", "[to_latex]") {
    CHECK(perdis::latex_name("sigma") == "\\sigma");
    CHECK(perdis::latex_name("D_min") == "D_{\\min}");
    CHECK(perdis::latex_name("mu_1") == "\\mu_{1}");
    CHECK(perdis::latex_name("x1") == "x_{1}");
    CHECK(perdis::latex_name("Sigma_X_Y") == "\\Sigma_{X, Y}");
    CHECK(perdis::latex_name("snr") == "\\mathrm{snr}");
}
