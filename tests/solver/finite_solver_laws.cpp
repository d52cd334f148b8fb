#include <perdis/solver/finite_solver.hpp>

#include "catch.hpp"
#include "instances.hpp"

#include <perdis/certificate/certify.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

using instances::Instance;
using perdis::Certificate;
using perdis::Discrete;
using perdis::FiniteProblem;
using perdis::FiniteSolver;
using perdis::RowMatrix;
using perdis::Solution;

/// A solution with its proof.
struct Point {
    Solution solution;
    Certificate proof;
};

Point point(const FiniteProblem& problem, double distortion) {
    const Solution solution = FiniteSolver{}(problem, distortion);
    return {solution, perdis::certify(problem, solution)};
}

/// Whether the seed's reconstruction alphabet is the support.
bool restores_support(unsigned seed) { return seed % 8 != 7; }

Instance small(unsigned seed) { return instances::small(seed, 20, 8); }

/// f(problem, instance) for every divergence on small instances.
template <class F>
void each(const F& f) {
    for (unsigned seed = 0; seed < 32; ++seed) {
        const Instance instance = small(seed);
        for (const auto& measure : instances::measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            if (!problem.attainable()) { continue; }
            CAPTURE(instance.name, measure.name);
            f(problem, instance);
        }
    }
}

} // namespace

TEST_CASE("law: P is at least P_min, non-increasing, and convex where the divergence is") {
    each([](const FiniteProblem& problem, Instance instance) {
        std::vector<Point> points;
        for (const double share : {0.001, 0.05, 0.3, 0.7, 1.0}) {
            instance.share = share;
            points.push_back(point(problem, instances::distortion(instance, problem)));
        }
        for (std::size_t i = 0; i < points.size(); ++i) {
            CHECK(points[i].proof.lower >= problem.minimum_perception());
            if (i > 0) { CHECK(points[i].proof.lower <= points[i - 1].proof.upper); }
            if (i < 2 || !problem.divergence().convex()) { continue; }
            const auto& [a, b, c] = std::tie(points[i - 2], points[i - 1], points[i]);
            const double range = c.solution.distortion - a.solution.distortion;
            if (!(range > problem.slack())) { continue; }
            const double weight = (c.solution.distortion - b.solution.distortion) / range;
            const double chord = weight * a.proof.upper + (1.0 - weight) * c.proof.upper;
            CHECK(b.proof.lower <= chord * (1.0 + 1e-12) + 1e-15);
        }
    });
}

TEST_CASE("law: the mixture of two optimal estimators lies on the chord in D, on or below it in s") {
    each([](const FiniteProblem& problem, Instance instance) {
        const auto estimator = [&](double share) {
            instance.share = share;
            const Solution solution = FiniteSolver{}(problem, instances::distortion(instance, problem));
            return perdis::feasible_estimator(problem, solution);
        };
        const RowMatrix first = estimator(0.1);
        const RowMatrix second = estimator(0.8);
        const auto value = [&](const RowMatrix& q) { return problem.divergence().core(problem.law(q)); };
        for (const double weight : {0.25, 0.6}) {
            const RowMatrix mixed = weight * first + (1.0 - weight) * second;
            const double mean = weight * problem.distortion(first) + (1.0 - weight) * problem.distortion(second);
            CHECK(std::abs(problem.distortion(mixed) - mean) <= 1e-13 * (1.0 + mean));
            const double chord = weight * value(first) + (1.0 - weight) * value(second);
            CHECK(value(mixed) <= chord * (1.0 + 1e-12) + 1e-13);
        }
    });
}

TEST_CASE("law: garbling the observation never lowers P") {
    std::mt19937 random(21);
    for (unsigned seed = 0; seed < 32; ++seed) {
        const Instance instance = small(seed);
        Instance garbled = instance;
        const Eigen::Index m = instance.transition.cols();
        garbled.transition = instance.transition * instances::dirichlet_channel(random, m, m);
        for (const auto& measure : instances::measures()) {
            const FiniteProblem problem = instances::problem(instance, measure);
            const FiniteProblem worse = instances::problem(garbled, measure);
            if (!problem.attainable()) { continue; }
            CAPTURE(instance.name, measure.name);
            CHECK(worse.min_distortion() >= problem.min_distortion() - problem.slack());
            CHECK(worse.max_distortion() >= problem.max_distortion() - 1e-13 * (1.0 + problem.max_distortion()));
            const double distortion = 0.5 * (worse.usable_distortion() + worse.max_distortion());
            CHECK(point(worse, distortion).proof.upper >= point(problem, distortion).proof.lower);
        }
    }
}

