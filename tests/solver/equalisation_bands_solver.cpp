#include "catch.hpp"
#include "scalar_priors.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <perdis/certificate/certify_bands.hpp>
#include <perdis/certificate/certify_monotone.hpp>
#include <perdis/inference/posterior_mean_law.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/solver/equalisation_bands_solver.hpp>
#include <perdis/solver/monotone_solver.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

perdis::Certificate solved(const perdis::ScalarProblem& problem, double distortion) {
    return perdis::certify(problem, perdis::EqualisationBandsSolver(problem)(distortion));
}

} // namespace

TEST_CASE("value: the two bands of a normal prior", "[equalisation_bands_solver]") {
    const auto problem = scalar_priors::line(scalar_priors::normal(), 1.0);
    // theory.md section 3 and mpmath, as in certificate/certify_band
    const auto check = [&](double distortion, double value) {
        const auto claim = perdis::EqualisationBandsSolver(problem)(distortion);
        const auto proof = perdis::certify(problem, claim);
        CHECK(claim.estimator.bands().size() == 2);
        CHECK(proof.lower <= value * (1.0 + 1e-12));
        CHECK(proof.upper >= value * (1.0 - 1e-12));
        CHECK(proof.upper - proof.lower <= 1e-10);
    };
    check(0.50056862, 0.13749324790421752373529);
    check(0.50474855, 0.10145136818440938204582);
}

TEST_CASE("law: certificates of 1e-9 for eight shapes of priors, with the bands each has",
          "[equalisation_bands_solver]") {
    const auto check = [](const auto& prior, double noise, std::vector<std::size_t> bands) {
        const auto problem = scalar_priors::line(prior, noise);
        const perdis::EqualisationBandsSolver solver(problem);
        double last = 1.0;
        std::size_t i = 0;
        for (const double share : {1e-3, 0.3, 0.95}) {
            const auto claim = solver(scalar_priors::between(problem, share));
            const auto proof = perdis::certify(problem, claim);
            INFO(noise << ' ' << share);
            CHECK(claim.status == perdis::Status::solved);
            CHECK(claim.estimator.bands().size() == bands[i++]);
            CHECK(proof.upper - proof.lower <= 1e-9);
            CHECK(proof.upper < last);
            last = proof.lower;
        }
    };
    check(scalar_priors::normal(), 1.0, {2, 2, 2});
    check(scalar_priors::laplace(), 0.1, {2, 2, 2});
    check(scalar_priors::logistic(), 1.0, {2, 2, 2});
    check(scalar_priors::student(), 1.0, {2, 2, 2});
    check(scalar_priors::uniform(), 1.0, {2, 2, 2});
    check(scalar_priors::peaked(), 1.0, {3, 3, 3}); // one of them around the cusp
    check(perdis::Univariate(perdis::GeneralizedGaussian(0.0, 1.2, 1.5)), 1.0, {2, 2, 2});
    check(scalar_priors::bimodal(), 0.1, {4, 4, 2});
    check(scalar_priors::bimodal(), 10.0, {2, 2, 2});
}

TEST_CASE("agree: 2000 cells, solved as a finite problem, come to the curve on the line",
          "[equalisation_bands_solver]") {
    const auto prior = scalar_priors::bimodal();
    const perdis::AdditiveGaussian<double> channel(perdis::variance(1.0));
    const perdis::ScalarProblem problem(prior, channel);
    const perdis::PosteriorMeanLaw posterior_mean(prior, channel);
    const auto finite = [&](std::size_t cells, double excess) {
        const double from = -5.0, width = 10.0 / static_cast<double>(cells);
        std::vector<double> z, p, r;
        for (std::size_t i = 0; i < cells; ++i) {
            const double low = from + width * static_cast<double>(i);
            z.push_back(low + 0.5 * width);
            const auto mass = [&](const auto& cdf) {
                return (i + 1 == cells ? 1.0 : cdf(low + width)) - (i == 0 ? 0.0 : cdf(low));
            };
            p.push_back(mass([&](double x) { return problem.joint().prior_cdf(x); }));
            r.push_back(mass([&](double x) { return posterior_mean.cdf(x); }));
        }
        const perdis::PosteriorMeanProblem<perdis::TotalVariation> grid(z, r, z, p, 0.0);
        return perdis::certify(grid, perdis::MonotoneSolver{}(grid, excess)).upper;
    };
    for (const double share : {0.02, 0.3, 0.9}) {
        const double excess = share * problem.gap_square();
        const double exact = solved(problem, problem.min_distortion() + excess).upper;
        // first order in the cells at the ends of the bands at worst
        CHECK(finite(2000, excess) == Approx(exact).epsilon(1e-3).margin(0));
        CHECK(std::abs(finite(2000, excess) - exact) <= 0.6 * std::abs(finite(500, excess) - exact));
    }
}

TEST_CASE("limit: the ends of the curve under total variation", "[equalisation_bands_solver]") {
    const auto problem = scalar_priors::line(scalar_priors::normal(), 1.0);
    const auto least = solved(problem, problem.min_distortion());
    CHECK(least.upper == Approx(0.16606408).epsilon(1e-7).margin(0)); // TV(N(0, 1), N(0, 1/2))
    CHECK(least.upper - least.lower <= 1e-13);
    CHECK(solved(problem, 0.4).lower == infinity);
    CHECK(solved(problem, problem.max_distortion()).upper == 0.0);
    CHECK(perdis::EqualisationBandsSolver(problem)(0.5).estimator.bands().empty());
    const auto near = solved(problem, scalar_priors::between(problem, 1.0 - 1e-6));
    CHECK(near.upper - near.lower <= 1e-9);
    CHECK_THROWS_AS(solved(problem, std::nan("")), perdis::DomainError);
}

TEST_CASE("refuse: bands of noise far below the prior's deviation", "[equalisation_bands_solver]") {
    const auto faint = scalar_priors::line(scalar_priors::normal(), 1e-8); // a deviation of 1e-4
    CHECK_THROWS_WITH(
        perdis::EqualisationBandsSolver(faint),
        Catch::Matchers::Contains("the noise's deviation over that of the prior = 0.0001 is not in [0.0005, inf)"));
}
