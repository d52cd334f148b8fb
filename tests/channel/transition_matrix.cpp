#include <perdis/channel/transition_matrix.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::cpp_rational;
using perdis::TransitionMatrix;

TEMPLATE_TEST_CASE("value: a transition matrix is kept", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const TransitionMatrix<T> channel{{T(1) / T(4), T(3) / T(4), T(0)}, {T(0), T(1) / T(2), T(1) / T(2)}};
    REQUIRE(channel(2).rows() == 2);
    REQUIRE(channel(2).cols() == 3);
    CHECK(channel(2)(0, 1) == T(3) / T(4));
    CHECK(channel(2)(1, 0) == T(0));
}

TEST_CASE("limit: rows within 1e-9 of a law are normalised, rounding beyond 1 included") {
    const TransitionMatrix<double> channel{{0.5, 0.5 + 9e-10}, {1.0 + 2e-16, 0.0}};
    CHECK(std::abs(channel(2).row(0).sum() - 1.0) <= std::numeric_limits<double>::epsilon());
    CHECK(channel(2)(1, 0) == 1.0);
}

TEST_CASE("refuse: rows that are no laws, and laws of another size") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH((TransitionMatrix<double>{{0.5, 0.5}, {-0.5, 1.5}}),
                      "TransitionMatrix: transition[1][0] = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH((TransitionMatrix<double>{{0.5, nan}}),
                      "TransitionMatrix: transition[0][1] = nan is not in [0, 1]");
    CHECK_THROWS_WITH((TransitionMatrix<double>{{0.5, 0.25}}),
                      "TransitionMatrix: the sum of transition[0] = 0.75 is not in 1 +- 1e-9");
    CHECK_THROWS_WITH((TransitionMatrix<Rational>{{Rational(1, 3), Rational(1, 3)}}),
                      "TransitionMatrix: the sum of transition[0] = 2/3 is not in {1}");
    CHECK_THROWS_WITH(TransitionMatrix<double>(Eigen::MatrixXd(0, 0)), "TransitionMatrix: the transition is empty");
    CHECK_THROWS_WITH((TransitionMatrix<double>{{0.5, 0.5}})(2),
                      "TransitionMatrix: transition has 1 rows, the law 2 symbols");
}
