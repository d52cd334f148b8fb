#include "catch.hpp"

#include <perdis/solver/commuting_water_filling.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <cmath>
#include <limits>

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinity = std::numeric_limits<double>::infinity();

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

template <class T>
perdis::CommutingWaterFilling<T> quadruple() {
    std::vector<perdis::Component<T>> components;
    const T n = T(3) / T(10);
    for (const T& l : {T(4), T(1), T(1) / T(4), T(9) / T(100)}) {
        components.push_back({l * l / (l + n), l * n / (l + n)});
    }
    return perdis::CommutingWaterFilling<T>(components);
}

} // namespace

TEST_CASE("value: water-filling of four coordinates", "[commuting_water_filling]") {
    const auto water = quadruple<double>();
    // mpmath, 40 digits
    CHECK(water.min_distortion() == Approx(0.7154334038054968).epsilon(8 * epsilon));
    CHECK(water.excess_at(0.0) == Approx(0.07099626856748283).epsilon(16 * epsilon));
    CHECK(water.perception_at(1.0) == Approx(0.01045604015743107).epsilon(64 * epsilon));
    CHECK(water.perception_at(100.0) == Approx(0.374510154865459119).epsilon(32 * epsilon));
    // theory.md section 4: P = .0554042444, at D = .736732 as rounded there
    CHECK(water.perception_at(4.070298676759669773) == Approx(0.0554042444).epsilon(1e-10));
}

TEST_CASE("agree: water-filling in double and in 50 digits", "[commuting_water_filling]") {
    const auto water = quadruple<double>();
    const auto exact = quadruple<Fifty>();
    for (const double multiplier : {0.0, 1e-6, 1e-2, 1.0, 1e3, 1e9}) {
        // κ of the excess is below 2; of P near 0 it is that of t² − l, which its second order leaves at ε (1 + √(l/P))
        CHECK(water.excess_at(multiplier)
              == Approx(static_cast<double>(exact.excess_at(Fifty(multiplier)))).epsilon(16 * epsilon).margin(0));
        const auto perception = static_cast<double>(exact.perception_at(Fifty(multiplier)));
        CHECK(std::abs(water.perception_at(multiplier) - perception)
              <= 16 * epsilon * (perception + std::sqrt(perception)) + 1e-31);
    }
    const Fifty half = exact.excess_at(Fifty(0)) / 2;
    const Fifty multiplier = exact.multiplier_at(half);
    CHECK(abs(exact.excess_at(multiplier) / half - 1) <= Fifty(1e-45));
    CHECK(water.multiplier_at(static_cast<double>(half)) == Approx(static_cast<double>(multiplier)).epsilon(1e-13));
}

TEST_CASE("law: the multiplier is minus the slope", "[commuting_water_filling]") {
    const auto exact = quadruple<Fifty>();
    const Fifty step("1e-20");
    for (const double multiplier : {0.1, 1.0, 10.0}) {
        const Fifty a(multiplier), b = a + step;
        const Fifty slope =
            (exact.perception_at(b) - exact.perception_at(a)) / (exact.excess_at(b) - exact.excess_at(a));
        CHECK(abs(slope / a + 1) <= Fifty(1e-18)); // the step
    }
}

TEST_CASE("limit: water-filling at the ends and of degenerate coordinates", "[commuting_water_filling]") {
    const auto water = quadruple<double>();
    CHECK(water.multiplier_at(0.0) == infinity);
    CHECK(water.multiplier_at(1.0) == 0.0);
    CHECK(water.multiplier_at(infinity) == 0.0);
    CHECK(std::abs(water.perception_at(0.0)) <= 1e-31);
    using Water = perdis::CommutingWaterFilling<double>;
    const Water unseen({{0.0, 2.0}});
    CHECK(unseen.perception_at(infinity) == infinity);
    CHECK(unseen.excess_at(0.0) == Approx(2.0).epsilon(4 * epsilon));
    // t² = l/(1 + 2λl): a coordinate that Y does not show
    CHECK(unseen.excess_at(3.0) == Approx(2.0 / 13.0).epsilon(4 * epsilon));
    const Water clear({{2.0, 0.0}, {0.0, 0.0}});
    CHECK(clear.excess_at(1.0) == 0.0);
    CHECK(clear.perception_at(infinity) == 0.0);
    CHECK(clear.multiplier_at(0.0) == 0.0);
    CHECK(Water({}).min_distortion() == 0.0);
}

TEST_CASE("refuse: water-filling of negative variances and excess", "[commuting_water_filling]") {
    using Water = perdis::CommutingWaterFilling<double>;
    CHECK_THROWS_WITH(Water({{-1.0, 1.0}}), "CommutingWaterFilling: posterior_mean_variance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(Water({{1.0, infinity}}), "CommutingWaterFilling: error_variance = inf is not in [0, inf)");
    CHECK_THROWS_WITH(quadruple<double>().multiplier_at(-1.0),
                      "CommutingWaterFilling: excess distortion = -1 is not in [0, inf]");
}
