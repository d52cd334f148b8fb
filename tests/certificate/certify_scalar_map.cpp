#include "catch.hpp"
#include "scalar_priors.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <perdis/certificate/certify_scalar_map.hpp>
#include <perdis/solver/scalar_map_solver.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

using Claim = perdis::LineSolution<perdis::ScalarMap>;

} // namespace

TEST_CASE("law: corrupted maps and multipliers of any prior are enclosed all the same, and widely",
          "[certify_scalar_map]") {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    const auto check = [&](const auto& prior, double order) {
        const auto problem = scalar_priors::line(prior, 1.0);
        const auto form = perdis::alpha_form(perdis::Alpha(order));
        const double distortion = scalar_priors::between(problem, 0.2);
        const Claim honest = perdis::ScalarMapSolver(problem, order)(distortion);
        const auto tight = perdis::certify(problem, form, honest);
        REQUIRE(tight.upper - tight.lower <= 1e-10);
        const auto& map = honest.estimator;
        const auto attack = [&](const perdis::ScalarMap& wrong, double multiplier) {
            const auto proof =
                perdis::certify(problem, form, Claim{perdis::Status::infeasible, distortion, wrong, multiplier});
            CHECK(proof.lower <= tight.upper);
            CHECK(proof.upper >= tight.lower);
            CHECK(proof.lower >= 0.0);
            CHECK(proof.upper - proof.lower > 1e2 * (tight.upper - tight.lower));
        };
        for (const double size : {1e-3, 1.0, 1e3}) {
            std::vector<double> y = map.observations(), slopes = map.slopes();
            for (std::size_t i = 0; i < y.size(); ++i) {
                const auto& own = map.observations();
                const double width = i == 0 ? own[1] - own[0] : own[i] - own[i - 1];
                y[i] += size * width * normal(random);
                slopes[i] *= 1.0 + size * normal(random);
            }
            attack({map.joint(), map.scores(), y, slopes}, honest.multiplier);
        }
        for (const double multiplier :
             {-1.0, 0.0, 1e-300, 0.5 * honest.multiplier, 2.0 * honest.multiplier, 1e300, infinity, not_a_number}) {
            attack(map, multiplier);
        }
        // maps of other points of the curve, and of none
        const perdis::ScalarMapSolver solver(problem, order);
        attack(solver(scalar_priors::between(problem, 0.1)).estimator, honest.multiplier);
        attack(solver(scalar_priors::between(problem, 0.4)).estimator, honest.multiplier);
        attack(solver(problem.max_distortion()).estimator, honest.multiplier);
        attack({map.joint(), {0.0, 1.0}, {0.0, 1.0}, {-1.0, 1.0}}, 1.0);
        attack({map.joint(), {-8.0, 8.0}, {-8.0, 8.0}, {1.0, 1.0}}, 1.0);
        attack({map.joint(), {-0.1, 0.1}, {-1e3, 1e3}, {1e4, 1e4}}, 1.0);
        attack({map.joint(), {-1e-9, 1e-9}, {-1e-9, 1e-9}, {1.0, 1.0}}, 1.0);
    };
    check(scalar_priors::laplace(), 1.0);
    check(scalar_priors::bimodal(), 0.5);
}

TEST_CASE("agree: the bounds bracket P of neighbouring distortions as the slope says", "[certify_scalar_map]") {
    // a claim at D proves at D + h: upper stays, lower falls by λ h, to second order
    const auto problem = scalar_priors::line(scalar_priors::laplace(), 1.0);
    const perdis::ScalarMapSolver solver(problem, 1.0);
    const Claim claim = solver(scalar_priors::between(problem, 0.3));
    const double step = 1e-4 * problem.gap_square();
    const Claim further{claim.status, claim.distortion + step, claim.estimator, claim.multiplier};
    const auto here = perdis::certify(problem, perdis::alpha_form(perdis::KullbackLeibler{}), claim);
    const auto there = perdis::certify(problem, perdis::alpha_form(perdis::KullbackLeibler{}), further);
    CHECK(there.upper == Approx(here.upper).epsilon(1e-12).margin(0));
    CHECK(here.lower - there.lower == Approx(claim.multiplier * step).epsilon(1e-6).margin(0));
    const auto exact =
        perdis::certify(problem, perdis::alpha_form(perdis::KullbackLeibler{}), solver(claim.distortion + step));
    CHECK(exact.upper <= there.upper);
    CHECK(exact.lower >= there.lower);
}

TEST_CASE("value: the divergence of the posterior mean of a normal X", "[certify_scalar_map]") {
    for (const double noise : {0.1, 1.0, 10.0}) {
        const auto problem = scalar_priors::line(scalar_priors::normal(), noise);
        const double ratio = 1.0 / (1.0 + noise); // of the variances
        const auto kl = perdis::certify_posterior_mean(1.0, problem.joint());
        const double exact = 0.5 * (1.0 / ratio - 1.0 + std::log(ratio));
        CHECK(kl.upper == Approx(exact).epsilon(1e-11).margin(0));
        CHECK(kl.lower == Approx(exact).epsilon(1e-11).margin(0));
        // A_2 = (∫p²/q − 1)/2 = ∞ for ratio ≤ ½
        const auto squares = perdis::certify_posterior_mean(2.0, problem.joint());
        if (ratio > 0.5) {
            const double square = 0.5 * (ratio / std::sqrt(2.0 * ratio - 1.0) - 1.0);
            CHECK(squares.upper == Approx(square).epsilon(1e-9).margin(0));
            CHECK(squares.lower == Approx(square).epsilon(1e-9).margin(0));
        } else {
            CHECK(squares.upper == infinity);
        }
    }
}
