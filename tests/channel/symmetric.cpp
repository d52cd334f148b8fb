#include <perdis/channel/symmetric.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::cpp_rational;

TEMPLATE_TEST_CASE("value: the symmetric channel splits the error evenly", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto transition = perdis::Symmetric<T>(T(3) / T(8))(4);
    REQUIRE(transition.rows() == 4);
    REQUIRE(transition.cols() == 4);
    for (int x = 0; x < 4; ++x) {
        for (int y = 0; y < 4; ++y) { CHECK(transition(x, y) == (x == y ? T(5) / T(8) : T(1) / T(8))); }
    }
}

TEMPLATE_TEST_CASE("limit: one symbol is always received, no error is the identity", "", double, Rational) {
    using T = TestType;
    CHECK(perdis::Symmetric<T>(T(1))(1)(0, 0) == T(1));
    CHECK(perdis::Symmetric<T>(T(0))(2)(0, 1) == T(0));
    CHECK(perdis::Symmetric<T>(T(0))(2)(1, 1) == T(1));
    CHECK(perdis::Symmetric<T>(T(1))(2)(0, 1) == T(1));
}

TEST_CASE("refuse: an error of the symmetric channel outside [0, 1]") {
    CHECK_THROWS_WITH(perdis::Symmetric<double>(-0.5), "Symmetric: error = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::Symmetric<double>(1.5), "Symmetric: error = 1.5 is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::Symmetric<double>(std::nan("")), "Symmetric: error = nan is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::Symmetric<Rational>(Rational(4, 3)), "Symmetric: error = 4/3 is not in [0, 1]");
}
