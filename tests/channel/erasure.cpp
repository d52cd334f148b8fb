#include <perdis/channel/erasure.hpp>

#include "catch.hpp"

#include <cmath>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::cpp_rational;

TEMPLATE_TEST_CASE("value: the erasure mark is the last symbol", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto transition = perdis::Erasure<T>(T(1) / T(4))(3);
    REQUIRE(transition.rows() == 3);
    REQUIRE(transition.cols() == 4);
    for (int x = 0; x < 3; ++x) {
        for (int y = 0; y < 3; ++y) { CHECK(transition(x, y) == (x == y ? T(3) / T(4) : T(0))); }
        CHECK(transition(x, 3) == T(1) / T(4));
    }
}

TEST_CASE("limit: all erased, none erased") {
    CHECK(perdis::Erasure<double>(1.0)(2) == Eigen::MatrixXd{{0, 0, 1}, {0, 0, 1}});
    CHECK(perdis::Erasure<double>(0.0)(2) == Eigen::MatrixXd{{1, 0, 0}, {0, 1, 0}});
}

TEST_CASE("refuse: a probability of erasure outside [0, 1]") {
    CHECK_THROWS_WITH(perdis::Erasure<double>(-0.5), "Erasure: probability = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::Erasure<double>(std::nan("")), "Erasure: probability = nan is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::Erasure<Rational>(Rational(7, 6)), "Erasure: probability = 7/6 is not in [0, 1]");
}
