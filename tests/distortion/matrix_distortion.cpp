#include <perdis/distortion/matrix_distortion.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>

#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/distortion/distortion.hpp>

using Rational = boost::multiprecision::cpp_rational;
using perdis::MatrixDistortion;

static_assert(perdis::Distortion<MatrixDistortion<double>, Eigen::Index>);

TEST_CASE("value: a distortion matrix is kept, row x, column of the restoration") {
    const MatrixDistortion<double> d{{0, 1, 2}, {60, 0, 0.5}};
    CHECK(d(0, 2) == 2.0);
    CHECK(d(1, 0) == 60.0);
    CHECK(d.values().rows() == 2);
    const MatrixDistortion<Rational> exact{{Rational(0), Rational(1, 3)}};
    CHECK(exact(0, 1) == Rational(1, 3));
}

TEST_CASE("refuse: entries that are negative or not finite, and indices outside") {
    const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH((MatrixDistortion<double>{{0, 1}, {-1, 0}}),
                      "MatrixDistortion: values[1][0] = -1 is not in [0, inf)");
    CHECK_THROWS_WITH((MatrixDistortion<double>{{0, nan}}), "MatrixDistortion: values[0][1] = nan is not in [0, inf)");
    CHECK_THROWS_WITH((MatrixDistortion<double>{{infinity}}),
                      "MatrixDistortion: values[0][0] = inf is not in [0, inf)");
    const MatrixDistortion<double> d{{0, 1}};
    CHECK_THROWS_WITH(d(1, 0), "MatrixDistortion: row = 1 is not in [0, 1)");
    CHECK_THROWS_WITH(d(0, 2), "MatrixDistortion: column = 2 is not in [0, 2)");
    CHECK_THROWS_WITH(d(0, -1), "MatrixDistortion: column = -1 is not in [0, 2)");
}
