#include "catch.hpp"
#include "scalar_priors.hpp"

#include <cmath>
#include <limits>

#include <Eigen/Core>

#include <perdis/certificate/certify.hpp>
#include <perdis/certificate/certify_scalar_map.hpp>
#include <perdis/inference/posterior_mean_law.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/solver/interior_point.hpp>
#include <perdis/solver/scalar_map_solver.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::Certificate solved(const perdis::ScalarProblem& problem, const Divergence& divergence, double distortion) {
    const auto form = perdis::alpha_form(divergence);
    return perdis::certify(problem, form, perdis::ScalarMapSolver(problem, form.order())(distortion));
}

} // namespace

TEST_CASE("value: a normal prior has the curve that another method gives it", "[scalar_map_solver]") {
    const auto check = [](const auto& divergence, double noise, double distortion, double value, double slope) {
        const auto problem = scalar_priors::line(scalar_priors::normal(), noise);
        const auto form = perdis::alpha_form(divergence);
        const auto claim = perdis::ScalarMapSolver(problem, form.order())(distortion);
        const auto proof = perdis::certify(problem, form, claim);
        CHECK(proof.upper == Approx(value).epsilon(1e-9).margin(0));
        CHECK(proof.upper - proof.lower <= 1e-9 * value);
        CHECK(claim.multiplier * form.slope_at(value) == Approx(slope).epsilon(1e-7).margin(0));
    };
    // scipy.integrate.solve_bvp, as in solver/monotone_map_solver
    check(perdis::KullbackLeibler{}, 1.0, 0.52, 0.02894638613973121, 1.509593701980441);
    check(perdis::KullbackLeibler{}, 4.0, 0.9, 0.07893694711306476, 1.230105310815923);
    check(perdis::SquaredHellinger{}, 1.0, 0.52, 0.026512614683767293 / 4.0, 1.3267552792703996 / 4.0);
    check(perdis::ChiSquared{}, 1.0, 0.52, 2.0 * 0.034435495300553814, 2.0 * 1.9578385522623418);
}

TEST_CASE("law: certificates of 1e-9 (1 + P) for eight shapes of priors", "[scalar_map_solver]") {
    const auto check = [](const auto& prior) {
        for (const double noise : {0.1, 10.0}) {
            const auto problem = scalar_priors::line(prior, noise);
            for (const double order : {1.0, 0.5}) {
                const perdis::ScalarMapSolver solver(problem, order);
                double last = infinity;
                for (const double share : {0.02, 0.5, 0.95}) {
                    const auto claim = solver(scalar_priors::between(problem, share));
                    const auto proof = perdis::certify(problem, perdis::alpha_form(perdis::Alpha(order)), claim);
                    INFO(noise << ' ' << order << ' ' << share);
                    CHECK(claim.status == perdis::Status::solved);
                    CHECK(proof.upper - proof.lower <= 1e-9 * (1.0 + proof.upper));
                    CHECK(proof.upper < last);
                    last = proof.lower;
                }
            }
        }
    };
    check(scalar_priors::normal());
    check(scalar_priors::laplace());
    check(scalar_priors::logistic());
    check(scalar_priors::student());
    check(scalar_priors::uniform());
    check(scalar_priors::peaked());
    check(perdis::Univariate(perdis::GeneralizedGaussian(0.0, 1.2, 1.5)));
    check(scalar_priors::bimodal());
}

