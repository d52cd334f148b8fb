#include "catch.hpp"
#include "scalar_priors.hpp"

#include <cmath>
#include <vector>

#include <perdis/inference/scalar_map.hpp>
#include <perdis/numeric/normal.hpp>

namespace {

perdis::ScalarJoint joint() {
    return {scalar_priors::laplace(), perdis::AdditiveGaussian<double>(perdis::variance(1.0))};
}

/// y = 1.2 s, on six pieces.
perdis::ScalarMap line() {
    std::vector<double> scores, observations, slopes;
    for (double s = -3.0; s <= 3.0; s += 1.0) {
        scores.push_back(s);
        observations.push_back(1.2 * s);
        slopes.push_back(1.2);
    }
    return {joint(), scores, observations, slopes};
}

} // namespace

TEST_CASE("law: a map restores y(s) to the quantile of X at s, and beyond its ends keeps the proportion of masses",
          "[scalar_map]") {
    const auto map = line();
    const auto own = joint();
    for (const double s : {-2.9, -1.0, -0.3, 0.0, 0.7, 2.5}) {
        const double wanted = s < 0.0 ? own.prior_quantile(perdis::normal_cdf(s))
                                      : own.prior_upper_quantile(perdis::normal_complement(s));
        CHECK(map(1.2 * s) == Approx(wanted).epsilon(1e-13).margin(1e-15));
    }
    for (const double y : {3.6001, 5.0, 9.0}) {
        const double ratio = perdis::normal_complement(3.0) / own.survival(3.6);
        CHECK(own.prior_survival(map(y)) == Approx(ratio * own.survival(y)).epsilon(1e-12).margin(0));
        CHECK(map(-y) == Approx(-map(y)).epsilon(1e-12).margin(0)); // this one is odd
    }
}

TEST_CASE("refuse: maps that are no maps", "[scalar_map]") {
    CHECK_THROWS_WITH(perdis::ScalarMap(joint(), {0.0}, {0.0}, {1.0}),
                      "ScalarMap: scores, observations and slopes are not of one size, at least 2");
    CHECK_THROWS_WITH(perdis::ScalarMap(joint(), {0.0, 0.0}, {0.0, 1.0}, {1.0, 1.0}),
                      "ScalarMap: the scores do not ascend");
    CHECK_THROWS_WITH(perdis::ScalarMap(joint(), {0.0, 1.0}, {0.0, std::nan("")}, {1.0, 1.0}),
                      "ScalarMap: a node is not finite");
    CHECK_THROWS_WITH(line()(std::nan("")), "ScalarMap: y = nan is not in [-inf, inf]");
}
