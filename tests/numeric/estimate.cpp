#include "catch.hpp"

#include <perdis/numeric/estimate.hpp>

#include <limits>
#include <vector>

TEST_CASE("value: the standard error of 1, 2, 3, 4 is the root of 5/12") {
    const auto estimate = perdis::mean_estimate(std::vector<double>{1.0, 2.0, 3.0, 4.0});
    CHECK(estimate.value == 2.5);
    CHECK(estimate.standard_error == Approx(std::sqrt(5.0 / 12.0)).epsilon(1e-15));
}

TEST_CASE("limit: one value says nothing about its error") {
    const auto estimate = perdis::mean_estimate(std::vector<double>{3.0});
    CHECK(estimate.value == 3.0);
    CHECK(estimate.standard_error == std::numeric_limits<double>::infinity());
}

TEST_CASE("refuse: a mean of nothing") {
    CHECK_THROWS_WITH(perdis::mean_estimate({}), "mean_estimate: the number of values = 0 is not in [1, inf)");
}
