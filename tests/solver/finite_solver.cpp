#include <perdis/solver/finite_solver.hpp>

#include "catch.hpp"
#include "certified.hpp"
#include "check_value.hpp"
#include "instances.hpp"

#include <perdis/distortion/squared_error.hpp>
#include <perdis/numeric/transport.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

namespace {

using certified::point;
using certified::width;
using instances::under_hamming;
using perdis::Certificate;
using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::RowMatrix;
using perdis::Solution;

constexpr double infinite = std::numeric_limits<double>::infinity();

double phi(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// The 3 x 3 check of the value: test; four symbols for the erasure channel.
const Discrete<double> three_law{{0, 1, 2}, {0.5, 0.3, 0.2}};
const Discrete<double> four_law{{0, 1, 2, 3}, {0.4, 0.3, 0.2, 0.1}};
const perdis::TransitionMatrix<double> three_channel{{0.7, 0.2, 0.1}, {0.15, 0.7, 0.15}, {0.2, 0.2, 0.6}};

/// The law of a binary X̂ at D: the Bayes rule's, moved towards p by the cheapest observations first.
Eigen::Vector2d binary_law(const FiniteProblem& problem, double wanted, double excess) {
    const Eigen::VectorXd& masses = problem.observation();
    const Eigen::VectorXd preference = problem.excess().col(1) - problem.excess().col(0);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(masses.size()));
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return std::abs(preference(a)) < std::abs(preference(b)); });
    double one = (preference.array() < 0.0).select(masses, 0.0).sum();
    const bool fill = one < wanted;
    for (const Eigen::Index y : order) {
        if ((preference(y) < 0.0) == fill && preference(y) != 0.0) { continue; }
        double part = std::min(masses(y), std::abs(wanted - one));
        const double price = std::abs(preference(y));
        if (part * price > excess) { part = excess / price; }
        one += fill ? part : -part;
        excess -= part * price;
    }
    return {1.0 - one, one};
}

} // namespace

TEST_CASE("value: the 3 x 3 check at D = .330") {
    // Independent: a dual ascent in 60 digits, duality gap 1e-40; the numbers below have 12 of them.
    const FiniteSolver sharp({.tolerance = 1e-12});
    const auto check = [&](const auto& divergence, double expected) {
        const auto problem = under_hamming(three_law, three_channel, divergence);
        const Solution solution = sharp(problem, 0.330);
        const Certificate proof = perdis::certify(problem, solution);
        CAPTURE(proof.lower, proof.upper, expected);
        CHECK(std::abs(proof.upper - expected) <= 1e-11);
        CHECK(std::abs(proof.lower - expected) <= 1e-11);
    };
    check(perdis::TotalVariation{}, 0.0331818181818);
    check(perdis::KullbackLeibler{}, 0.00221356776563);
    check(perdis::ReverseKullbackLeibler{}, 0.00221040363986);
    check(perdis::ReverseChiSquared{}, 0.00441773090275);
    check(perdis::ChiSquared{}, 0.00443673016);
    check(perdis::SquaredHellinger{}, 0.000552945517864);
    check(perdis::JensenShannon{}, 0.000552894198653);
    check(perdis::Alpha(0.5), 4.0 * 0.000552945517864);
    check(perdis::Renyi(2.0), std::log1p(0.00443673016));
}

TEST_CASE("value: the binary symmetric channel under Hamming") {
    for (const double p : {0.1, 0.3, 0.45}) {
        for (const double e : {0.05, 0.2, 0.4}) {
            const Discrete<double> prior{{0, 1}, {1.0 - p, p}};
            const double observed = p + e - 2.0 * p * e;
            const auto problem = under_hamming(prior, perdis::Symmetric(e), perdis::TotalVariation{});
            const auto entropic = under_hamming(prior, perdis::Symmetric(e), perdis::KullbackLeibler{});
            for (const double share : {0.0, 0.001, 0.1, 0.5, 0.9}) {
                const double excess = share * (problem.max_distortion() - problem.min_distortion());
                const double q = e < p ? observed - excess * observed / (p - e) : excess * observed / (e - p);
                check_value(point(problem, problem.min_distortion() + excess), std::abs(p - q), width(0.0));
                const Certificate proof = point(entropic, problem.min_distortion() + excess);
                if (q == 0.0) {
                    CHECK(proof.lower == infinite);
                } else {
                    check_value(proof, p * std::log(p / q) + (1.0 - p) * std::log((1.0 - p) / (1.0 - q)), width(0.0));
                }
            }
        }
    }
}

