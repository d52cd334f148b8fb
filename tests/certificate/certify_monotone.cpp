#include <perdis/certificate/certify_monotone.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace {

using perdis::CumulativeSolution;
using perdis::Status;

const std::vector<double> means{-0.5, 0.5}, half{0.5, 0.5}, symbols{-1.0, 0.0, 1.0}, masses{0.25, 0.5, 0.25};

template <class Divergence>
perdis::PosteriorMeanProblem<Divergence> problem() {
    return {means, half, symbols, masses, 0.125};
}

} // namespace

TEST_CASE("value: the line's enclosure of a problem worked by hand", "[certify_monotone]") {
    // Every x̂ next to X* is at distance ½: D_min = 1/8 + 1/4 with any q, p among them.
    const CumulativeSolution claim{Status::solved, 0.375, {0.25, 0.75, 1.0}, {0.0, 0.0, 0.0}, 1.0};
    CHECK(certify(problem<perdis::Wasserstein1>(), claim).upper == 0.0);
    // X* = ±0.75: x̂ = ±1 at D_min = 1/16, q = (½, 0, ½): W₁ = TV = ½. A unit moved to 0 costs 9/16 − 1/16 = ½: λ = 2.
    const std::vector<double> wide{-0.75, 0.75};
    const perdis::PosteriorMeanProblem<perdis::TotalVariation> tv(wide, half, symbols, masses, 0.0);
    const perdis::PosteriorMeanProblem<perdis::Wasserstein1> w(wide, half, symbols, masses, 0.0);
    const CumulativeSolution varied{Status::solved, 0.1875, {0.375, 0.625, 1.0}, {1.0, 0.0, 1.0}, 2.0};
    for (const auto& proof : {certify(tv, varied), certify(w, varied)}) {
        CHECK(proof.lower == Approx(0.25).epsilon(1e-14));
        CHECK(proof.upper == Approx(0.25).epsilon(1e-14));
    }
    CHECK(certify(tv, {Status::solved, 0.06, {0.5, 0.5, 1.0}, {1.0, 0.0, 1.0}, 2.0}).lower
          == std::numeric_limits<double>::infinity());
}

TEST_CASE("law: a wrong claim on the line gives a wide enclosure, never a wrong one (negative control)",
          "[certify_monotone]") {
    const std::vector<double> wide{-0.75, 0.75};
    const perdis::PosteriorMeanProblem<perdis::TotalVariation> tv(wide, half, symbols, masses, 0.0);
    const perdis::PosteriorMeanProblem<perdis::Wasserstein1> w(wide, half, symbols, masses, 0.0);
    std::mt19937 random(3);
    std::uniform_real_distribution<double> draw(-1.0, 2.0);
    int wrong = 0;
    for (int trial = 0; trial < 2000; ++trial) {
        // P(D) = ½ − 2 (D − 1/16) on [1/16, 5/16]
        const double distortion = 0.0625 + 0.25 * (static_cast<double>(trial) + 0.5) / 2000.0;
        const double value = 0.5 - 2.0 * (distortion - 0.0625);
        const CumulativeSolution claim{Status::solved,
                                       distortion,
                                       {draw(random), draw(random), draw(random)},
                                       {draw(random), draw(random), draw(random)},
                                       2.0 * draw(random)};
        for (const auto& proof : {certify(tv, claim), certify(w, claim)}) {
            REQUIRE(proof.lower <= value + 1e-15);
            REQUIRE(proof.upper >= value - 1e-15);
            wrong += proof.upper - proof.lower > 1e-3 ? 1 : 0;
        }
    }
    CHECK(wrong > 3000);
}

TEST_CASE("refuse: a claim on the line that is no claim", "[certify_monotone]") {
    const std::vector<double> wide{-0.75, 0.75};
    const perdis::PosteriorMeanProblem<perdis::TotalVariation> tv(wide, half, symbols, masses, 0.0);
    CHECK_THROWS_WITH(certify(tv, {Status::solved, 0.2, {1.0}, {0.0}, 1.0}), "certify: the claim has another size");
    CHECK_THROWS_WITH(certify(tv, {Status::solved, std::nan(""), {0.5, 0.5, 1.0}, {1.0, 0.0, 1.0}, 2.0}),
                      "certify: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(certify(tv, {Status::solved, 0.2, {0.5, 0.5, 1.0}, {1.0, std::nan(""), 1.0}, 2.0}),
                      "certify: the prices are not finite");
}
