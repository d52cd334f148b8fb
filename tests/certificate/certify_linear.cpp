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

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

} // namespace

TEMPLATE_TEST_CASE("law: lower ≤ P(D) ≤ upper of the linear family, against 50 digits", "[certify_linear]", double,
                   long double) {
    using T = TestType;
    every_divergence([](const auto& divergence) {
        for (const double mean : {0.0, 3.0, 1e6}) {
            for (const double noise : {1e-6, 0.3, 1.0, 4.0, 1e6}) {
                const auto problem = example<T>(divergence, T(mean), T(2.25), T(noise));
                const T least = perdis::minimum_mean_squared_error(problem.prior(), problem.channel());
                const T most = T(2) * T(2.25) * T(noise) / (T(2.25) + T(noise) + T(1.5) * sqrt(T(2.25) + T(noise)));
                for (const double share : {1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999}) {
                    const T distortion = least + T(share) * (most - least);
                    if (!(distortion > least * (T(1) + T(8) * std::numeric_limits<T>::epsilon()))) { continue; }
                    const auto [value, claim] = truth(problem, distortion);
                    const auto proof = perdis::certify(problem, claim);
                    INFO("mean " << mean << " noise " << noise << " share " << share << " P " << value);
                    CHECK(Fifty(proof.lower) <= value);
                    CHECK(Fifty(proof.upper) >= value);
                }
            }
        }
    });
}

TEST_CASE("law: lower ≤ P(D) ≤ upper of the linear family on every scale", "[certify_linear]") {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> uniform;
    const auto sweep = [&](const auto& divergence) {
        for (int k = 0; k < 700; ++k) {
            const double variance = std::exp(60.0 * (uniform(random) - 0.5));
            const double noise = variance * std::exp((k % 2 == 0 ? 60.0 : 8.0) * (uniform(random) - 0.5));
            const double mean = k % 3 == 0 ? 0.0 : std::exp(30.0 * (uniform(random) - 0.5));
            const auto problem = example<double>(divergence, mean, variance, noise);
            const double least = perdis::minimum_mean_squared_error(problem.prior(), problem.channel());
            const double most = 2.0 * variance * noise / (variance + noise + std::sqrt(variance * (variance + noise)));
            const double tiny = std::pow(10.0, -14.0 * uniform(random)); // crowded at both ends
            const double share = k % 7 == 0 ? 0.0 : k % 5 == 0 ? tiny : (k % 5 == 1 ? 1.0 - tiny : uniform(random));
            double distortion = least + share * (most - least);
            auto [value, claim] = truth(problem, distortion);
            if (distortion - least <= 8.0 * epsilon * least) { // D_min itself, where the posterior mean is alone
                value = truth(problem, -1.0).value;
                distortion = claim.distortion = least;
            }
            INFO("mean " << mean << " variance " << variance << " noise " << noise << " D " << distortion);
            for (const double spoil : {0.0, 0.3 * (uniform(random) - 0.5)}) {
                claim.estimator = perdis::LinearEstimator<double>(
                    claim.estimator.slope() * (1.0 + spoil), claim.estimator.intercept() + spoil * std::sqrt(least));
                const auto proof = perdis::certify(problem, claim);
                CHECK(Fifty(proof.lower) <= value);
                CHECK(Fifty(proof.upper)
                      >= value * (distortion < most * (1.0 - 4.0 * epsilon) ? 1 : 0)); // D_max as rounded
            }
        }
    };
    sweep(perdis::KullbackLeibler{});
    sweep(perdis::TotalVariation{});
    sweep(perdis::SquaredWasserstein2{});
}

TEST_CASE("value: the linear family's certificate is as narrow as its condition allows", "[certify_linear]") {
    every_divergence([](const auto& divergence) {
        for (const double noise : {0.3, 1.0, 4.0}) {
            const auto problem = example<double>(divergence, 1.0, 1.0, noise);
            const double least = perdis::minimum_mean_squared_error(problem.prior(), problem.channel());
            const double most = 2.0 * noise / (1.0 + noise + std::sqrt(1.0 + noise));
            for (const double share : {0.2, 0.5}) {
                const double distortion = least + share * (most - least);
                const auto [value, claim] = truth(problem, distortion);
                const auto proof = perdis::certify(problem, claim);
                if (value == infinity) { continue; }
                // 32 ε of each deviation and 12 ε D under the root: 5e-13 of √v − τ a side here, three times that in cubes
                CHECK(proof.upper - proof.lower <= 3e-12 * proof.upper);
            }
        }
    });
}

