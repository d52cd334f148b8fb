#include "catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <perdis/curve/rate_curve.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/solver/bernoulli_rate.hpp>

namespace {

const perdis::RateProblem& problem() {
    static const perdis::RateProblem bernoulli(perdis::Discrete<double>{{0.0, 1.0}, {0.75, 0.25}}, perdis::Hamming{});
    return bernoulli;
}

} // namespace

TEST_CASE("agree: a traced R(D) with the closed form, its slopes with the derivative", "[rate_curve]") {
    std::vector<int> told;
    const auto points =
        perdis::rate_curve(problem(), 11, [&](int done, int total) { told.push_back(100 * done + total); });
    REQUIRE(points.size() == 11);
    CHECK(points.front().distortion == 0.0);
    CHECK(points.back().distortion == 0.25);
    CHECK(told.front() == 111);
    CHECK(told.back() == 1111);
    for (const auto& point : points) {
        const double d = point.distortion;
        CHECK(point.rate == point.upper);
        CHECK(point.lower <= perdis::bernoulli_rate(0.25, d) + 1e-15);
        CHECK(point.upper >= perdis::bernoulli_rate(0.25, d) - 1e-15);
        CHECK(point.upper - point.lower <= 1e-10);
        if (d > 0.0 && d < 0.25) { CHECK(point.slope == Approx(-std::log((1.0 - d) / d)).epsilon(1e-5)); }
    }
    CHECK(points.front().slope == -std::numeric_limits<double>::infinity());
    CHECK(points.back().slope == 0.0);
}

TEST_CASE("limit: a point below D_min is infinite and the curve goes on", "[rate_curve]") {
    const double infinity = std::numeric_limits<double>::infinity();
    const auto points = perdis::rate_curve(problem(), std::vector<double>{-0.1, 0.1, 7.0});
    CHECK(points[0].rate == infinity);
    CHECK(points[0].lower == infinity);
    CHECK(points[0].slope == -infinity);
    CHECK(points[1].rate > 0.0);
    CHECK(points[2].rate == 0.0);
    CHECK(perdis::rate_curve(problem()).size() == 50);
}

TEST_CASE("refuse: a curve of one point, a NaN distortion", "[rate_curve]") {
    CHECK_THROWS_WITH(perdis::rate_curve(problem(), 1), "rate_curve: count = 1 is not in [2, inf)");
    CHECK_THROWS_WITH(perdis::rate_curve(problem(), std::vector<double>{std::numeric_limits<double>::quiet_NaN()}),
                      "BlahutArimoto: distortion = nan is not in [-inf, inf]");
}