TEST_CASE("value: the erasure channel under Hamming, total variation") {
    // Mass moves from the mode to i in decreasing order of p_i, capacity eps p_i, price p_max − p_i.
    const Eigen::Vector4d p = four_law.probabilities();
    const double epsilon = 0.25;
    const auto problem = under_hamming(four_law, perdis::Erasure(epsilon), perdis::TotalVariation{});
    for (const double share : {0.0, 1e-4, 0.2, 0.5, 0.8, 0.999}) {
        double left = share * (problem.max_distortion() - problem.min_distortion());
        double moved = 0.0;
        for (const Eigen::Index i : {1, 2, 3}) {
            const double part = std::min(epsilon * p(i), left / (p(0) - p(i)));
            moved += part;
            left -= part * (p(0) - p(i));
        }
        const double distortion =
            problem.min_distortion() + share * (problem.max_distortion() - problem.min_distortion());
        check_value(point(problem, distortion), epsilon * (1.0 - p(0)) - moved, width(0.0));
    }
}

TEST_CASE("value: the erasure channel under Hamming, KL by water-filling") {
    // (1 − eps) p_i + eps r_i = max{(1 − eps) p_i, p_i/(ν + λ (1 − p_i))}; ν by bisection on Σ r = 1.
    const Eigen::Vector4d p = four_law.probabilities();
    const double epsilon = 0.25;
    const auto problem = under_hamming(four_law, perdis::Erasure(epsilon), perdis::KullbackLeibler{});
    for (const double lambda : {0.05, 0.2, 0.5, 1.0}) {
        double low = 0.0;
        double high = 2.0;
        Eigen::Array4d q;
        for (int i = 0; i < 200; ++i) {
            const double level = 0.5 * (low + high);
            q = (p.array() / (level + lambda * (1.0 - p.array())).max(1e-300)).max((1.0 - epsilon) * p.array());
            (q.sum() > 1.0 ? low : high) = level;
        }
        const Eigen::Array4d restored = (q - (1.0 - epsilon) * p.array()) / epsilon;
        const double distortion = epsilon * (restored * (1.0 - p.array())).sum();
        CHECK(distortion > problem.min_distortion());
        check_value(point(problem, distortion), (p.array() * (p.array() / q).log()).sum(), width(0.0));
        const Solution solution = FiniteSolver({.tolerance = 1e-13})(problem, distortion);
        CHECK(std::abs(solution.multiplier - lambda) <= 1e-4); // the square root of the gap over the curvature
    }
}

TEST_CASE("agree: binary X and the greedy rule, every divergence") {
    std::mt19937 random(7);
    for (int round = 0; round < 30; ++round) {
        const Eigen::Index m = 2 + instances::integer(random, 8);
        const auto prior = Discrete<double>::over_labels(instances::dirichlet(random, 2));
        Eigen::MatrixXd delta(2, 2);
        for (double& entry : delta.reshaped()) { entry = instances::uniform(random); }
        const instances::Instance instance{"binary", prior,           instances::dirichlet_channel(random, 2, m),
                                           delta,    prior.support(), 0.05 + 0.9 * instances::uniform(random)};
        for (const auto& measure : instances::measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            CAPTURE(measure.name, round);
            if (!(problem.max_distortion() > problem.min_distortion() + 1e-9)) { continue; }
            const double distortion = instances::distortion(instance, problem);
            const Eigen::Vector2d q =
                binary_law(problem, prior.probabilities()(1), distortion - problem.min_distortion());
            const double expected = problem.divergence().transform(problem.divergence().core(q));
            check_value(point(problem, distortion), expected, width(expected));
        }
    }
}

TEST_CASE("value: the ternary example, p1 = .4, Hamming: D_min and D_max, and the error of binning vanishes") {
    // X̂ = 0 iff |y| < t: q0(t) = p0 (2 Φ(t) − 1) + 2 p1 (Φ(t − 1) − Φ(−t − 1)).
    const double p1 = 0.4;
    const double p0 = 0.2;
    const auto zero = [&](double t) { return p0 * (2.0 * phi(t) - 1.0) + 2.0 * p1 * (phi(t - 1.0) - phi(-t - 1.0)); };
    const auto error = [&](double t) { return 1.0 - p0 * (2.0 * phi(t) - 1.0) - 2.0 * p1 * (1.0 - phi(t - 1.0)); };
    double low = 0.0;
    double high = 5.0;
    for (int i = 0; i < 100; ++i) { (zero(0.5 * (low + high)) < p0 ? low : high) = 0.5 * (low + high); }
    CHECK(std::abs(error(0.0) - 0.32692420) <= 5e-9);
    CHECK(std::abs(error(low) - 0.35355973) <= 5e-9);
    const double middle = 0.6 * low;
    for (const Eigen::Index count : {31, 61, 121, 241}) {
        const Discrete<double> prior{{-1, 0, 1}, {p1, p0, p1}};
        const perdis::AdditiveGaussian<double> noise{perdis::standard_deviation(1.0)};
        const auto built = [&](const auto& divergence) {
            return perdis::reduce(perdis::Problem(prior, noise, perdis::Hamming{}, divergence,
                                                  {.observation = perdis::Bins(-6.0, 6.0, count)}));
        };
        const auto problem = built(perdis::TotalVariation{});
        const double h = 12.0 / static_cast<double>(count);
        // A threshold inside a bin: the bin is shared at random, at a loss of the order of h².
        const double loss = std::max(problem.min_distortion() - error(0.0), problem.max_distortion() - error(low));
        CHECK(loss >= -1e-14); // binning discards information
        CHECK(loss <= 0.05 * h * h);
        const Certificate least = point(problem, problem.min_distortion());
        CHECK(std::abs(least.upper - 0.2) <= 1e-9);
        CHECK(point(built(perdis::KullbackLeibler{}), problem.min_distortion()).lower == infinite);
        const Certificate inside = point(problem, error(middle));
        const double gap = inside.upper - (p0 - zero(middle));
        CHECK(gap >= -width(0.0));
        CHECK(gap <= h * h);
        const perdis::Joint<double> joint = perdis::joint(prior, perdis::Binned(noise, perdis::Bins(-6.0, 6.0, count)));
        CHECK(std::abs(problem.distortion(RowMatrix(joint.posterior())) - 0.443273) <= 0.05 * h * h + 5e-7);
    }
}

