#include "catch.hpp"

#include <limits>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/inference/linear_estimator.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

TEMPLATE_TEST_CASE("value: X̂ = 3Y − 1, with and without noise", "[linear_estimator]", double, long double, Fifty) {
    using T = TestType;
    const perdis::LinearEstimator<T> estimator(T(3), T(-1));
    CHECK(estimator.slope() == T(3));
    CHECK(estimator.intercept() == T(-1));
    CHECK(estimator(T(2)) == T(5));
    const perdis::NoisyLinearEstimator<T> noisy(estimator, perdis::Variance<T>(T(4)));
    CHECK(noisy.centre()(T(2)) == T(5));
    CHECK(noisy.noise_variance() == T(4));
    CHECK(noisy(T(2)).mean() == T(5));
    CHECK(noisy(T(2)).standard_deviation() == T(2));
}

TEMPLATE_TEST_CASE("limit: noise of variance 0 is a point mass at the centre", "[linear_estimator]", double,
                   long double, Fifty) {
    using T = TestType;
    const perdis::LinearEstimator<T> estimator(T(3), T(-1));
    const perdis::NoisyLinearEstimator<T> exact(estimator, perdis::Variance<T>(T(0)));
    CHECK(exact(T(2)).cdf(T(5)) == T(1));
    CHECK(exact(T(2)).variance() == T(0));
}

TEST_CASE("refuse: coefficients and noise outside their domain", "[linear_estimator]") {
    using perdis::LinearEstimator;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(LinearEstimator(nan, 0.0), "LinearEstimator: slope = nan is not in (-inf, inf)");
    CHECK_THROWS_WITH(LinearEstimator(0.0, infinity), "LinearEstimator: intercept = inf is not in (-inf, inf)");
    CHECK_THROWS_WITH(perdis::NoisyLinearEstimator(LinearEstimator(0.0, 0.0), perdis::variance(-1.0)),
                      "NoisyLinearEstimator: variance = -1 is not in [0, inf)");
}
