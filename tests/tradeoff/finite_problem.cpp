#include <perdis/tradeoff/finite_problem.hpp>

#include "catch.hpp"
#include "perfect_law.hpp"
#include "solver/instances.hpp"

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/bins.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/numeric/normal.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

namespace {

using instances::under_hamming;
using perdis::Discrete;
using perdis::FiniteDivergence;
using perdis::FiniteProblem;
using perfect_law::check_perfect;
using perfect_law::rounding;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The law of the estimator that takes the cheapest symbol, ties shared equally.
Eigen::VectorXd cheapest_law(const FiniteProblem& problem) {
    perdis::RowMatrix estimator(problem.excess().rows(), problem.excess().cols());
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        estimator.row(y) = (problem.excess().row(y).array() == 0.0).cast<double>();
        estimator.row(y) /= estimator.row(y).sum();
    }
    return problem.law(estimator);
}

/// p = (.5, .3, .2) and its channel of the 3 x 3 check.
FiniteProblem three_by_three() {
    return under_hamming({{0, 1, 2}, {0.5, 0.3, 0.2}},
                         perdis::TransitionMatrix<double>{{0.7, 0.2, 0.1}, {0.15, 0.7, 0.15}, {0.2, 0.2, 0.6}},
                         perdis::TotalVariation{});
}

/// OT of binary X̂: the observations in the order of their preference for 1 fill it up.
double binary_transport(const Eigen::VectorXd& masses, const Eigen::MatrixXd& cost, double wanted) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(masses.size()));
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    const auto preference = [&](Eigen::Index y) { return cost(y, 1) - cost(y, 0); };
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return preference(a) < preference(b); });
    double total = masses.dot(cost.col(0));
    for (const Eigen::Index y : order) {
        const double part = std::min(masses(y), wanted);
        total += part * preference(y);
        wanted -= part;
    }
    return total;
}

} // namespace

TEST_CASE("value: the binary symmetric channel, p = 3/10, e = 1/10: D_min = 1/10, D_max = 21/170") {
    const auto problem = under_hamming({{0, 1}, {0.7, 0.3}}, perdis::Symmetric(0.1), perdis::KullbackLeibler{});
    CHECK(std::abs(problem.min_distortion() - 0.1) <= rounding);
    CHECK(problem.usable_distortion() == problem.min_distortion());
    CHECK(std::abs(problem.max_distortion() - 21.0 / 170.0) <= rounding);
    CHECK(std::abs(cheapest_law(problem)(1) - 0.34) <= rounding);
    CHECK(problem.minimum_perception() == 0.0);
    check_perfect(problem);
}

TEST_CASE("value: D_min and D_max of the binary symmetric channel in closed form") {
    for (const double p : {0.05, 0.2, 0.3, 0.5}) {
        for (const double e : {0.01, 0.1, 0.3, 0.4, 0.5}) {
            const auto problem = under_hamming({{0, 1}, {1.0 - p, p}}, perdis::Symmetric(e), perdis::TotalVariation{});
            const double observed = p + e - 2.0 * p * e;
            const double least = std::min(e, p);
            const double most = e < p ? e + e * (1.0 - 2.0 * p) * (p - e) / observed : p + p * (e - p) / observed;
            CHECK(std::abs(problem.min_distortion() - least) <= rounding);
            CHECK(std::abs(problem.max_distortion() - most) <= rounding);
            if (e == 0.5) { CHECK(std::abs(problem.max_distortion() - 2.0 * p * (1.0 - p)) <= rounding); }
            check_perfect(problem);
        }
    }
}

