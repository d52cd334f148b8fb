#include <perdis/certificate/certify.hpp>

#include "catch.hpp"
#include "solver/instances.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/numeric/transport.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace {

using perdis::Certificate;
using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::RowMatrix;
using perdis::Solution;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Instances of at most 16 symbols; all eight kinds.
instances::Instance small(unsigned seed) { return instances::small(seed, 16, 32); }

RowMatrix cheapest(const FiniteProblem& problem) {
    RowMatrix estimator = (problem.excess().array() == 0.0).cast<double>();
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) { estimator.row(y) /= estimator.row(y).sum(); }
    return estimator;
}

/// A random conditional law on the usable symbols.
RowMatrix random_estimator(const FiniteProblem& problem, std::mt19937& random) {
    RowMatrix estimator(problem.excess().rows(), problem.excess().cols());
    const bool sparse = random() % 2 == 0;
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        for (Eigen::Index z = 0; z < estimator.cols(); ++z) {
            const double mass = -std::log(instances::uniform(random));
            estimator(y, z) = problem.usable(z) ? (sparse ? mass * mass * mass * mass : mass) : 0.0;
        }
        estimator.row(y) /= estimator.row(y).sum();
    }
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

/// f(problem, D, the solver's claim, its certificate, name) for every divergence on small instances.
template <class F>
void each(unsigned count, const F& f) {
    for (unsigned seed = 0; seed < count; ++seed) {
        const auto instance = small(seed);
        for (const auto& measure : instances::measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            if (!problem.attainable()) { continue; }
            const double distortion = instances::distortion(instance, problem);
            if (distortion >= problem.max_distortion() - problem.slack()) { continue; }
            const Solution claim = FiniteSolver({.tolerance = 1e-12})(problem, distortion);
            CAPTURE(instance.name, instance.share, measure.name);
            f(problem, claim, perdis::certify(problem, claim));
        }
    }
}

/// The 2 x 2 problem of the binary symmetric channel, p = 3/10, e = 1/10.
FiniteProblem binary() {
    return instances::under_hamming({{0, 1}, {0.7, 0.3}}, perdis::Symmetric(0.1), perdis::TotalVariation{});
}

} // namespace

TEST_CASE("value: a certificate by hand") {
    // q_1 falls from .34 at slope −1.7 in D, so TV(D) = .04 − 1.7 (D − .1); u = (−½, ½), λ = 1.7 prove it.
    const auto problem = binary();
    for (const double distortion : {0.101, 0.11, 0.12}) {
        Solution claim;
        claim.distortion = distortion;
        claim.estimator = Eigen::Matrix2d::Identity();
        claim.prices = Eigen::Vector2d(-0.5, 0.5);
        claim.multiplier = 1.7;
        const double expected = 0.04 - 1.7 * (distortion - 0.1);
        const Certificate proof = perdis::certify(problem, claim);
        CHECK(std::abs(proof.lower - expected) <= 1e-14);
        CHECK(std::abs(proof.upper - 0.04) <= 1e-14); // the Bayes rule's
        // Q(1|1) = 1 − (D − .1)/.2 is optimal.
        claim.estimator(1, 1) = 1.0 - (distortion - 0.1) / 0.2;
        claim.estimator(1, 0) = 1.0 - claim.estimator(1, 1);
        CHECK(std::abs(perdis::certify(problem, claim).upper - expected) <= 1e-14);
        // A constant in u and a common scale change nothing: shift and scale are chosen.
        claim.prices = Eigen::Vector2d(6.5, 7.5);
        CHECK(std::abs(perdis::certify(problem, claim).lower - expected) <= 1e-14);
        claim.prices *= 3.0;
        claim.multiplier *= 3.0;
        CHECK(perdis::certify(problem, claim).lower <= expected);
        CHECK(perdis::certify(problem, claim).lower >= expected - 1e-6);
    }
}

TEST_CASE("value: at D_min the face of cheapest symbols proves what no finite multiplier does") {
    const auto problem = binary();
    Solution claim;
    claim.distortion = problem.min_distortion();
    claim.estimator = Eigen::Matrix2d::Identity();
    claim.prices = Eigen::Vector2d(-0.5, 0.5);
    for (const double multiplier : {0.0, 1.0, 1e12}) {
        claim.multiplier = multiplier;
        const Certificate proof = perdis::certify(problem, claim);
        CHECK(std::abs(proof.lower - 0.04) <= 1e-14);
        CHECK(std::abs(proof.upper - 0.04) <= 1e-14);
    }
    // A symbol that is never the cheapest.
    const auto entropic =
        instances::under_hamming({{0, 1}, {0.9, 0.1}}, perdis::Symmetric(0.3), perdis::KullbackLeibler{});
    claim.distortion = entropic.min_distortion();
    claim.estimator = Eigen::Matrix2d::Constant(0.5);
    claim.prices.setZero();
    CHECK(perdis::certify(entropic, claim).lower == infinite);
    CHECK(perdis::certify(entropic, claim).upper == infinite);
}

