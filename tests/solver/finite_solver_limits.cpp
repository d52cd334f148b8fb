#include <perdis/solver/finite_solver.hpp>

#include "catch.hpp"
#include "certified.hpp"
#include "check_value.hpp"
#include "instances.hpp"

#include <perdis/core/domain_error.hpp>

#include <cmath>
#include <limits>

namespace {

using certified::point;
using certified::width;
using instances::under_hamming;
using perdis::Certificate;
using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::Solution;
using perdis::Status;

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("limit: at D_min KL is infinite where a symbol is never the cheapest, and finite just above") {
    const Discrete<double> prior{{0, 1, 2}, {0.8, 0.15, 0.05}};
    const auto problem = under_hamming(prior, perdis::Symmetric(0.3), perdis::KullbackLeibler{});
    const double least = problem.min_distortion();
    const Certificate proof = point(problem, least);
    CHECK(proof.lower == infinite);
    CHECK(proof.upper == infinite);
    const Certificate above = point(problem, least * (1.0 + 1e-6));
    CHECK(std::isfinite(above.upper));
    CHECK(above.lower > 1.0);
    const auto bounded = under_hamming(prior, perdis::Symmetric(0.3), perdis::TotalVariation{});
    check_value(point(bounded, least), 0.2, width(0.0));
}

TEST_CASE("limit: D = D_max and beyond gives 0 exactly, below D_min nothing") {
    for (const auto& measure : instances::measures()) {
        const auto instance = instances::make(1);
        const FiniteProblem problem = instances::problem(instance, measure);
        CAPTURE(measure.name);
        for (const double distortion : {problem.max_distortion(), 2.0 * problem.max_distortion(), infinite}) {
            const Solution solution = FiniteSolver{}(problem, distortion);
            const Certificate proof = perdis::certify(problem, solution);
            CHECK(solution.status == Status::solved);
            CHECK(proof.lower == 0.0);
            CHECK(proof.upper == 0.0);
        }
        const Solution below = FiniteSolver{}(problem, 0.5 * problem.min_distortion());
        CHECK(below.status == Status::infeasible);
        CHECK(perdis::certify(problem, below).lower == infinite);
    }
}

TEST_CASE("limit: one symbol, constant cost, an observation concentrated on one symbol") {
    Eigen::MatrixXd certain(3, 2);
    certain << 1.0, 0.0, 1.0, 0.0, 1.0, 0.0;
    const auto single = Discrete<double>::over_labels(Eigen::VectorXd::Ones(1));
    const auto three = Discrete<double>::over_labels(Eigen::Vector3d(0.2, 0.3, 0.5));
    const Eigen::MatrixXd hamming = instances::costs(three.support(), three.support(), instances::hamming);
    for (const auto& measure : instances::measures()) {
        CAPTURE(measure.name);
        const auto one = instances::problem(
            {"", single, Eigen::MatrixXd::Ones(1, 1), Eigen::MatrixXd::Zero(1, 1), single.support(), 0.5}, measure);
        check_value(point(one, 0.0), 0.0, 0.0);
        const instances::Instance constant{"", three, certain, Eigen::MatrixXd::Constant(3, 3, 2.0), three.support(),
                                           0.5};
        const auto flat = instances::problem(constant, measure);
        check_value(point(flat, 2.0), 0.0, 0.0);
        // Y tells nothing: D_min = .5 by answering 2; X̂ = p costs 1 − Σ p².
        const auto blind = instances::problem({"", three, certain, hamming, three.support(), 0.5}, measure);
        CHECK(std::abs(blind.min_distortion() - 0.5) <= 1e-15);
        CHECK(std::abs(blind.max_distortion() - 0.62) <= 1e-15);
        const Certificate inside = point(blind, 0.56);
        CHECK(inside.lower > 0.0);
        CHECK(std::isfinite(inside.upper));
    }
}

TEST_CASE("limit: masses of 1e-320 and 1 - 1e-17") {
    for (const auto& measure : instances::measures()) {
        CAPTURE(measure.name);
        const Discrete<double> prior{{0, 1, 2}, {0.6, 0.4, 1e-320}};
        const Eigen::MatrixXd hamming = instances::costs(prior.support(), prior.support(), instances::hamming);
        const Eigen::MatrixXd channel = perdis::Symmetric(0.2)(3);
        const auto tiny = instances::problem({"", prior, channel, hamming, prior.support(), 0.5}, measure);
        const Certificate proof = point(tiny, 0.5 * (tiny.min_distortion() + tiny.max_distortion()));
        CHECK(proof.lower >= 0.0);
        CHECK(std::isfinite(proof.upper));
        const Discrete<double> sure{{0, 1}, {1.0 - 1e-17, 1e-17}};
        const auto nearly = instances::problem(
            {"", sure, perdis::Symmetric(0.2)(2), hamming.topLeftCorner(2, 2), sure.support(), 0.5}, measure);
        const Solution solution = FiniteSolver{}(nearly, 0.5 * (nearly.min_distortion() + nearly.max_distortion()));
        const Certificate narrow = perdis::certify(nearly, solution);
        CHECK(narrow.lower <= narrow.upper);
    }
}

TEST_CASE("refuse: a distortion that is not a number") {
    const auto problem = under_hamming({{0, 1}, {0.5, 0.5}}, perdis::Symmetric(0.2), perdis::KullbackLeibler{});
    CHECK_THROWS_AS(FiniteSolver{}(problem, std::nan("")), perdis::DomainError);
}