TEST_CASE("value: the erasure channel: D_min = eps (1 - p_max), D_max = eps (1 - sum p^2)") {
    const Eigen::Vector4d p(0.4, 0.3, 0.2, 0.1);
    for (const double epsilon : {0.0, 0.1, 0.5, 1.0}) {
        const auto problem =
            under_hamming({{0, 1, 2, 3}, {0.4, 0.3, 0.2, 0.1}}, perdis::Erasure(epsilon), perdis::SquaredHellinger{});
        CHECK(std::abs(problem.min_distortion() - epsilon * 0.6) <= rounding);
        CHECK(std::abs(problem.max_distortion() - epsilon * (1.0 - p.squaredNorm())) <= rounding);
        Eigen::Vector4d law = (1.0 - epsilon) * p;
        law(0) += epsilon;
        CHECK((cheapest_law(problem) - law).cwiseAbs().maxCoeff() <= rounding);
        check_perfect(problem);
    }
}

TEST_CASE("value: the 3 x 3 check: D_min = .32, q(D_min) = (.435, .35, .215), D_max = .34059800664") {
    const auto problem = three_by_three();
    CHECK(std::abs(problem.min_distortion() - 0.32) <= rounding);
    CHECK((cheapest_law(problem) - Eigen::Vector3d(0.435, 0.35, 0.215)).cwiseAbs().maxCoeff() <= rounding);
    CHECK(std::abs(problem.max_distortion() - 0.34059800664) <= 5e-12); // as many digits as the number has
    check_perfect(problem);
}

// Perfect perception is the sign of Y, however fine the cells are that meet at 0.
TEST_CASE("value: X = -1, 1 in Gaussian noise has D_max = 4 Phi(-1/sigma), .63462102 for sigma = 1") {
    for (const double sigma : {0.25, 0.5, 1.0, 2.0, 8.0}) {
        const perdis::AdditiveGaussian<double> noise{perdis::standard_deviation(sigma)};
        const auto problem = perdis::reduce(perdis::Problem(
            Discrete<double>{{-1, 1}, {0.5, 0.5}}, noise, perdis::SquaredError{}, perdis::TotalVariation{},
            {.observation = perdis::Bins(-1.0 - 8.0 * sigma, 1.0 + 8.0 * sigma, 64)}));
        const double expected = 4.0 * perdis::normal_cdf(-1.0 / sigma);
        CHECK(std::abs(problem.max_distortion() - expected) <= rounding);
        if (sigma == 1.0) { CHECK(std::abs(problem.max_distortion() - 0.63462102) <= 5e-9); }
        check_perfect(problem);
    }
}

TEST_CASE("agree: D_max of a binary X and the greedy transport") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const Eigen::Index m = 1 + instances::integer(random, 9);
        const auto prior = Discrete<double>::over_labels(instances::dirichlet(random, 2));
        Eigen::MatrixXd delta(2, 2);
        for (double& entry : delta.reshaped()) { entry = 6.0 * instances::uniform(random); }
        const perdis::Joint<double> joint(prior, instances::dirichlet_channel(random, 2, m));
        const Eigen::MatrixXd cost = joint.posterior() * delta;
        const FiniteProblem problem(joint.marginal(), cost, {perdis::JensenShannon{}, prior, prior.support()});
        const double expected = binary_transport(joint.marginal(), cost, prior.probabilities()(1));
        CHECK(std::abs(problem.max_distortion() - expected) <= 1e-13);
        CHECK(std::abs(problem.min_distortion() - joint.marginal().dot(cost.rowwise().minCoeff())) <= 1e-13);
    }
}

TEST_CASE("agree: under squared error D_max = MMSE + W2^2 of the law of E[X|Y] and the prior") {
    std::mt19937 random(4);
    for (int round = 0; round < 60; ++round) {
        const Eigen::Index n = 2 + instances::integer(random, 12);
        const auto prior = instances::on_line(random, instances::dirichlet(random, n));
        const perdis::Joint<double> joint(prior, instances::dirichlet_channel(random, n, 3 + n / 2));
        const auto delta = instances::costs(prior.support(), prior.support(), instances::squared);
        const FiniteProblem problem(joint.marginal(), joint.posterior() * delta,
                                    {perdis::KullbackLeibler{}, prior, prior.support()});
        const Eigen::VectorXd mean = joint.posterior() * prior.support().transpose();
        double error = 0.0;
        for (Eigen::Index y = 0; y < mean.size(); ++y) {
            for (Eigen::Index x = 0; x < n; ++x) {
                error += joint.masses()(x, y) * instances::squared(prior.value(x), mean(y));
            }
        }
        const double distance = perdis::SquaredWasserstein2{}(Discrete<double>(mean, joint.marginal()), prior);
        CHECK(std::abs(problem.max_distortion() - error - distance) <= 1e-12 * (1.0 + distance));
        CHECK(problem.max_distortion() <= 2.0 * problem.min_distortion() + 1e-12);
    }
}