TEST_CASE("law: the names of the symbols do not matter") {
    std::mt19937 random(22);
    for (unsigned seed = 0; seed < 32; ++seed) {
        const Instance instance = small(seed);
        const auto permutation = [&](Eigen::Index n) {
            Eigen::VectorXi order = Eigen::VectorXi::LinSpaced(static_cast<int>(n), 0, static_cast<int>(n) - 1);
            for (Eigen::Index i = n - 1; i > 0; --i) { std::swap(order(i), order(instances::integer(random, i + 1))); }
            return order;
        };
        const Eigen::VectorXi x = permutation(instance.prior.size());
        const Eigen::VectorXi y = permutation(instance.transition.cols());
        const Eigen::VectorXi z = permutation(instance.alphabet.cols());
        const Eigen::VectorXd masses = instance.prior.probabilities()(x);
        const Instance renamed{instance.name,
                               Discrete<double>::over_vectors(instance.prior.support()(Eigen::all, x), masses),
                               instance.transition(x, y),
                               instance.delta(x, z),
                               instance.alphabet(Eigen::all, z),
                               instance.share};
        const Eigen::MatrixXd ground = 3.0 * instances::random_costs(random, std::max(x.size(), z.size()), false);
        for (const auto& measure : instances::measures()) {
            const bool odd = measure.name == "transport";
            const auto bound = [&](const Eigen::MatrixXd& h) {
                return instances::measure("", perdis::TransportDivergence<double>(h));
            };
            const Eigen::MatrixXd plain = ground.topLeftCorner(x.size(), z.size());
            const FiniteProblem first = instances::problem(instance, odd ? bound(plain) : measure);
            const FiniteProblem second = instances::problem(renamed, odd ? bound(plain(x, z)) : measure);
            CAPTURE(instance.name, measure.name);
            CHECK(std::abs(first.min_distortion() - second.min_distortion()) <= 1e-14 * (1.0 + first.min_distortion()));
            if (!first.attainable()) { continue; }
            CHECK(std::abs(first.max_distortion() - second.max_distortion()) <= 1e-13 * (1.0 + first.max_distortion()));
            const double distortion = instances::distortion(instance, first);
            // Where a mass is the slope of a jump, an ulp of D matters: D_min itself is asked of each problem.
            const Point a = point(first, distortion);
            const Point b = point(second, instance.share == 0.0 ? second.usable_distortion() : distortion);
            // Rounding of D moves P by the multiplier times an ulp of D.
            const double slack = 1e-12 * (1.0 + b.solution.multiplier) * (1.0 + distortion);
            CHECK(a.proof.lower <= b.proof.upper + slack);
            CHECK(b.proof.lower <= a.proof.upper + slack);
        }
    }
}

TEST_CASE("law: P_TV <= sqrt(P_KL/2), P_H2 <= P_TV <= sqrt(P_H2 (2 - P_H2)) at every D") {
    for (unsigned seed = 0; seed < 96; ++seed) {
        const Instance instance = small(seed);
        const auto at = [&](const auto& divergence) {
            const FiniteProblem problem = instances::problem(instance, instances::measure("", divergence));
            return point(problem, instances::distortion(instance, problem)).proof;
        };
        CAPTURE(instance.name);
        if (!restores_support(seed)) { continue; } // D_max depends on the divergence
        const Certificate variation = at(perdis::TotalVariation{});
        const Certificate entropy = at(perdis::KullbackLeibler{});
        const Certificate hellinger = at(perdis::SquaredHellinger{});
        CHECK(variation.lower <= std::sqrt(0.5 * entropy.upper));
        CHECK(hellinger.lower <= variation.upper);
        CHECK(variation.lower <= std::sqrt(hellinger.upper * (2.0 - hellinger.upper)) + 1e-15);
        const Certificate root = at(perdis::Hellinger{});
        CHECK(root.lower * root.lower <= hellinger.upper * (1.0 + 1e-14));
        CHECK(hellinger.lower <= root.upper * root.upper * (1.0 + 1e-14));
    }
}

TEST_CASE("law: D_max <= 2 D_min for squared error and every metric") {
    std::mt19937 random(23);
    for (int round = 0; round < 60; ++round) {
        const Eigen::Index n = 2 + instances::integer(random, 10);
        const auto prior = instances::on_line(random, instances::dirichlet(random, n));
        Eigen::MatrixXd metric = instances::random_costs(random, n, false);
        metric = (metric + metric.transpose()).eval();
        for (Eigen::Index via = 0; via < n; ++via) {
            for (Eigen::Index x = 0; x < n; ++x) {
                for (Eigen::Index z = 0; z < n; ++z) {
                    metric(x, z) = std::min(metric(x, z), metric(x, via) + metric(via, z));
                }
            }
        }
        const auto absolute = [](double a, double b) { return std::abs(a - b); };
        const Eigen::MatrixXd transition = instances::dirichlet_channel(random, n, 2 + instances::integer(random, 10));
        for (const Eigen::MatrixXd& delta :
             {metric, instances::costs(prior.support(), prior.support(), instances::squared),
              instances::costs(prior.support(), prior.support(), absolute),
              instances::costs(prior.support(), prior.support(), instances::hamming)}) {
            const Instance instance{"", prior, transition, delta, prior.support(), 1.0};
            const FiniteProblem problem =
                instances::problem(instance, instances::measure("", perdis::SquaredHellinger{}));
            CHECK(problem.max_distortion() <= 2.0 * problem.min_distortion() * (1.0 + 1e-14));
            const Point last = point(problem, problem.max_distortion());
            CHECK(last.proof.upper == 0.0);
        }
    }
}
