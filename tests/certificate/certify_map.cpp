#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <perdis/certificate/certify_map.hpp>
#include <perdis/solver/monotone_map_solver.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> example(const Divergence& divergence, double noise = 1.0) {
    return {perdis::Gaussian<double>(0.0, perdis::variance(1.0)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise)), perdis::SquaredError{}, divergence};
}

using Claim = perdis::LineSolution<perdis::MonotoneMap>;

} // namespace

TEST_CASE("law: corrupted maps and multipliers are enclosed all the same, and widely", "[certify_map]") {
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    const auto check = [&](const auto& divergence, double value) {
        const auto problem = example(divergence);
        const Claim honest = perdis::MonotoneMapSolver{}(problem, 0.52);
        const auto tight = perdis::certify(problem, honest);
        const auto attack = [&](const perdis::MonotoneMap& map, double multiplier) {
            const auto proof = perdis::certify(problem, Claim{perdis::Status::infeasible, 0.52, map, multiplier});
            CHECK(proof.lower <= value * (1.0 + 1e-9)); // what solve_bvp leaves open
            CHECK(proof.upper >= value * (1.0 - 1e-9));
            CHECK(proof.lower >= 0.0);
            CHECK(proof.upper - proof.lower > 1e3 * (tight.upper - tight.lower));
        };
        for (const double size : {1e-4, 1e-2, 1.0, 1e3}) {
            std::vector<double> stretch = honest.estimator.stretch(), slopes = honest.estimator.slopes();
            for (std::size_t i = 1; i < stretch.size(); ++i) {
                stretch[i] *= 1.0 + size * normal(random);
                slopes[i] += size * normal(random);
            }
            attack({honest.estimator.nodes(), stretch, slopes}, honest.multiplier);
        }
        for (const double multiplier :
             {-1.0, 0.0, 1e-300, 0.5 * honest.multiplier, 2.0 * honest.multiplier, 1e300, infinity, not_a_number}) {
            attack(honest.estimator, multiplier);
        }
        attack(perdis::MonotoneMap::perfect(), 1.0);
        attack(perdis::MonotoneMap::posterior_mean(perdis::GaussianLine(problem).shrinkage()), 1.0);
        attack({{0.0, 1.0}, {0.0, 0.0}, {-3.0, 0.0}}, 1.0);      // not increasing at 0
        attack({{0.0, 1.0}, {0.0, -0.9}, {-0.9, -0.999}}, 1.0);  // hardly increasing
        attack({{0.0, 1.0}, {0.0, 1e300}, {1e300, 1e300}}, 1.0); // all mass at 0
        attack({{0.0, 1e-300}, {0.0, 0.1}, {0.0, 0.0}}, 1.0);    // a gap in the law
        attack({{0.0, 1e300}, {0.0, 1.0}, {0.0, 0.0}}, 1.0);     // no node within reach
    };
    // solve_bvp, as in solver/monotone_map_solver
    check(perdis::KullbackLeibler{}, 0.02894638613973121);
    check(perdis::SquaredHellinger{}, 0.026512614683767293 / 4.0);
    check(perdis::ChiSquared{}, 2.0 * 0.034435495300553814);
}

TEST_CASE("agree: the certificate of a linear map is the closed form's", "[certify_map]") {
    // X̂ = τx as a map: e = (1/τ − 1) z; spends δ exactly, so upper is Example 1's
    const auto check = [](const auto& divergence) {
        const auto problem = example(divergence);
        for (const double tau : {0.8, 0.95}) {
            const double excess = std::pow(tau - std::sqrt(0.5), 2);
            const double slope = 1.0 / tau - 1.0;
            std::vector<double> nodes, stretch, slopes;
            for (int i = 0; i <= 60; ++i) {
                nodes.push_back(0.2 * i);
                stretch.push_back(slope * nodes.back());
                slopes.push_back(slope);
            }
            const auto proof = perdis::certify(
                problem, Claim{perdis::Status::solved, (0.5 + excess) * (1.0 + 1e-14), {nodes, stretch, slopes}, 1.0});
            const double exact = divergence(perdis::Gaussian<double>(0.0, perdis::variance(1.0)),
                                            perdis::Gaussian<double>(0.0, perdis::standard_deviation(tau)));
            CHECK(proof.upper == Approx(exact).epsilon(1e-11).margin(0));
            CHECK(proof.upper >= exact * (1.0 - 1e-15));
            CHECK(proof.lower < proof.upper);
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::SquaredHellinger{});
    check(perdis::Hellinger{});
    check(perdis::ChiSquared{});
    check(perdis::Renyi(0.7));
    check(perdis::Alpha(3.0));
}

TEST_CASE("law: a claim that spends too much is drawn in, to no less than P", "[certify_map]") {
    const auto problem = example(perdis::KullbackLeibler{});
    Claim claim = perdis::MonotoneMapSolver{}(problem, 0.54);
    const auto there = perdis::certify(problem, perdis::MonotoneMapSolver{}(problem, 0.52));
    claim.distortion = 0.52; // its map spends 0.04
    const auto proof = perdis::certify(problem, claim);
    CHECK(proof.upper >= there.lower);
    CHECK(proof.upper <= 1.3 * there.upper);
    CHECK(proof.lower <= there.upper);
    claim.distortion = 0.56; // it leaves budget: valid, not tight
    const auto loose = perdis::certify(problem, claim);
    const auto right = perdis::certify(problem, perdis::MonotoneMapSolver{}(problem, 0.56));
    CHECK(loose.upper > right.upper);
    CHECK(loose.lower <= right.upper);
}

TEST_CASE("limit: claims of maps at and beyond the ends", "[certify_map]") {
    const auto problem = example(perdis::KullbackLeibler{}, 3.0);
    const auto at = [&](double distortion) {
        return perdis::certify(problem, Claim{perdis::Status::solved, distortion, perdis::MonotoneMap::perfect(), 1.0});
    };
    CHECK(at(0.74).lower == infinity);
    CHECK(at(1.0).upper == 0.0);
    CHECK(at(0.75).upper - at(0.75).lower <= 1e-12);
    CHECK_THROWS_AS(at(not_a_number), perdis::DomainError);
}

TEST_CASE("refuse: maps prove orders above 0 alone", "[certify_map]") {
    CHECK_THROWS_WITH(perdis::certify(example(perdis::Alpha(-1.0)),
                                      Claim{perdis::Status::solved, 0.52, perdis::MonotoneMap::perfect(), 1.0}),
                      "certify: order = -1 is not in (0, inf)");
}