TEST_CASE("limit: costs that differ by rounding are ties, exactly") {
    Eigen::MatrixXd cost(2, 3);
    cost << 0.1 + 0.2, 0.3, 0.30001, //
        1e3 * (0.1 + 0.7), 800.0, 1e3 * 0.8;
    REQUIRE(cost(0, 0) != cost(0, 1));
    const auto prior = Discrete<double>::over_labels(Eigen::Vector3d(0.2, 0.3, 0.5));
    const FiniteProblem problem(Eigen::Vector2d(0.5, 0.5), cost, {perdis::TotalVariation{}, prior, prior.support()});
    CHECK(problem.excess()(0, 0) == 0.0);
    CHECK(problem.excess()(0, 1) == 0.0);
    CHECK(std::abs(problem.excess()(0, 2) - 1e-5) <= 1e-16);
    CHECK((problem.excess().row(1).array() == 0.0).all());
}

TEST_CASE("limit: one symbol, constant cost, an observation concentrated on one symbol") {
    const auto one = under_hamming({{7}, {1.0}}, perdis::Symmetric(0.3), perdis::KullbackLeibler{});
    CHECK(one.min_distortion() == 0.0);
    CHECK(one.max_distortion() == 0.0);
    CHECK(one.minimum_perception() == 0.0);

    const auto prior = Discrete<double>::over_labels(Eigen::Vector3d(0.2, 0.3, 0.5));
    const FiniteProblem flat(Eigen::Vector2d(0.25, 0.75), Eigen::MatrixXd::Constant(2, 3, 0.7),
                             {perdis::ChiSquared{}, prior, prior.support()});
    CHECK(std::abs(flat.min_distortion() - 0.7) <= rounding);
    CHECK(std::abs(flat.max_distortion() - 0.7) <= rounding);
    check_perfect(flat);

    // p_Y = (1, 0): D_min = 0 by answering 0 always; a law p costs Σ p_z c(0, z) = .8.
    Eigen::MatrixXd cost(2, 3);
    cost << 0.0, 1.0, 1.0, 1.0, 0.0, 0.0;
    const FiniteProblem certain(Eigen::Vector2d(1.0, 0.0), cost, {perdis::TotalVariation{}, prior, prior.support()});
    CHECK(certain.min_distortion() == 0.0);
    CHECK(std::abs(certain.max_distortion() - 0.8) <= rounding);
    check_perfect(certain);
}

TEST_CASE("limit: an observation that is never made costs nothing and has the prior for its posterior") {
    const Discrete<double> prior{{0, 1}, {0.7, 0.3}};
    const perdis::TransitionMatrix<double> with_idle{{0.9, 0.1, 0.0}, {0.1, 0.9, 0.0}};
    const auto idle = under_hamming(prior, with_idle, perdis::TotalVariation{});
    const auto plain = under_hamming(prior, perdis::Symmetric(0.1), perdis::TotalVariation{});
    CHECK(idle.observation()(2) == 0.0);
    CHECK(std::abs(idle.excess()(2, 1) - 0.4) <= rounding); // (1 − .3) − (1 − .7)
    CHECK(std::abs(idle.min_distortion() - plain.min_distortion()) <= rounding);
    CHECK(std::abs(idle.max_distortion() - plain.max_distortion()) <= rounding);
    check_perfect(idle);
}

