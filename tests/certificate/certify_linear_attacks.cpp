#include "catch.hpp"
#include "linear_claims.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <perdis/certificate/certify_linear.hpp>

namespace {

using linear_claims::every_divergence;
using linear_claims::Fifty;
using linear_claims::truth;

constexpr double epsilon = std::numeric_limits<double>::epsilon();

} // namespace

TEST_CASE("law: no linear estimator within D is below the lower bound", "[certify_linear]") {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    every_divergence([&](const auto& divergence) {
        for (const double noise : {0.2, 1.0, 5.0}) {
            const auto problem = example<double>(divergence, 1.0, 2.0, noise);
            const auto centre = perdis::posterior_mean(problem.prior(), problem.channel());
            const double least = perdis::minimum_mean_squared_error(problem.prior(), problem.channel());
            const double most = 4.0 * noise / (2.0 + noise + std::sqrt(2.0 * (2.0 + noise)));
            for (int k = 0; k < 300; ++k) {
                const double reach = std::sqrt(most - least);
                const double slope = centre.slope() + normal(random) * reach / std::sqrt(2.0 + noise);
                const perdis::LinearEstimator<double> estimator(slope, (1.0 - slope) + 0.3 * reach * normal(random));
                // its own distortion, one rounding up
                const double distortion =
                    perdis::distortion(estimator, problem.prior(), problem.channel()) * (1.0 + 8.0 * epsilon);
                const auto proof = perdis::certify(
                    problem, perdis::LinearSolution<double>{perdis::Status::solved, distortion, estimator, 0.0});
                const double attained =
                    divergence(problem.prior(), perdis::output_law(estimator, problem.prior(), problem.channel()));
                CHECK(proof.lower <= attained * (1.0 + 1e-12)); // where the two touch, rounding of attained
                CHECK(proof.lower <= proof.upper);
                CHECK(proof.upper >= 0.0);
            }
        }
    });
}

TEST_CASE("law: a corrupted linear claim is enclosed all the same", "[certify_linear]") {
    std::mt19937_64 random(11);
    std::normal_distribution<double> normal;
    const double huge = 1e300;
    every_divergence([&](const auto& divergence) {
        const auto problem = example<double>(divergence, 2.0, 2.0, 1.0);
        for (const double distortion : {2.0 / 3.0, 0.68, 0.7, 0.72}) {
            const auto truly = truth(problem, distortion);
            const Fifty& value = truly.value;
            const auto& honest = truly.claim;
            const auto attack = [&](double slope, double intercept) {
                const perdis::LinearSolution<double> claim{
                    perdis::Status::infeasible, distortion, {slope, intercept}, -3.0};
                const auto proof = perdis::certify(problem, claim);
                CHECK(Fifty(proof.lower) <= value);
                CHECK(Fifty(proof.upper) >= value);
                const auto estimator = perdis::feasible_estimator(problem, claim);
                const auto wide = example<Fifty>(divergence, 2, 2, 1);
                const Fifty spent =
                    perdis::distortion(perdis::LinearEstimator<Fifty>(estimator.slope(), estimator.intercept()),
                                       wide.prior(), wide.channel());
                CHECK(spent <= Fifty(distortion) * (1 + 8 * Fifty(epsilon)));
            };
            for (int k = 0; k < 50; ++k) {
                attack(honest.estimator.slope() + 0.1 * normal(random), honest.estimator.intercept() + normal(random));
            }
            attack(0.0, 0.0);
            attack(1.0, 0.0);
            attack(-honest.estimator.slope(), honest.estimator.intercept());
            attack(huge, -huge);
            attack(-huge, huge);
            attack(0.0, std::numeric_limits<double>::max());
        }
    });
}

TEST_CASE("law: a wrong linear claim shows in its width", "[certify_linear]") {
    const auto problem = example<double>(perdis::KullbackLeibler{}, 0.0, 1.0, 1.0);
    auto claim = truth(problem, 0.53).claim;
    const auto honest = perdis::certify(problem, claim);
    claim.estimator = perdis::LinearEstimator<double>(0.6, 0.01);
    const auto corrupted = perdis::certify(problem, claim);
    CHECK(corrupted.lower == honest.lower);
    CHECK(corrupted.upper > honest.upper * 1.01);
}
