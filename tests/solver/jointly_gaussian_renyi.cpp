#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/certificate/certify_jointly_gaussian.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/law/scale.hpp>
#include <perdis/solver/commuting_renyi.hpp>
#include <perdis/solver/jointly_gaussian_renyi.hpp>
#include <perdis/tradeoff/gaussian_components.hpp>

#include <cmath>
#include <limits>

using namespace gaussian_models;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double at_share(const perdis::GaussianProblem& problem, const perdis::JointlyGaussianRenyi& solver, double share) {
    return problem.min_distortion() + share * (solver.max_distortion() - problem.min_distortion());
}

perdis::Certificate enclosure(const perdis::GaussianProblem& problem, double order, double distortion) {
    const perdis::JointlyGaussianRenyi solver(problem, order);
    return perdis::certify_jointly_gaussian_renyi(problem, order, solver(distortion));
}

} // namespace

TEST_CASE("value: Rényi's divergences where the covariances do not commute", "[jointly_gaussian_renyi]") {
    // scipy's SLSQP over factors of all 3 × 3 covariances from six starts each, at D_min + share G²: to 1e-9
    const auto check = [](const Model& m, double order, double share, double value) {
        INFO(m.name << " order " << order << " share " << share);
        const auto problem = m.problem();
        const perdis::JointlyGaussianRenyi solver(problem, order);
        const auto proof = enclosure(problem, order, at_share(problem, solver, share));
        CHECK(proof.lower == Approx(value).margin(1e-9));
        CHECK(proof.upper == Approx(value).margin(1e-9));
    };
    check(smoothed(), 1.0, 0.3, 0.17318846059);
    check(smoothed(), 1.0, 0.7, 0.01506820822);
    check(smoothed(), 0.5, 0.3, 0.06805020085);
    check(smoothed(), 0.5, 0.7, 0.00705747234);
    check(smoothed(), 2.0, 0.3, 1.28844614014);
    check(smoothed(), 2.0, 0.7, 0.03496990282);
    check(two_of_three(), 1.0, 0.3, 0.56593041873);
    check(two_of_three(), 1.0, 0.7, 0.03684434581);
    check(two_of_three(), 0.5, 0.3, 0.17527381378);
    check(two_of_three(), 2.0, 0.7, 0.10229375058);
}

TEST_CASE("agree: Newton's method and water-filling where the covariances commute", "[jointly_gaussian_renyi]") {
    const Model m =
        model("quadruple", diagonal({4, 1, 0.25, 0.09}), MatrixXd::Identity(4, 4), 0.3 * MatrixXd::Identity(4, 4));
    const auto problem = m.problem();
    const auto components = perdis::commuting_components(problem);
    REQUIRE(components.has_value());
    for (const double order : {0.2, 0.5, 1.0, 2.0, 4.0}) {
        const perdis::JointlyGaussianRenyi solver(problem, order);
        const perdis::CommutingRenyi<double> water(components->parts, order);
        for (const double share : {0.2, 0.5, 0.8, 0.99}) {
            const double distortion = at_share(problem, solver, share);
            const double excess = distortion - problem.min_distortion();
            if (excess <= water.least_excess()) { continue; }
            const double value = water.perception_at(water.multiplier_at(excess));
            const auto proof = enclosure(problem, order, distortion);
            CHECK(proof.lower <= value + 1e-12 * (1.0 + value));
            CHECK(proof.upper == Approx(value).epsilon(1e-9).margin(1e-13));
            CHECK(solver(distortion).multiplier == Approx(water.multiplier_at(excess)).epsilon(1e-7));
        }
    }
}

TEST_CASE("agree: one coordinate in closed form", "[jointly_gaussian_renyi]") {
    for (const double n : {0.1, 1.0, 10.0}) { // the output's deviation is m + √excess
        const Model m = model("scalar", diagonal({2.0}), MatrixXd::Identity(1, 1), diagonal({n}));
        const auto problem = m.problem();
        for (const double order : {0.5, 1.0, 1.5}) {
            const perdis::JointlyGaussianRenyi solver(problem, order);
            const double distortion = at_share(problem, solver, 0.6);
            const double deviation = std::sqrt(4.0 / (2.0 + n)) + std::sqrt(distortion - problem.min_distortion());
            const double value = perdis::gaussian_renyi(
                perdis::Gaussian<double>(0.0, perdis::variance(2.0)),
                perdis::Gaussian<double>(0.0, perdis::StandardDeviation<double>(deviation)), order);
            const auto proof = enclosure(problem, order, distortion);
            CHECK(proof.lower == Approx(value).epsilon(1e-9));
            CHECK(proof.upper == Approx(value).epsilon(1e-9));
        }
    }
}

