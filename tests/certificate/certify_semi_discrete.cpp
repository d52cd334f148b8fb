#include <perdis/certificate/certify_semi_discrete.hpp>

#include "catch.hpp"
#include "semi_discrete.hpp"

#include <perdis/certificate/certify.hpp>

#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>

#include <boost/math/distributions/cauchy.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <limits>
#include <random>

using boost::math::normal;
using namespace perdis;

namespace {

// The ternary example under Hamming at D = 0.34: theory.md section 5 in mpmath at 40 digits.
constexpr double distortion = 0.34;
constexpr double threshold = 0.228306660593728995764072197361;
constexpr double variation = 0.0754958873897093744300759616861;

SemiDiscreteProblem ternary() {
    return semi_discrete::problem(semi_discrete::ternary(0.4), normal(0, 1), Hamming{}, TotalVariation{});
}

/// The claim of theory.md: cells by ±t, u = (½, −½, ½), λ where the costs tie at t.
SemiDiscreteSolution right_claim() {
    const auto problem = ternary();
    const Eigen::VectorXd posterior = problem.posterior(threshold);
    RowMatrix estimator = RowMatrix::Zero(3, 3);
    estimator(0, 0) = estimator(1, 1) = estimator(2, 2) = 1.0;
    const double multiplier = 1.0 / (posterior(2) - posterior(1));
    return {{-threshold, threshold},
            {Status::solved, distortion, estimator, Eigen::Vector3d(0.5, -0.5, 0.5), multiplier}};
}

} // namespace

TEST_CASE("value: the enclosure of the ternary example's closed form", "[certify_semi_discrete]") {
    const Certificate proof = certify(ternary(), right_claim());
    CHECK(proof.lower == Approx(variation).epsilon(1e-12));
    CHECK(proof.upper == Approx(variation).epsilon(1e-12));
    CHECK(proof.lower <= variation * (1.0 + 1e-15));
    CHECK(proof.upper >= variation * (1.0 - 1e-15));
}

TEST_CASE("law: a wrong claim gives a wide enclosure, never a wrong one (negative control)",
          "[certify_semi_discrete]") {
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal_draw;
    const auto problem = ternary();
    int wide = 0;
    for (int trial = 0; trial < 300; ++trial) {
        SemiDiscreteSolution claim = right_claim();
        const double size = std::pow(10.0, -1.0 - trial % 4);
        for (double& edge : claim.edges) { edge += size * normal_draw(random); }
        if (!(claim.edges[0] < claim.edges[1])) { continue; }
        for (double& price : claim.claim.prices) { price += size * normal_draw(random); }
        claim.claim.multiplier *= std::exp(size * normal_draw(random));
        if (trial % 5 == 0) { claim.claim.estimator = claim.claim.estimator.colwise().reverse().eval(); }
        const Certificate proof = certify(problem, claim);
        CAPTURE(trial, proof.lower, proof.upper);
        CHECK(proof.lower <= variation);
        CHECK(proof.upper >= variation * (1.0 - 1e-14));
        wide += proof.upper - proof.lower > 1e-6;
    }
    CHECK(wide > 100);
}

TEST_CASE("law: a cell that hides another's is found out (negative control)", "[certify_semi_discrete]") {
    // One cell for the whole line: the finite problem on it has a larger bound than the truth.
    SemiDiscreteSolution claim = right_claim();
    claim.edges = {-1.0, 1.0};
    const Certificate coarse = certify(ternary(), claim);
    CHECK(coarse.lower <= variation);
    CHECK(coarse.upper >= variation);
    CHECK(certify(ternary().on_cells(claim.edges), claim.claim).lower > variation); // of the cells alone
}

TEST_CASE("agree: enclosures under noise whose ratios turn, or are not known to be monotone",
          "[certify_semi_discrete]") {
    const auto prior = semi_discrete::ternary(0.25);
    const auto check = [&](const Univariate& noise) {
        const auto problem = semi_discrete::problem(prior, noise, SquaredError{}, TotalVariation{});
        // At D_min the law is that of the cheapest cells; 0 is answered too often.
        const auto cost = [&](double y, Eigen::Index z) {
            return problem.posterior(y).dot(problem.distortion().col(z));
        };
        double low = 0.0, high = 30.0;
        for (int i = 0; i < 200; ++i) {
            const double middle = 0.5 * (low + high);
            (cost(middle, 1) < cost(middle, 2) ? low : high) = middle;
        }
        const FiniteProblem cells = problem.on_cells({-low, low});
        SemiDiscreteSolution claim{{-low, low}, {Status::solved, cells.min_distortion(), RowMatrix::Zero(3, 3)}};
        claim.claim.prices = Eigen::Vector3d(-0.5, 0.5, -0.5);
        claim.claim.estimator(0, 0) = claim.claim.estimator(1, 1) = claim.claim.estimator(2, 2) = 1.0;
        const Certificate proof = certify(problem, claim);
        CHECK(proof.lower > 0.0);
        CHECK(proof.upper - proof.lower <= 1e-12);
        claim.edges = {-low, 1.1 * low}; // cells that are not those of D_min prove nothing there
        CHECK(certify(problem, claim).lower <= proof.upper);
    };
    check(normal(0, 1));
    check(boost::math::logistic(0, 0.5));
}

TEST_CASE("refuse: edges that do not ascend, sizes, NaN", "[certify_semi_discrete]") {
    SemiDiscreteSolution claim = right_claim();
    claim.edges = {threshold, -threshold};
    CHECK_THROWS_WITH(certify(ternary(), claim), "certify: the edges do not ascend");
    claim.edges = {-threshold, std::nan("")};
    CHECK_THROWS_WITH(certify(ternary(), claim), "certify: the edges do not ascend");
    claim = right_claim();
    claim.claim.prices = Eigen::Vector2d(0.0, 0.0);
    CHECK_THROWS_WITH(certify(ternary(), claim), "certify: the prices have another size");
    claim = right_claim();
    claim.claim.distortion = std::nan("");
    CHECK_THROWS_WITH(certify(ternary(), claim), "certify: distortion = nan is not in [-inf, inf]");
}
