#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/certificate/certify_gaussian.hpp>
#include <perdis/solver/gaussian_reverse_kullback_leibler.hpp>
#include <perdis/solver/gaussian_transport.hpp>

#include <limits>

using namespace gaussian_models;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Claims that are wrong in every part: shapes, numbers, nonsense.
template <class Claim>
std::vector<Claim> spoiled(const Claim& good, MatrixXd Claim::*matrix) {
    std::vector<Claim> claims(5, good);
    claims[0].*matrix *= 1.3;
    claims[1].*matrix *= -1.0;
    (claims[2].*matrix).setZero();
    claims[3].*matrix = MatrixXd::Constant((good.*matrix).rows(), (good.*matrix).cols(), std::nan(""));
    claims[4].*matrix = MatrixXd::Ones(2, 7);
    return claims;
}

} // namespace

TEST_CASE("value: the enclosures of G and of reverse KL contain values from elsewhere", "[certify_gaussian]") {
    const auto rank_two = two_of_three().problem();
    // mpmath, 60 digits; cvxpy 1.9.3 with Clarabel to 1e-9: as in the solvers' tests
    const auto g = perdis::certify_coupling(rank_two, perdis::optimal_coupling(rank_two));
    CHECK(g.lower <= 1.14614161668193 + 1e-12);
    CHECK(g.upper >= 1.14614161668193 - 1e-12);
    CHECK(g.upper - g.lower <= 1e-12);
    const auto p =
        perdis::certify_reverse_kullback_leibler(rank_two, perdis::GaussianReverseKullbackLeibler(rank_two)(2.2));
    CHECK(p.lower <= 0.2437930106 + 2e-8);
    CHECK(p.upper >= 0.2437930106 - 2e-8);
}

TEST_CASE("law: the solvers' claims are enclosed tightly", "[certify_gaussian]") {
    for (const auto& m : all()) {
        const auto problem = m.problem();
        const perdis::GaussianTransport transport(problem);
        const auto g = perdis::certify_coupling(problem, transport.coupling());
        INFO(m.name);
        CHECK(g.lower <= g.upper);
        CHECK(g.upper - g.lower <= 1e-11 * std::sqrt(problem.variance()));
        CHECK(std::abs(transport.coupling().deviation - g.upper) <= 1e-11 * std::sqrt(problem.variance()));
        const perdis::GaussianReverseKullbackLeibler solver(problem);
        const double range = solver.max_distortion() - problem.min_distortion();
        for (const double share : {0.01, 0.5, 0.99}) {
            const auto claim = solver(problem.min_distortion() + share * range);
            const auto p = perdis::certify_reverse_kullback_leibler(problem, claim);
            CHECK(p.lower <= p.upper);
            // rounding: k² ε, and ε λ tr S_X
            CHECK(p.upper - p.lower <= 1e-11 + 1e-13 * claim.multiplier * problem.variance());
        }
    }
}

TEST_CASE("law: nonsense about a coupling is enclosed, only wider", "[certify_gaussian]") {
    for (const auto& m : {two_of_three(), smoothed()}) {
        const auto problem = m.problem();
        const auto good = perdis::optimal_coupling(problem);
        using Coupling = perdis::GaussianCoupling;
        for (auto part : {&Coupling::correlation, &Coupling::signal_price, &Coupling::observation_price}) {
            for (const auto& claim : spoiled(good, part)) {
                const auto g = perdis::certify_coupling(problem, claim);
                CHECK(g.lower <= good.deviation + 1e-12);
                CHECK(g.upper >= good.deviation - 1e-12);
            }
        }
        // a wrong partner is seen: the control
        auto wrong = good;
        wrong.correlation *= -1.0;
        CHECK(perdis::certify_coupling(problem, wrong).upper > good.deviation + 0.1);
        wrong = good;
        wrong.signal_price *= 2.0;
        CHECK(perdis::certify_coupling(problem, wrong).lower < good.deviation - 0.1);
        wrong.deviation = 0.0; // not read
        CHECK(perdis::certify_coupling(problem, wrong).upper >= good.deviation - 1e-12);
    }
}

TEST_CASE("law: nonsense about reverse KL is enclosed, only wider", "[certify_gaussian]") {
    for (const auto& m : {two_of_three(), smoothed()}) {
        const auto problem = m.problem();
        const perdis::GaussianReverseKullbackLeibler solver(problem);
        const double distortion = 0.5 * (problem.min_distortion() + solver.max_distortion());
        const auto good = solver(distortion);
        const auto truth = perdis::certify_reverse_kullback_leibler(problem, good);
        using Solution = perdis::GaussianSolution;
        std::vector<Solution> claims;
        for (auto part : {&Solution::gain, &Solution::noise, &Solution::signal_price, &Solution::observation_price}) {
            const auto some = spoiled(good, part);
            claims.insert(claims.end(), some.begin(), some.end());
        }
        for (const double factor : {0.0, 0.5, 2.0, 1e6, -1.0, infinity, std::nan("")}) {
            claims.push_back(good);
            claims.back().multiplier *= factor;
        }
        for (const auto& claim : claims) {
            const auto p = perdis::certify_reverse_kullback_leibler(problem, claim);
            CHECK(p.lower <= truth.upper);
            CHECK(p.upper >= truth.lower);
        }
        auto wrong = good;
        wrong.multiplier *= 2.0;
        CHECK(perdis::certify_reverse_kullback_leibler(problem, wrong).lower < truth.lower - 1e-3);
        wrong = good;
        wrong.gain *= 1.3;
        CHECK(perdis::certify_reverse_kullback_leibler(problem, wrong).upper > truth.upper + 1e-3);
    }
}

TEST_CASE("limit: enclosures at D_min, below it and without noise", "[certify_gaussian]") {
    const auto rank_two = two_of_three().problem();
    const perdis::GaussianReverseKullbackLeibler solver(rank_two);
    const auto singular = perdis::certify_reverse_kullback_leibler(rank_two, solver(rank_two.min_distortion()));
    CHECK(singular.lower == infinity); // q of rank 2 against p of rank 3
    const auto regular = smoothed().problem();
    const auto least = perdis::certify_reverse_kullback_leibler(
        regular, perdis::GaussianReverseKullbackLeibler(regular)(regular.min_distortion()));
    // KL(S_*‖S_X) as it is written
    const MatrixXd relative = smoothed().prior.covariance().inverse() * posterior_mean_covariance(smoothed());
    const double wanted = 0.5 * (relative.trace() - 3.0 - std::log(relative.determinant()));
    CHECK(least.lower == Approx(wanted).epsilon(1e-11));
    CHECK(least.upper == Approx(wanted).epsilon(1e-11));
    CHECK(least.lower <= least.upper);
    CHECK(perdis::certify_reverse_kullback_leibler(regular, perdis::GaussianReverseKullbackLeibler(regular)(0.1)).lower
          == infinity);
    CHECK(perdis::certify_transport(regular, {0.5, 0.5}, 0.1).lower == infinity);
    const auto exact = model("exact", three_by_three(), MatrixXd::Identity(3, 3), MatrixXd::Zero(3, 3)).problem();
    CHECK(perdis::certify_coupling(exact, perdis::optimal_coupling(exact)).upper == 0.0);
    CHECK_THROWS_WITH(perdis::certify_transport(regular, {}, std::nan("")),
                      "certify: distortion = nan is not in [-inf, inf]");
}