TEST_CASE("value: the enclosure of a 50-digit linear claim is one double wide", "[certify_linear]") {
    const auto problem = example<Fifty>(perdis::KullbackLeibler{}, Fifty(0), Fifty(1), Fifty(1));
    const Fifty distortion = Fifty(502233) / 1000000;
    const auto proof = perdis::certify(problem, truth(problem, distortion).claim);
    // mpmath, as in solver/closed_form
    const Fifty value("0.09675651277999469526976092509627755371419424777");
    CHECK(Fifty(proof.lower) <= value);
    CHECK(Fifty(proof.upper) >= value);
    CHECK(std::nextafter(proof.lower, 1.0) == proof.upper);
}

TEST_CASE("limit: the linear family at D_min, at D_max, below and beyond", "[certify_linear]") {
    every_divergence([](const auto& divergence) {
        const auto problem = example<double>(divergence, 0.0, 1.0, 3.0);
        const auto claim = [](double distortion) {
            return perdis::LinearSolution<double>{perdis::Status::solved, distortion, {0.25, 0.0}, 0.0};
        };
        // at D_min = 3/4 the posterior mean is alone: τ = ½
        const double value =
            divergence(problem.prior(), perdis::Gaussian<double>(0.0, perdis::standard_deviation(0.5)));
        for (const double least : {0.75, 0.75 * (1.0 - 4.0 * epsilon), 0.75 * (1.0 + 4.0 * epsilon)}) {
            const auto proof = perdis::certify(problem, claim(least));
            CHECK(proof.lower <= value);
            CHECK(proof.upper >= value);
            if (value < infinity) { CHECK(proof.upper - proof.lower <= 1e-12 * value); } // 96 ε κ, κ below 40
        }
        for (const double below : {0.75 * (1.0 - 16.0 * epsilon), 0.0, -1.0, -infinity}) {
            CHECK(perdis::certify(problem, claim(below)).lower == infinity);
            CHECK(perdis::certify(problem, claim(below)).upper == infinity);
        }
        for (const double beyond : {1.0, 1.5, infinity}) { // D_max = 2 − 2/√4
            CHECK(perdis::certify(problem, claim(beyond)).lower == 0.0);
            CHECK(perdis::certify(problem, claim(beyond)).upper == 0.0);
        }
    });
}

TEST_CASE("limit: the linear family without noise, of a constant X, in deafening noise", "[certify_linear]") {
    const auto certify = [](double variance, double noise, double distortion) {
        return perdis::certify(example<double>(perdis::TotalVariation{}, 2.0, variance, noise),
                               perdis::LinearSolution<double>{perdis::Status::solved, distortion, {0.0, 2.0}, 0.0});
    };
    for (const double distortion : {0.0, 1.0, infinity}) {
        CHECK(certify(3.0, 0.0, distortion).upper == 0.0);
        CHECK(certify(0.0, 3.0, distortion).upper == 0.0);
        CHECK(certify(0.0, 0.0, distortion).upper == 0.0);
    }
    CHECK(certify(3.0, 0.0, -1e-300).lower == infinity);
    const auto loud = certify(1.0, 1e300, 1.0);
    CHECK(loud.lower >= 1.0 - 17.0 * epsilon);
    CHECK(loud.upper == 1.0);
}

TEST_CASE("refuse: a NaN linear claim and a problem that is not Example 1", "[certify_linear]") {
    const auto problem = example<double>(perdis::KullbackLeibler{}, 0.0, 1.0, 1.0);
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(
        perdis::certify(problem, perdis::LinearSolution<double>{perdis::Status::solved, unknown, {0.5, 0.0}, 0.0}),
        "certify: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::LinearEstimator<double>(unknown, 0.0),
                      "LinearEstimator: slope = nan is not in (-inf, inf)");
    const perdis::Problem all{problem.prior(), problem.channel(), problem.distortion(), problem.divergence()};
    CHECK_THROWS_WITH(
        perdis::certify(all, perdis::LinearSolution<double>{perdis::Status::solved, 0.6, {0.5, 0.0}, 0.0}),
        "Problem: estimators: the closed form of a Gaussian prior answers for linear estimators; ask for linear");
}
