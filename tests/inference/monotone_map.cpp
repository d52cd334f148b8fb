#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/inference/monotone_map.hpp>

namespace {

const perdis::Shrinkage half(0.5, 0.5); // n = 3 v

} // namespace

TEST_CASE("law: a map is inverted to rounding, odd, and a spline through its nodes", "[monotone_map]") {
    const perdis::MonotoneMap map({0.0, 0.5, 2.0}, {0.0, 0.25, 0.5}, {0.5, 0.25, 0.125});
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(map.stretch_at(map.nodes()[i]) == Approx(map.stretch()[i]).epsilon(1e-15).margin(1e-16));
        // the slope, from the piece on either side: steps of 1e-6, whose square times e''' is below 1e-11
        if (i == 0) { continue; }
        const double z = map.nodes()[i];
        CHECK((map.stretch_at(z + 1e-6) - map.stretch_at(z - 1e-6)) / 2e-6
              == Approx(map.slopes()[i]).margin(1e-5)); // e'' jumps by less than 10 at a node
    }
    for (double z = 0.0; z < 6.0; z += 0.037) {
        const double score = z + map.stretch_at(z);
        CHECK(map(score) == Approx(z).epsilon(1e-14).margin(1e-15));
        CHECK(map(-score) == -map(score));
    }
    CHECK(map.stretch_at(4.0) == 0.5 + 0.125 * 2.0); // the straight line beyond the last node
}

TEST_CASE("limit: the maps of the posterior mean and of the law of X", "[monotone_map]") {
    const auto least = perdis::MonotoneMap::posterior_mean(half);
    const auto perfect = perdis::MonotoneMap::perfect();
    for (const double x : {-3.0, -0.5, 0.0, 1e-8, 2.0}) {
        CHECK(least(x) == Approx(0.5 * x).epsilon(1e-15).margin(1e-300));
        CHECK(perfect(x) == Approx(x).epsilon(1e-15).margin(1e-300));
    }
}

TEST_CASE("refuse: maps without a beginning, an order or a size", "[monotone_map]") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(perdis::MonotoneMap({0.0}, {0.0}, {0.0}),
                      "MonotoneMap: nodes, values and slopes are not of one size, at least 2");
    CHECK_THROWS_WITH(perdis::MonotoneMap({0.0, 1.0}, {0.0, 1.0}, {0.0}),
                      "MonotoneMap: nodes, values and slopes are not of one size, at least 2");
    CHECK_THROWS_WITH(perdis::MonotoneMap({0.5, 1.0}, {0.0, 1.0}, {0.0, 0.0}),
                      "MonotoneMap: the map does not begin at (0, 0)");
    CHECK_THROWS_WITH(perdis::MonotoneMap({0.0, 1.0}, {0.0, infinity}, {0.0, 0.0}),
                      "MonotoneMap: a node is not finite");
    CHECK_THROWS_WITH(perdis::MonotoneMap({0.0, 1.0, 1.0}, {0.0, 0.0, 0.0}, {0.0, 0.0, 0.0}),
                      "MonotoneMap: the nodes do not ascend");
}
