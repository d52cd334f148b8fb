#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/certificate/certify_jointly_gaussian.hpp>
#include <perdis/solver/jointly_gaussian_renyi.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace gaussian_models;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Claims of every kind of nonsense, at the D of the good one.
std::vector<perdis::GaussianSolution> nonsense(const perdis::GaussianSolution& good) {
    std::mt19937 engine(5);
    std::vector<perdis::GaussianSolution> claims;
    for (const double factor : {-1.0, 0.0, 0.5, 0.99, 1.01, 3.0, 1e9, infinity, std::nan("")}) {
        claims.insert(claims.end(), 5, good);
        const auto at = claims.end() - 5;
        at[0].gain *= factor;
        at[1].noise = MatrixXd::Constant(good.gain.rows(), 2, factor);
        at[2].signal_price *= factor;
        at[3].observation_price *= factor;
        at[4].multiplier *= factor;
    }
    for (int i = 0; i < 40; ++i) {
        claims.push_back(good);
        claims.back().signal_price += 0.2 * random_matrix(engine, good.gain.rows(), good.gain.cols());
        claims.back().observation_price += 0.2 * random_matrix(engine, good.gain.cols(), good.gain.cols());
        // R Lᵀ kept, another M
        claims.push_back(good);
        const MatrixXd mix = MatrixXd::Identity(good.gain.cols(), good.gain.cols())
                             + 0.1 * random_matrix(engine, good.gain.cols(), good.gain.cols());
        claims.back().signal_price = good.signal_price * mix;
        claims.back().observation_price = good.observation_price * mix.inverse().transpose();
    }
    claims.push_back({});
    claims.back().distortion = good.distortion;
    return claims;
}

} // namespace

TEST_CASE("law: any matrices enclose the optimum over jointly normal estimators", "[certify_jointly_gaussian]") {
    for (const auto& m : all(4)) {
        const auto problem = m.problem();
        for (const double order : {0.4, 1.0, 2.5}) {
            const perdis::JointlyGaussianRenyi solver(problem, order);
            const double distortion =
                problem.min_distortion() + 0.6 * (solver.max_distortion() - problem.min_distortion());
            const auto good = solver(distortion);
            const auto truth = perdis::certify_jointly_gaussian_renyi(problem, order, good);
            for (const auto& claim : nonsense(good)) {
                const auto proof = perdis::certify_jointly_gaussian_renyi(problem, order, claim);
                CHECK(proof.lower <= truth.upper);
                CHECK(proof.upper >= truth.lower);
            }
        }
    }
}

TEST_CASE("law: a wrong claim on jointly normal estimators is seen", "[certify_jointly_gaussian]") {
    const auto problem = two_of_three().problem();
    const perdis::JointlyGaussianRenyi solver(problem, 1.0);
    const auto good = solver(2.4);
    const auto truth = perdis::certify_jointly_gaussian_renyi(problem, 1.0, good);
    CHECK(truth.upper - truth.lower <= 1e-11);
    auto claim = good;
    claim.multiplier *= 2.0;
    CHECK(perdis::certify_jointly_gaussian_renyi(problem, 1.0, claim).lower < 0.99 * truth.lower);
    claim = good;
    claim.signal_price *= 1.05;
    claim.observation_price /= 1.05;
    CHECK(perdis::certify_jointly_gaussian_renyi(problem, 1.0, claim).lower < 0.999 * truth.lower);
    claim = good;
    claim.gain *= 0.97;
    CHECK(perdis::certify_jointly_gaussian_renyi(problem, 1.0, claim).upper > 1.0001 * truth.upper);
    // another divergence's optimum: reverse KL
    const auto other = perdis::GaussianReverseKullbackLeibler(problem)(2.4);
    const auto proof = perdis::certify_jointly_gaussian_renyi(problem, 1.0, other);
    CHECK(proof.upper > truth.upper + 1e-5);
    CHECK(proof.lower < truth.lower - 1e-5);
}

TEST_CASE("limit: order 2 has no finite divergence near D_min and the certificate proves it",
          "[certify_jointly_gaussian]") {
    const auto problem = two_of_three().problem();
    const perdis::JointlyGaussianRenyi solver(problem, 2.0);
    const double reach = solver.max_distortion() - problem.min_distortion();
    const auto proof =
        perdis::certify_jointly_gaussian_renyi(problem, 2.0, solver(problem.min_distortion() + 0.01 * reach));
    CHECK(proof.lower == infinity);
    CHECK(proof.upper == infinity);
    const auto above =
        perdis::certify_jointly_gaussian_renyi(problem, 2.0, solver(problem.min_distortion() + 0.7 * reach));
    CHECK(std::isfinite(above.upper));
}

TEST_CASE("refuse: orders outside their domain in the certificate of jointly normal estimators",
          "[certify_jointly_gaussian]") {
    const auto problem = two_of_three().problem();
    CHECK_THROWS_WITH(perdis::certify_jointly_gaussian_renyi(problem, 0.0, {}),
                      "certify: order = 0 is not in (0, inf)");
    perdis::GaussianSolution claim;
    claim.distortion = std::nan("");
    CHECK_THROWS_AS(perdis::certify_jointly_gaussian_renyi(problem, 1.0, claim), perdis::DomainError);
}
