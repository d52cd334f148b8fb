#include "catch.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/evaluate.hpp>
#include <perdis/symbol/to_cpp.hpp>

using perdis::Domain;
using perdis::Expression;
using perdis::to_cpp;

namespace {

const Expression x = perdis::symbol("x"), y = perdis::symbol("y"), s = perdis::symbol("sigma", Domain::positive());

/// Every operation, in five functions of sigma, x, y.
std::vector<Expression> functions() {
    const Expression pi = perdis::symbolic_pi();
    return {
        (1 + sqrt(1 + s * s)) / (1 + s * s) - Expression(22) / 7 + 0.1 * x + pow(s, Expression(-5) / 2),
        exp(-x * x / 2) / sqrt(2 * pi) - log(s) * log(1 + s) + pow(s, x) + pow(y, Expression(7)) - x * x * x,
        erf(x) + erfc(y) * normal_cdf(x / s) + abs(y) - max(x, y) * min(x, 1 - y),
        piecewise(perdis::less(x, y), log(y - x), 2 * piecewise(perdis::less_equal(x, 1), exp(x), y / 3)) + s,
        Expression(1) / 3,
    };
}

const std::vector<std::vector<double>> points{
    {0.5, 1.25, 2.0}, {2.0, -0.75, 0.25}, {3.0, 1.5, -0.5}, {1.0, 0.75, 0.75}};

} // namespace

TEST_CASE("agree: the C++ written compiles without a warning and computes what evaluate does", "[to_cpp]") {
    const std::string name = "perdis_to_cpp_test";
    std::ofstream source(name + ".cpp");
    source << "#include <cmath>\n#include <cstdio>\n#include <limits>\n\n";
    for (std::size_t i = 0; i < functions().size(); ++i) {
        source << to_cpp(functions()[i], std::string("f").append(std::to_string(i)), {s, x, y}) << '\n';
    }
    source << "int main() {\n";
    for (std::size_t i = 0; i < functions().size(); ++i) {
        for (const auto& p : points) {
            source << "    std::printf(\"%.17g\\n\", f" << i << "(double(" << p[0] << "), double(" << p[1]
                   << "), double(" << p[2] << ")));\n";
        }
        source << "    std::printf(\"%.17g\\n\", double(f" << i << "(0.5L, 1.25L, 2.0L)));\n";
    }
    source << "}\n";
    source.close();
    const std::string build =
        std::string("\"" PERDIS_CXX "\" -std=c++20 -Wall -Wextra -Werror ") + name + ".cpp -o " + name;
    REQUIRE(std::system((build + " && ./" + name + " > " + name + ".txt").c_str()) == 0); // NOLINT
    std::ifstream answers(name + ".txt");
    for (const Expression& f : functions()) {
        const perdis::CompiledExpression<double> expected(f, {s, x, y});
        for (const auto& p : points) {
            double got = 0.0;
            REQUIRE(answers >> got);
            INFO(f << " at " << p[0] << ' ' << p[1] << ' ' << p[2]);
            CHECK(got == Approx(expected(p)).margin(1e-14).epsilon(1e-14)); // 20 roundings of numbers below 5
        }
        double wide = 0.0;
        REQUIRE(answers >> wide);
        CHECK(wide == Approx(expected(points[0])).margin(1e-14).epsilon(1e-14));
    }
    for (const char* const ending : {".cpp", ".txt", ""}) { std::remove((name + ending).c_str()); }
}

TEST_CASE("value: one line for each distinct sub-expression", "[to_cpp]") {
    CHECK(to_cpp(sqrt(1 + s * s) / (1 + s * s), "f")
          == "template <class T>\n"
             "T f(const T& sigma) {\n"
             "    using std::sqrt;\n"
             "    const T r1 = sigma * sigma;\n"
             "    const T r2 = T(1) + r1;\n"
             "    const T r3 = sqrt(r2);\n"
             "    const T r4 = T(1) / r3;\n"
             "    return r4;\n"
             "}\n");
    CHECK(to_cpp(Expression(0.1), "tenth", {x})
          == "template <class T>\n"
             "T tenth([[maybe_unused]] const T& x) {\n"
             "    return T(0.1);\n"
             "}\n");
}

TEST_CASE("refuse: names that C++ does not give away, an argument that is missing", "[to_cpp]") {
    CHECK_THROWS_WITH(to_cpp(x, "double"), "to_cpp: name = double is not in identifiers of C++ that are free");
    CHECK_THROWS_WITH(to_cpp(x, "static_assert"),
                      "to_cpp: name = static_assert is not in identifiers of C++ that are free");
    CHECK_THROWS_WITH(to_cpp(perdis::symbol("a__b"), "f"),
                      "to_cpp: symbol = a__b is not in identifiers of C++ that are free");
    CHECK_THROWS_WITH(to_cpp(perdis::symbol("T"), "f"),
                      "to_cpp: symbol = T is not in identifiers of C++ that are free");
    CHECK_THROWS_WITH(to_cpp(x + y, "f", {x}), "to_cpp: the symbol y is not among the arguments");
}