TEST_CASE("agree: a fine grid, solved as a finite problem, comes to the curve of a skew mixture",
          "[scalar_map_solver]") {
    // X* and X̂ on cells of width h: the cost is that of the centres, and P changes by O(h²)
    const perdis::GaussianMixture<double> prior{{0.4, 0.6}, {-1.0, 1.0}, {0.5, 1.0}};
    const perdis::AdditiveGaussian<double> channel(perdis::variance(1.0));
    const perdis::ScalarProblem problem(prior, channel);
    const perdis::PosteriorMeanLaw posterior_mean(prior, channel);
    const double excess = 0.3 * problem.gap_square();
    const auto finite = [&](const auto& divergence, Eigen::Index cells) {
        const Eigen::VectorXd z = Eigen::VectorXd::LinSpaced(cells, -4.5, 5.5);
        const double half = 0.5 * (z(1) - z(0));
        Eigen::VectorXd p(cells), r(cells);
        for (Eigen::Index i = 0; i < cells; ++i) {
            const auto mass = [&](const auto& cdf) {
                return (i + 1 == cells ? 1.0 : cdf(z(i) + half)) - (i == 0 ? 0.0 : cdf(z(i) - half));
            };
            p(i) = mass([&](double x) { return problem.joint().prior_cdf(x); });
            r(i) = mass([&](double x) { return posterior_mean.cdf(x); });
        }
        const Eigen::MatrixXd cost = (z.replicate(1, cells) - z.transpose().replicate(cells, 1)).array().square();
        const perdis::FiniteProblem grid(
            r, cost,
            perdis::FiniteDivergence(divergence, perdis::Discrete<double>(z, p), Eigen::MatrixXd(z.transpose())));
        return perdis::certify(grid, perdis::InteriorPoint{}(grid, excess)).upper;
    };
    const auto check = [&](const auto& divergence) {
        const double exact = solved(problem, divergence, problem.min_distortion() + excess).upper;
        const double coarse = finite(divergence, 101), fine = finite(divergence, 201);
        CHECK(std::abs(fine - exact) < 0.3 * std::abs(coarse - exact)); // a quarter, and the next order
        CHECK((4.0 * fine - coarse) / 3.0 == Approx(exact).epsilon(1e-2).margin(0));
    };
    check(perdis::KullbackLeibler{});
    check(perdis::SquaredHellinger{});
}

TEST_CASE("law: the unit and the origin of X change nothing", "[scalar_map_solver]") {
    const auto at = [](double origin, double unit) {
        const perdis::GaussianMixture<double> prior{
            {0.3, 0.7}, {origin - 2.0 * unit, origin + 1.5 * unit}, {0.25 * unit * unit, 0.5 * unit * unit}};
        const auto problem = scalar_priors::line(prior, unit * unit);
        return solved(problem, perdis::KullbackLeibler{}, scalar_priors::between(problem, 0.3)).upper;
    };
    const double value = at(0.0, 1.0);
    CHECK(at(5.0, 1.0) == Approx(value).epsilon(1e-9).margin(0));
    CHECK(at(0.0, 1e-3) == Approx(value).epsilon(1e-9).margin(0));
    CHECK(at(0.0, 1e3) == Approx(value).epsilon(1e-9).margin(0));
}

TEST_CASE("limit: the ends of the curve of any prior, infinite ones included", "[scalar_map_solver]") {
    const auto normal = scalar_priors::line(scalar_priors::normal(), 3.0);
    // ½(1/τ² − 1) + ln τ, τ = ½
    const auto at_least = solved(normal, perdis::KullbackLeibler{}, normal.min_distortion());
    CHECK(at_least.upper == Approx(1.5 - std::log(2.0)).epsilon(1e-10).margin(0));
    CHECK(at_least.lower >= at_least.upper * (1.0 - 1e-10));
    CHECK(solved(normal, perdis::KullbackLeibler{}, 0.5).lower == infinity);
    CHECK(solved(normal, perdis::KullbackLeibler{}, normal.max_distortion()).upper == 0.0);
    CHECK(solved(normal, perdis::KullbackLeibler{}, infinity).upper == 0.0);
    // the law of X* falls like exp(−n/(2(1 − x)²)) at the end of a uniform law: KL is infinite there, H² not
    const auto uniform = scalar_priors::line(scalar_priors::uniform(), 1.0);
    CHECK(solved(uniform, perdis::KullbackLeibler{}, uniform.min_distortion()).upper == infinity);
    const auto hellinger = solved(uniform, perdis::SquaredHellinger{}, uniform.min_distortion());
    CHECK(hellinger.upper - hellinger.lower <= 1e-6);
    CHECK(hellinger.upper < 1.0);
    CHECK(perdis::ScalarMapSolver(uniform, 1.0)(uniform.min_distortion()).multiplier == infinity);
}

TEST_CASE("refuse: orders that have no map, priors that have no density, and what is no number",
          "[scalar_map_solver]") {
    const auto problem = scalar_priors::line(scalar_priors::laplace(), 1.0);
    CHECK_THROWS_WITH(perdis::ScalarMapSolver(problem, -1.0), "ScalarMapSolver: order = -1 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::ScalarMapSolver(problem, 1.0)(std::nan("")),
                      "Problem: distortion = nan is not in [-inf, inf]");
    const auto finite = scalar_priors::line(perdis::Discrete<double>{{-1.0, 1.0}, {0.5, 0.5}}, 1.0);
    CHECK_THROWS_AS(perdis::ScalarMapSolver(finite, 1.0), perdis::DomainError);
}
