#include <perdis/distortion/hamming.hpp>

#include "catch.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/distortion/distortion.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

static_assert(perdis::Distortion<perdis::Hamming, double>);
static_assert(perdis::Distortion<perdis::Hamming, Eigen::VectorXd>);

TEMPLATE_TEST_CASE("value: Hamming distortion of numbers", "", double, long double, Fifty,
                   boost::multiprecision::cpp_rational) {
    using T = TestType;
    const perdis::Hamming d;
    CHECK(d(T(T(1) / T(2)), T(-1)) == T(1));
    CHECK(d(T(-1), T(T(1) / T(2))) == T(1));
    CHECK(d(T(7), T(7)) == T(0));
}

TEST_CASE("value: Hamming distortion of vectors") {
    CHECK(perdis::Hamming{}(Eigen::Vector2d(1, 2), Eigen::Vector2d(4, -2)) == 1.0);
    CHECK(perdis::Hamming{}(Eigen::VectorXd(Eigen::Vector2d(1, 2)), Eigen::VectorXd(Eigen::Vector2d(1, 2))) == 0.0);
}