TEST_CASE("limit: exactly P_min from D_max on, infinite below D_min, whatever is claimed") {
    each(16, [](const FiniteProblem& problem, Solution claim, const Certificate&) {
        for (const double distortion : {problem.max_distortion(), 1.5 * problem.max_distortion() + 1.0, infinite}) {
            claim.distortion = distortion;
            const Certificate proof = perdis::certify(problem, claim);
            CHECK(proof.lower == problem.minimum_perception());
            CHECK(proof.upper == problem.minimum_perception());
        }
        claim.distortion = problem.usable_distortion() - 1e-3;
        CHECK(perdis::certify(problem, claim).lower == infinite);
        CHECK(perdis::certify(problem, claim).upper == infinite);
    });
}

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

TEST_CASE("agree: the upper bound of a transport and exact arithmetic") {
    using Rational = boost::multiprecision::cpp_rational;
    std::mt19937 random(33);
    for (unsigned seed = 0; seed < 40; ++seed) {
        const auto instance = small(seed);
        const auto measure = seed % 2 == 0 ? instances::measure("", perdis::SquaredWasserstein2{})
                                           : instances::Measure{"", instances::bind_odd_transport};
        const FiniteProblem problem = instances::problem(instance, measure);
        const double distortion = instances::distortion(instance, problem);
        if (distortion >= problem.max_distortion() - problem.slack()) { continue; }
        CAPTURE(instance.name);
        const Solution claim{perdis::Status::solved, distortion, random_estimator(problem, random),
                             Eigen::VectorXd::Zero(problem.excess().cols())};
        const RowMatrix estimator = perdis::feasible_estimator(problem, claim);
        std::vector<Rational> p;
        std::vector<Rational> q(static_cast<std::size_t>(estimator.cols()));
        Rational given = 0;
        Rational reached = 0;
        for (const double mass : problem.divergence().source()) { given += p.emplace_back(mass); }
        for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
            Rational sum = 0;
            for (const double share : estimator.row(y)) { sum += Rational(share); }
            for (std::size_t z = 0; z < q.size(); ++z) {
                const Rational mass =
                    Rational(problem.observation()(y)) * Rational(estimator(y, static_cast<Eigen::Index>(z))) / sum;
                q[z] += mass;
                reached += mass;
            }
        }
        for (Rational& mass : q) { mass = mass * given / reached; }
        const Eigen::Matrix<Rational, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> ground =
            problem.divergence().ground().cast<Rational>();
        const Rational exact = perdis::transport<Rational>(p, q, ground).cost;
        const double upper = perdis::certify(problem, claim).upper;
        CHECK(Rational(upper) >= exact);
        CHECK(Rational(upper) <= exact * (1 + Rational(1e-14)));
    }
}

TEST_CASE("value: a small W2 under a large ground cost is enclosed to a few digits less than rounding") {
    // X is 300 with probability 1e-14, else 0, and nothing is observed: X̂ = 300 with probability t costs
    // 9e4 (1 − 2e-14) t above D_min, and W2² = 9e4 (1e-14 − t).
    const Discrete<double> prior{{0.0, 300.0}, {1.0 - 1e-14, 1e-14}};
    const auto problem = perdis::reduce(perdis::Problem(prior, perdis::TransitionMatrix<double>{{1.0}, {1.0}},
                                                        perdis::SquaredError{}, perdis::Wasserstein2{}));
    for (const double share : {0.2, 0.5, 0.8}) {
        const double excess = share * (problem.max_distortion() - problem.min_distortion());
        const double distortion = problem.min_distortion() + excess;
        const Certificate proof = perdis::certify(problem, FiniteSolver{}(problem, distortion));
        const double mass = prior.probabilities()(1) - excess / (9e4 * (1.0 - 2e-14));
        const double expected = std::sqrt(9e4 * mass);
        CAPTURE(proof.lower, proof.upper, expected);
        CHECK(proof.upper - proof.lower <= 1e-13 * proof.upper);
        CHECK(std::abs(proof.upper - expected) <= 1e-13 * expected);
    }
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

TEST_CASE("refuse: claims that are not finite or of another size") {
    const auto problem = binary();
    Solution good;
    good.distortion = 0.11;
    good.estimator = Eigen::Matrix2d::Identity();
    good.prices = Eigen::Vector2d(-0.5, 0.5);
    good.multiplier = 1.7;
    CHECK_NOTHROW(perdis::certify(problem, good));
    const auto refused = [&](const auto& corrupt) {
        Solution claim = good;
        corrupt(claim);
        CHECK_THROWS_AS(perdis::certify(problem, claim), perdis::DomainError);
    };
    for (const double bad : {std::nan(""), infinite, -infinite}) {
        refused([&](Solution& claim) { claim.prices(1) = bad; });
        refused([&](Solution& claim) { claim.multiplier = bad; });
        refused([&](Solution& claim) { claim.estimator(0, 1) = bad; });
    }
    refused([](Solution& claim) { claim.distortion = std::nan(""); });
    refused([](Solution& claim) { claim.prices = Eigen::Vector3d::Zero(); });
    refused([](Solution& claim) { claim.prices = Eigen::VectorXd(); });
    refused([](Solution& claim) { claim.estimator = Eigen::Matrix3d::Identity(); });
    refused([](Solution& claim) { claim.estimator = RowMatrix(); });
    CHECK_THROWS_WITH(
        [&] {
            Solution claim = good;
            claim.multiplier = std::nan("");
            return perdis::certify(problem, claim);
        }(),
        Catch::Matchers::Contains("multiplier"));
}