TEST_CASE("limit: masses of 1e-320 and 1 - 1e-17") {
    const auto problem =
        under_hamming({{0, 1, 2}, {1.0 - 1e-17, 1e-17, 1e-320}}, perdis::Symmetric(0.1), perdis::KullbackLeibler{});
    CHECK(problem.min_distortion() > 0.0);
    CHECK(problem.min_distortion() <= 1.1e-17);
    CHECK(problem.max_distortion() >= problem.min_distortion());
    CHECK(problem.max_distortion() <= 2.1e-17);
    check_perfect(problem);
}

TEST_CASE("law: D_min <= D_max, and no estimator with the prior's law is cheaper than D_max") {
    for (unsigned seed = 0; seed < 64; ++seed) {
        const auto instance = instances::make(seed);
        for (const auto& measure : instances::measures()) {
            const auto problem = instances::problem(instance, measure);
            CAPTURE(instance.name, measure.name);
            CHECK(problem.min_distortion() <= problem.usable_distortion() + problem.slack());
            if (!problem.attainable()) { continue; }
            CHECK(problem.usable_distortion() <= problem.max_distortion());
            const double slack = 1e-12 * (1.0 + problem.max_distortion());
            CHECK(std::abs(problem.distortion(problem.perfect_estimator()) - problem.max_distortion()) <= slack);
            // A posterior sample has the prior's law where the alphabet is the support.
            if (instance.alphabet.cols() != instance.prior.size() || seed % 8 == 7) { continue; }
            const perdis::Joint<double> joint(instance.prior, instance.transition);
            CHECK(problem.max_distortion() <= problem.distortion(perdis::RowMatrix(joint.posterior())) + slack);
        }
    }
}

TEST_CASE("refuse: sizes that do not match, costs and masses that are no costs and masses") {
    const auto prior = Discrete<double>::over_labels(Eigen::Vector2d(0.5, 0.5));
    const FiniteDivergence divergence(perdis::TotalVariation{}, prior, prior.support());
    const Eigen::MatrixXd cost = Eigen::MatrixXd::Ones(2, 2);
    const double nan = std::nan("");
    CHECK_NOTHROW(FiniteProblem(Eigen::Vector2d(0.5, 0.5), cost, divergence));
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector3d(0.5, 0.25, 0.25), cost, divergence), perdis::DomainError);
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector2d(0.5, 0.5), Eigen::MatrixXd::Ones(2, 3), divergence),
                    perdis::DomainError);
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector2d(1.5, -0.5), cost, divergence), perdis::DomainError);
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector2d(nan, 0.5), cost, divergence), perdis::DomainError);
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector2d(0.5, 0.5), nan * cost, divergence), perdis::DomainError);
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector2d(0.5, 0.5), infinite * cost, divergence), perdis::DomainError);
    CHECK_THROWS_AS(FiniteProblem(Eigen::Vector2d(0.5, 0.5), -cost, divergence), perdis::DomainError);
}

TEST_CASE("refuse: a problem that is not finite names the key that would make it so") {
    const Discrete<double> prior{{0, 1}, {0.5, 0.5}};
    const perdis::AdditiveGaussian<double> noise{perdis::standard_deviation(1.0)};
    const auto message = [](const auto& problem) {
        try {
            static_cast<void>(perdis::reduce(problem));
        } catch (const perdis::DomainError& error) { return std::string(error.what()); }
        return std::string("accepted");
    };
    const perdis::SquaredError squared;
    const perdis::KullbackLeibler divergence;
    CHECK(message(perdis::Problem(prior, noise, squared, divergence)).find("observation") != std::string::npos);
    CHECK(
        message(perdis::Problem(prior, noise, squared, divergence,
                                {.observation = perdis::Bins(-1.0, 2.0, 8), .estimators = perdis::Estimators::linear}))
            .find("estimators")
        != std::string::npos);
    CHECK(message(perdis::Problem(prior, perdis::Symmetric(0.1), squared, divergence,
                                  {.observation = perdis::Bins(-1.0, 2.0, 8)}))
              .find("observation")
          != std::string::npos);
    CHECK(message(perdis::Problem(prior, noise, squared, divergence, {.observation = perdis::Bins(-1.0, 2.0, 8)}))
          == "accepted");
}