TEST_CASE("agree: total variation and partial transport") {
    // D(P) = D_min + the least cost of carrying 1 − P of p_Y to p: an extra row and column of mass P for the rest.
    for (unsigned seed = 1; seed < 40; ++seed) {
        const auto instance = instances::make(seed);
        if (seed % 8 == 7) { continue; }
        const FiniteProblem problem = instances::problem(instance, instances::measure("", perdis::TotalVariation{}));
        const Eigen::Index m = problem.excess().rows();
        const Eigen::Index k = problem.excess().cols();
        const double largest = point(problem, problem.min_distortion()).upper;
        for (const double share : {0.05, 0.5, 0.95}) {
            const double perception = share * largest;
            if (perception < 1e-6) { continue; }
            std::vector<double> supply(problem.observation().begin(), problem.observation().end());
            std::vector<double> demand(problem.divergence().reference().begin(),
                                       problem.divergence().reference().end());
            supply.push_back(perception);
            demand.push_back(perception);
            RowMatrix cost = RowMatrix::Zero(m + 1, k + 1);
            cost.topLeftCorner(m, k) = problem.excess();
            cost(m, k) = 100.0 * (1.0 + problem.excess().maxCoeff());
            const double excess = perdis::transport<double>(supply, demand, cost).cost;
            CAPTURE(instance.name, share);
            check_value(point(problem, problem.min_distortion() + excess), perception, 1e-8);
        }
    }
}

TEST_CASE("agree: an alphabet with symbols added or left out, and the same problem with the symbols written out") {
    // A symbol left out is one of infinite cost; finite but prohibitive costs leave P where it was.
    std::mt19937 random(5);
    const auto prior = instances::on_line(random, instances::dirichlet(random, 5));
    const Eigen::MatrixXd channel = instances::dirichlet_channel(random, 5, 6);
    Eigen::MatrixXd alphabet(1, 4);
    alphabet << prior.value(0), prior.value(2), prior.value(4), prior.value(4) + 1.0;
    const Eigen::MatrixXd delta = instances::costs(prior.support(), alphabet, instances::squared);
    const instances::Instance instance{"", prior, channel, delta, alphabet, 0.4};
    for (const auto& measure : instances::measures()) {
        CAPTURE(measure.name);
        const FiniteProblem problem = instances::problem(instance, measure);
        if (!problem.attainable()) { continue; }
        const double distortion = instances::distortion(instance, problem);
        const Certificate proof = point(problem, distortion);
        CHECK(proof.upper >= problem.minimum_perception() * (1.0 - 1e-12));
        CHECK(proof.upper >= point(problem, problem.max_distortion()).lower - width(1.0));
    }
}

TEST_CASE("agree: warm and cold starts") {
    for (unsigned seed = 0; seed < 48; seed += 5) {
        auto instance = instances::make(seed);
        for (const auto& measure : instances::measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            if (!problem.attainable()) { continue; }
            CAPTURE(instance.name, measure.name);
            instance.share = 0.3;
            const Solution previous = FiniteSolver{}(problem, instances::distortion(instance, problem));
            instance.share = 0.35;
            const double distortion = instances::distortion(instance, problem);
            const Certificate warm = perdis::certify(problem, FiniteSolver{}(problem, distortion, &previous));
            const Certificate cold = perdis::certify(problem, FiniteSolver{}(problem, distortion));
            CHECK(warm.lower <= cold.upper);
            CHECK(cold.lower <= warm.upper);
            const bool narrow = cold.upper - cold.lower <= width(cold.upper);
            if (narrow) { CHECK(warm.upper - warm.lower <= width(warm.upper)); }
        }
    }
}