TEST_CASE("law: certified to 1e-9 in all shapes of covariances", "[jointly_gaussian_renyi]") {
    for (const auto& m : all()) {
        const auto problem = m.problem();
        for (const double order : {0.3, 1.0, 2.0}) {
            const perdis::JointlyGaussianRenyi solver(problem, order);
            perdis::GaussianSolution claim;
            for (const double share : {0.02, 0.3, 0.9}) {
                INFO(m.name << " order " << order << " share " << share);
                const double distortion = at_share(problem, solver, share);
                claim = solver(distortion, &claim);
                CHECK(claim.status == perdis::Status::solved);
                const auto proof = perdis::certify_jointly_gaussian_renyi(problem, order, claim);
                CHECK(proof.lower <= proof.upper);
                if (std::isfinite(proof.upper)) {
                    CHECK(proof.upper - proof.lower <= 1e-9 * (1.0 + proof.upper));
                    const MatrixXd step = problem.deviations().asDiagonal() * (claim.gain - problem.correlation());
                    const MatrixXd noise = problem.deviations().asDiagonal() * claim.noise;
                    CHECK(problem.min_distortion() + step.squaredNorm() + noise.squaredNorm()
                          == Approx(distortion).epsilon(1e-12));
                } else {
                    CHECK(proof.lower == infinity); // order 2 near D_min: proved
                }
            }
        }
    }
}

TEST_CASE("law: the multiplier is minus the slope where the covariances do not commute", "[jointly_gaussian_renyi]") {
    const auto problem = two_of_three().problem();
    for (const double order : {0.5, 1.0, 2.0}) {
        const perdis::JointlyGaussianRenyi solver(problem, order);
        const double distortion = at_share(problem, solver, 0.7);
        const double h = 1e-4;
        const double slope =
            (enclosure(problem, order, distortion + h).upper - enclosure(problem, order, distortion - h).upper)
            / (2.0 * h);
        CHECK(solver(distortion).multiplier == Approx(-slope).epsilon(1e-6)); // h²
    }
}

TEST_CASE("limit: both ends and below where the covariances do not commute", "[jointly_gaussian_renyi]") {
    const auto problem = two_of_three().problem();
    const perdis::JointlyGaussianRenyi solver(problem, 1.0);
    CHECK(enclosure(problem, 1.0, problem.min_distortion()).lower == infinity); // S_* is singular
    CHECK(enclosure(problem, 1.0, solver.max_distortion()).upper == Approx(0.0).margin(1e-13));
    CHECK(solver(0.0).status == perdis::Status::infeasible);
    CHECK(enclosure(problem, 1.0, 0.0).lower == infinity);
    CHECK(solver(infinity).multiplier == 0.0);
    // H = 0: S_* = 0, U has no entries
    const auto unseen = model("unseen", three_by_three(), MatrixXd::Zero(2, 3), MatrixXd::Identity(2, 2)).problem();
    CHECK(perdis::JointlyGaussianRenyi(unseen, 1.0).max_distortion() == Approx(10.0).epsilon(1e-14));
    const auto spread = enclosure(unseen, 1.0, 7.5);
    CHECK(std::isfinite(spread.upper));
    CHECK(spread.upper - spread.lower <= 1e-10);
    // full rank: X* itself
    const auto full = smoothed().problem();
    const auto proof = enclosure(full, 1.0, full.min_distortion());
    CHECK(std::isfinite(proof.upper));
    CHECK(proof.upper - proof.lower <= 1e-11);
}

TEST_CASE("refuse: orders and multipliers of jointly normal estimators", "[jointly_gaussian_renyi]") {
    const auto problem = two_of_three().problem();
    CHECK_THROWS_WITH(perdis::JointlyGaussianRenyi(problem, 0.0), "JointlyGaussianRenyi: order = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::JointlyGaussianRenyi(problem, 1.0).at_multiplier(-1.0),
                      "JointlyGaussianRenyi: multiplier = -1 is not in [0, inf)");
    CHECK_THROWS_AS(perdis::JointlyGaussianRenyi(problem, 1.0)(std::nan("")), perdis::DomainError);
}
