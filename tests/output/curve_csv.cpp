#include <perdis/output/curve_csv.hpp>

#include "catch.hpp"

#include <cstdlib>
#include <limits>
#include <random>

using namespace perdis;

TEST_CASE("value: the header, then a row a point, infinities as inf and -inf") {
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(curve_csv({{0.1, inf, inf, inf, -inf}, {0.25, 0.5, 0.0, 0.5, -0.0}})
          == "distortion,perception,lower,upper,slope\n0.10000000000000001,inf,inf,inf,-inf\n0.25,0.5,0,0.5,0\n");
    CHECK(curve_csv({}) == "distortion,perception,lower,upper,slope\n");
}

TEST_CASE("law: a decimal reads back as the same double") {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> exponent(-300.0, 300.0);
    for (int i = 0; i < 1000; ++i) {
        const double value = std::pow(10.0, exponent(random));
        CHECK(std::strtod(decimal(value).c_str(), nullptr) == value);
    }
    CHECK(decimal(std::numeric_limits<double>::denorm_min()) == "4.9406564584124654e-324");
}
