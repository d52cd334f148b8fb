#include <perdis/certificate/certify.hpp>

#include "catch.hpp"
#include "claims.hpp"
#include "solver/instances.hpp"

#include <perdis/inference/joint.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace {

using claims::each;
using claims::random_estimator;
using claims::small;
using perdis::Certificate;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::RowMatrix;
using perdis::Solution;

RowMatrix cheapest(const FiniteProblem& problem) {
    RowMatrix estimator = (problem.excess().array() == 0.0).cast<double>();
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) { estimator.row(y) /= estimator.row(y).sum(); }
    return estimator;
}

/// Mixed with the cheapest estimator until it keeps the budget; within the slack of D_min the budget is none.
RowMatrix within(const FiniteProblem& problem, const RowMatrix& estimator, double distortion) {
    const double above = distortion - problem.usable_distortion();
    const double budget = above <= problem.slack() ? 0.0 : above;
    const double spent = problem.excess_distortion(estimator);
    if (spent <= budget) { return estimator; }
    const double share = std::max(budget, 0.0) / spent * (1.0 - 1e-12);
    return share * estimator + (1.0 - share) * cheapest(problem);
}

/// d of an estimator.
double perception(const FiniteProblem& problem, const RowMatrix& estimator) {
    return problem.divergence().transform(problem.divergence().core(problem.law(estimator)));
}

/// Rounding of d and of the root that transforms it.
double rounding(double value) { return 1e-13 * (1.0 + value); }

} // namespace

TEST_CASE("law: no feasible estimator falls below the lower bound") {
    std::mt19937 random(31);
    int attacks = 0;
    each(32, [&](const FiniteProblem& problem, const Solution& claim, const Certificate& proof) {
        if (std::isinf(proof.lower)) { return; }
        const RowMatrix optimal = perdis::feasible_estimator(problem, claim);
        const auto attack = [&](const RowMatrix& estimator) {
            const double reached = perception(problem, within(problem, estimator, claim.distortion));
            CHECK(reached >= proof.lower - rounding(proof.lower));
            ++attacks;
        };
        attack(optimal);
        attack(cheapest(problem));
        attack(problem.perfect_estimator());
        for (int round = 0; round < 10; ++round) {
            const RowMatrix other = random_estimator(problem, random);
            const double weight = std::pow(10.0, -8.0 * instances::uniform(random));
            attack(other);
            attack((1.0 - weight) * optimal + weight * other);
            attack((1.0 - weight) * optimal + weight * problem.perfect_estimator());
            attack((1.0 - weight) * problem.perfect_estimator() + weight * other);
            // One observation's answer moves from one symbol to another.
            RowMatrix nudged = optimal;
            const Eigen::Index y = instances::integer(random, nudged.rows());
            const Eigen::Index from = instances::integer(random, nudged.cols());
            const Eigen::Index to = instances::integer(random, nudged.cols());
            if (!problem.usable(from) || !problem.usable(to)) { continue; }
            const double moved = weight * nudged(y, from);
            nudged(y, from) -= moved;
            nudged(y, to) += moved;
            attack(nudged);
        }
    });
    CHECK(attacks > 10000);
}

TEST_CASE("law: posterior sampling never falls below the lower bound") {
    for (unsigned seed = 0; seed < 32; ++seed) {
        if (seed % 8 == 7) { continue; } // another alphabet
        const auto instance = small(seed);
        const perdis::Joint<double> joint(instance.prior, instance.transition);
        for (const auto& measure : instances::measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            const Solution claim = FiniteSolver{}(problem, instances::distortion(instance, problem));
            const Certificate proof = perdis::certify(problem, claim);
            if (std::isinf(proof.lower)) { continue; }
            CAPTURE(instance.name, measure.name);
            const double reached = perception(problem, within(problem, joint.posterior(), claim.distortion));
            CHECK(reached >= proof.lower - rounding(proof.lower));
        }
    }
}

