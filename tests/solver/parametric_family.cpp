#include "catch.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <perdis/certificate/certify_linear.hpp>
#include <perdis/solver/closed_form.hpp>
#include <perdis/solver/parametric_family.hpp>

namespace {

using Eigen::Vector2d;
using Eigen::VectorXd;
using perdis::FamilyPoint;
using perdis::ParametricProblem;
using perdis::Status;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> example(const Divergence& divergence, double mean, double noise) {
    return {perdis::Gaussian<double>(mean, perdis::variance(1.0)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise)), perdis::SquaredError{}, divergence,
            perdis::ProblemOptions{.estimators = perdis::Estimators::linear}};
}

/// X̂ = aY + b, θ = (a, b).
template <class Divergence>
ParametricProblem linear_estimators(const perdis::LinearGaussianProblem<double, Divergence>& problem) {
    return {[problem](const VectorXd& theta) {
                const perdis::LinearEstimator<double> estimator(theta[0], theta[1]);
                return FamilyPoint{perdis::distortion(estimator, problem.prior(), problem.channel()),
                                   problem.divergence()(problem.prior(), perdis::output_law(estimator, problem.prior(),
                                                                                            problem.channel()))};
            },
            Vector2d(0.5, 0.1)};
}

/// D(θ) = |θ|², P(θ) = |θ − (1, 2)|²: P(D) = (√5 − √D)².
ParametricProblem bowls() {
    return {[](const VectorXd& theta) {
                return FamilyPoint{theta.squaredNorm(), (theta - Vector2d(1, 2)).squaredNorm()};
            },
            Vector2d(0.2, 0.1)};
}

} // namespace

TEST_CASE("value: two bowls", "[parametric_family]") {
    const perdis::ParametricFamily solver;
    for (const double distortion : {0.1, 1.0, 3.0}) {
        const auto found = solver(bowls(), distortion);
        CHECK(found.status == Status::solved);
        CHECK(found.distortion <= distortion);
        CHECK(found.distortion == found.parameters.squaredNorm());
        CHECK(found.perception == (found.parameters - Vector2d(1, 2)).squaredNorm());
        const double value = std::pow(std::sqrt(5.0) - std::sqrt(distortion), 2);
        CHECK(found.perception >= value * (1.0 - 1e-14));
        CHECK(found.perception
              <= value + 1e-7); // 1e-9 in θ, times slopes up to 5, and COBYLA's last steps along the disc
    }
    CHECK(solver(bowls(), infinity).perception <= 1e-12); // 1e-9 in θ, squared, and COBYLA's linear models
}

