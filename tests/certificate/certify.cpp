#include <perdis/certificate/certify.hpp>

#include "catch.hpp"
#include "claims.hpp"
#include "solver/instances.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/numeric/transport.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace {

using claims::each;
using claims::random_estimator;
using claims::small;
using perdis::Certificate;
using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::RowMatrix;
using perdis::Solution;

constexpr double infinite = std::numeric_limits<double>::infinity();

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

TEST_CASE("limit: at D_min laws out of p's support have the largest d there is, infinite for Rényi's") {
    // All symbols but 0 and 3 have p = 0, and every observation is nearest to 1 or 2.
    const Discrete<double> prior({0.0, 1.0, 2.0, 3.0}, {0.5, 0.0, 0.0, 0.5});
    const instances::Instance instance{"",
                                       prior,
                                       perdis::Symmetric(0.75)(4),
                                       instances::costs(prior.support(), prior.support(), instances::squared),
                                       prior.support(),
                                       0.0};
    for (const auto& [measure, most] : {std::pair{instances::measure("", perdis::TotalVariation{}), 1.0},
                                        std::pair{instances::measure("", perdis::SquaredHellinger{}), 1.0},
                                        std::pair{instances::measure("", perdis::JensenShannon{}), std::log(2.0)},
                                        std::pair{instances::measure("", perdis::Renyi(0.5)), infinite}}) {
        const FiniteProblem problem = instances::problem(instance, measure);
        const Certificate proof = perdis::certify(problem, FiniteSolver{}(problem, problem.usable_distortion()));
        CHECK(proof.lower == most);
        CHECK(proof.upper == most);
    }
}

TEST_CASE("limit: an observation of mass 1e-265 that forces a symbol") {
    // Squared Hellinger's price of that symbol is -1e100 and less: the others' stay near zero.
    const Discrete<double> prior({-24.0, 22.5, 60.6}, {0.001, 0.2, 0.799});
    const Eigen::MatrixXd delta = instances::costs(prior.support(), prior.support(), instances::squared);
    Eigen::MatrixXd transition(3, 3);
    transition << 1.0, 0.0, 0.0, 0.0, 1e-264, 1.0, 0.0, 0.0, 1.0;
    const FiniteProblem forced = instances::problem({"", prior, transition, delta, prior.support(), 0.0},
                                                    instances::measure("", perdis::SquaredHellinger{}));
    const Certificate proof = perdis::certify(forced, FiniteSolver{}(forced, forced.usable_distortion()));
    // q = (.001, 0, .999)
    const double expected = 1.0 - 0.001 - std::sqrt(0.799 * 0.999);
    CHECK(std::abs(proof.upper - expected) <= 1e-14);
    CHECK(std::abs(proof.lower - expected) <= 1e-9);
}

TEST_CASE("limit: a symbol of mass 1e-320 that answers every observation") {
    const Discrete<double> rare({-1.0, 0.0, 1.0}, {0.5, 1e-320, 0.5});
    const instances::Instance erased{"",
                                     rare,
                                     perdis::Erasure(1.0)(3),
                                     instances::costs(rare.support(), rare.support(), instances::squared),
                                     rare.support(),
                                     0.5};
    // Every observation is answered with 0: q = (0, 1, 0).
    for (const auto& [measure, expected] : {std::pair{instances::measure("", perdis::SquaredHellinger{}), 1.0},
                                            std::pair{instances::measure("", perdis::JensenShannon{}), std::log(2.0)},
                                            std::pair{instances::measure("", perdis::KullbackLeibler{}), infinite},
                                            std::pair{instances::measure("", perdis::Wasserstein1{}), 1.0}}) {
        const FiniteProblem problem = instances::problem(erased, measure);
        const Certificate ends = perdis::certify(problem, FiniteSolver{}(problem, problem.usable_distortion()));
        CHECK((ends.lower == expected || std::abs(ends.lower - expected) <= 1e-14));
        CHECK((ends.upper == expected || std::abs(ends.upper - expected) <= 1e-14));
    }
    // 1e-320 under a square: d overflows, and the search for the bound's shift ends.
    const FiniteProblem beyond = instances::problem(erased, instances::measure("", perdis::ReverseChiSquared{}));
    const Certificate ends = perdis::certify(beyond, FiniteSolver{}(beyond, beyond.usable_distortion()));
    CHECK(ends.lower > 1e290);
    CHECK(ends.upper == infinite);
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