TEST_CASE("law: a feasible estimator is one, and the upper bound is its divergence") {
    std::mt19937 random(32);
    each(32, [&](const FiniteProblem& problem, const Solution& original, const Certificate& proof) {
        const auto check = [&](const Solution& claim) {
            const RowMatrix repaired = perdis::feasible_estimator(problem, claim);
            CHECK(repaired.minCoeff() >= 0.0);
            CHECK((repaired.rowwise().sum().array() - 1.0).abs().maxCoeff() <= 1e-14);
            for (Eigen::Index z = 0; z < repaired.cols(); ++z) {
                if (!problem.usable(z)) { CHECK(repaired.col(z).maxCoeff() == 0.0); }
            }
            const double budget = claim.distortion - problem.usable_distortion();
            const double spent = problem.excess_distortion(repaired);
            CHECK(spent <= std::max(budget, 0.0) * (1.0 + 1e-14));
            const Certificate again = perdis::certify(problem, claim);
            const double reached = perception(problem, repaired);
            CHECK(again.lower <= again.upper);
            CHECK(again.upper >= proof.lower);
            if (std::isfinite(reached)) { CHECK(std::abs(again.upper - reached) <= 1e-6 * (1.0 + reached)); }
        };
        check(original);
        Solution claim = original;
        claim.estimator = claim.estimator.array() - 1e-3; // negative masses, rows that do not sum to one
        check(claim);
        claim.estimator = 7.0 * original.estimator;
        claim.estimator.row(0).setZero();
        check(claim);
        claim.estimator.setZero();
        check(claim);
        claim.estimator.setConstant(-1.0);
        check(claim);
        claim.estimator.setOnes(); // unusable symbols too
        check(claim);
        claim.estimator.setConstant(1e-310);
        check(claim);
        claim.estimator.setConstant(1e300);
        check(claim);
        for (int round = 0; round < 5; ++round) {
            for (double& entry : claim.estimator.reshaped()) { entry = instances::uniform(random) - 0.5; }
            check(claim);
            claim.estimator = original.estimator;
            for (double& entry : claim.estimator.reshaped()) { entry += 2e-3 * (instances::uniform(random) - 0.5); }
            check(claim);
        }
    });
}

TEST_CASE("law: corrupted multipliers never lift the lower bound above P") {
    std::mt19937 random(33);
    each(32, [&](const FiniteProblem& problem, const Solution& original, const Certificate& proof) {
        const auto attack = [&](const Eigen::VectorXd& prices, double multiplier) {
            Solution claim = original;
            claim.prices = prices;
            claim.multiplier = multiplier;
            const Certificate corrupted = perdis::certify(problem, claim);
            CHECK(corrupted.lower <= proof.upper);
            CHECK(corrupted.lower >= problem.minimum_perception());
            CHECK(corrupted.upper == corrupted.upper);
        };
        const Eigen::VectorXd& u = original.prices;
        const double lambda = original.multiplier;
        for (const double factor : {1e-6, 0.5, 2.0, 1e6, -1.0, 0.0, 1e150}) {
            attack(factor * u, lambda);
            attack(u, factor * lambda);
            attack(factor * u, factor * lambda);
        }
        attack(u.reverse(), lambda);
        attack(Eigen::VectorXd::Zero(u.size()), 1e300);
        attack(Eigen::VectorXd::Constant(u.size(), -1e300), 0.0);
        for (int round = 0; round < 20; ++round) {
            Eigen::VectorXd noisy = u;
            const double size = std::pow(10.0, 3.0 - 12.0 * instances::uniform(random));
            for (double& price : noisy) { price += size * (instances::uniform(random) - 0.5); }
            attack(noisy, lambda);
            attack(noisy, lambda * std::exp(4.0 * (instances::uniform(random) - 0.5)));
            for (Eigen::Index z = noisy.size() - 1; z > 0; --z) {
                std::swap(noisy(z), noisy(instances::integer(random, z + 1)));
            }
            attack(noisy, lambda);
        }
    });
}

TEST_CASE("law: corrupted multipliers that are almost right still give almost the bound") {
    each(24, [](const FiniteProblem& problem, const Solution& original, const Certificate& proof) {
        if (!(proof.upper - proof.lower <= 1e-9 * (1.0 + proof.upper)) || !problem.divergence().convex()) { return; }
        Solution claim = original;
        // A scale of 1.01 on both is undone by the choice of the scale.
        claim.prices *= 1.01;
        claim.multiplier *= 1.01;
        const Certificate scaled = perdis::certify(problem, claim);
        CHECK(scaled.lower >= proof.lower - 1e-5 * (1.0 + proof.lower));
    });
}