TEST_CASE("agree: Example 1 found again by a search over (a, b)", "[parametric_family]") {
    const auto check = [](const auto& divergence) {
        for (const double noise : {0.25, 1.0, 4.0}) {
            const auto problem = example(divergence, 0.5, noise);
            const perdis::GaussianLinearFamily<double> family(problem.prior(), problem.channel());
            for (const double share : {0.15, 0.5, 0.85}) {
                const double distortion = family.min_distortion() + share * family.max_excess();
                const auto claim = perdis::ClosedForm{}(problem, distortion);
                const auto proof = perdis::certify(problem, claim);
                const auto found = perdis::ParametricFamily{}(linear_estimators(problem), distortion);
                INFO("noise " << noise << " share " << share);
                CHECK(found.status == Status::solved);
                CHECK(found.distortion <= distortion);
                CHECK(found.perception >= proof.lower);
                // 1e-9 of θ, times slopes ∂P/∂a up to 4
                CHECK(found.perception <= proof.upper + 5e-9);
                CHECK(std::abs(found.parameters[0] - claim.estimator.slope()) <= 1e-8);
                CHECK(std::abs(found.parameters[1] - claim.estimator.intercept()) <= 1e-8);
            }
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::TotalVariation{});
    check(perdis::Wasserstein2{});
}

TEST_CASE("limit: a start that is far from feasible", "[parametric_family]") {
    auto problem = bowls();
    problem.start = Vector2d(40.0, -30.0);
    const auto found = perdis::ParametricFamily{}(problem, 0.01);
    CHECK(found.status != Status::infeasible);
    CHECK(found.distortion <= 0.01);
    CHECK(found.perception <= std::pow(std::sqrt(5.0) - 0.1, 2) + 5e-9);
}

TEST_CASE("limit: infinite perception and NaN are avoided", "[parametric_family]") {
    auto problem = bowls();
    problem.family = [inner = problem.family](const VectorXd& theta) {
        auto point = inner(theta);
        if (theta[1] < 0.0) { point.distortion = std::numeric_limits<double>::quiet_NaN(); }
        if (theta[0] < 0.1) { point.perception = infinity; }
        return point;
    };
    const auto found = perdis::ParametricFamily{}(problem, 1.0);
    CHECK(found.distortion <= 1.0);
    CHECK(found.perception <= std::pow(std::sqrt(5.0) - 1.0, 2) + 5e-9);
}

TEST_CASE("limit: no member of the family reaches D", "[parametric_family]") {
    auto problem = bowls();
    problem.family = [inner = problem.family](const VectorXd& theta) {
        auto point = inner(theta);
        point.distortion += 1.0;
        return point;
    };
    const perdis::ParametricFamily solver;
    for (const double distortion : {0.999, -1.0, -infinity}) {
        const auto found = solver(problem, distortion);
        CHECK(found.status == Status::infeasible);
        CHECK(found.perception == infinity);
        CHECK(found.distortion <= 1.0 + 1e-12); // the nearest: 1e-9 in θ, squared, and COBYLA's linear models
        CHECK(found.evaluations > 0);
    }
    CHECK(solver(problem, 1.01).status == Status::solved);
}

TEST_CASE("limit: bounds hold, and a search cut short says so", "[parametric_family]") {
    auto problem = bowls();
    problem.lower = Vector2d(0.0, 0.0);
    problem.upper = Vector2d(0.5, 5.0);
    const auto found = perdis::ParametricFamily{}(problem, 100.0);
    CHECK(found.parameters[0] <= 0.5);
    CHECK(found.perception == Approx(0.25).margin(1e-9)); // linear in the active bound, a square in the other
    const auto restarted = perdis::ParametricFamily{{.starts = 3}}(problem, 100.0);
    CHECK(restarted.perception == Approx(0.25).margin(1e-9));
    const auto cut = perdis::ParametricFamily{{.maximum_evaluations = 3}}(problem, 100.0);
    CHECK(cut.status == Status::stagnated);
    CHECK(cut.evaluations <= 3);
}

TEST_CASE("refuse: a NaN, no family, a start outside its bounds, several starts without a box", "[parametric_family]") {
    const perdis::ParametricFamily solver;
    CHECK_THROWS_WITH(solver(bowls(), std::numeric_limits<double>::quiet_NaN()),
                      "ParametricFamily: distortion = nan is not in [-inf, inf]");
    auto problem = bowls();
    problem.family = nullptr;
    CHECK_THROWS_WITH(solver(problem, 1.0), "ParametricFamily: the problem has no family");
    problem = bowls();
    problem.upper = Vector2d(0.1, 1.0);
    CHECK_THROWS_WITH(solver(problem, 1.0), "minimise: upper[0] = 0.10000000000000001 is not in [start, inf]");
    CHECK_THROWS_WITH(perdis::ParametricFamily{{.starts = 2}}(bowls(), 1.0),
                      "minimise: several starts and the method direct need finite bounds");
    problem = bowls();
    problem.family = [](const VectorXd&) -> FamilyPoint { throw std::runtime_error("no such estimator"); };
    CHECK_THROWS_WITH(solver(problem, 1.0), "no such estimator");
}
