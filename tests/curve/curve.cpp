#include <perdis/curve/curve.hpp>

#include "catch.hpp"
#include "solver/instances.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/distortion/hamming.hpp>

#include <cmath>
#include <limits>

namespace {

using perdis::Curve;
using perdis::Discrete;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The binary symmetric channel, p = 3/10, e = 1/10, under Hamming: q_1 = .34 − 1.7 (D − .1).
template <class Divergence>
Curve binary(const Divergence& divergence) {
    const Discrete<double> prior{{0, 1}, {0.7, 0.3}};
    return perdis::trace(perdis::Problem(prior, perdis::Symmetric(0.1), perdis::Hamming{}, divergence), {.points = 5});
}

double q(double distortion) { return 0.34 - 1.7 * (distortion - 0.1); }

} // namespace

TEST_CASE("value: the curve of the binary symmetric channel, its inverse and its slope") {
    const Curve variation = binary(perdis::TotalVariation{});
    const Curve entropy = binary(perdis::KullbackLeibler{});
    CHECK(std::abs(variation.min_distortion() - 0.1) <= 1e-14);
    CHECK(std::abs(variation.max_distortion() - 21.0 / 170.0) <= 1e-14);
    CHECK(variation.minimum_perception() == 0.0);
    CHECK(variation.method() == "parametric_simplex");
    CHECK(entropy.method() == "interior_point");
    for (const double distortion : {0.1, 0.1001, 0.105, 0.11, 0.12}) {
        const double one = q(distortion);
        CHECK(std::abs(variation.perception(distortion) - (one - 0.3)) <= 1e-14);
        CHECK(std::abs(variation.slope(distortion) + 1.7) <= 1e-12);
        CHECK(std::abs(variation.distortion(one - 0.3) - distortion) <= 1e-9);
        const double expected = 0.7 * std::log(0.7 / (1.0 - one)) + 0.3 * std::log(0.3 / one);
        CHECK(std::abs(entropy.perception(distortion) - expected) <= 1e-9);
        // The square root of the gap: a slope at the optimum is less sharp than its value.
        CHECK(std::abs(entropy.slope(distortion) - 1.7 * (0.3 / one - 0.7 / (1.0 - one))) <= 1e-4);
        CHECK(std::abs(entropy.distortion(expected) - distortion) <= 1e-6);
        const auto proof = entropy.certificate(distortion);
        CHECK(proof.lower <= expected + 1e-15);
        CHECK(proof.upper >= expected - 1e-15);
        CHECK(entropy.perception(distortion) == proof.upper);
    }
}

TEST_CASE("limit: the ends of a curve") {
    const Curve entropy = binary(perdis::KullbackLeibler{});
    const double high = entropy.max_distortion();
    CHECK(entropy.perception(high) == 0.0);
    CHECK(entropy.perception(10.0) == 0.0);
    CHECK(entropy.perception(infinite) == 0.0);
    CHECK(entropy.slope(high) == 0.0);
    CHECK(entropy.slope(10.0) == 0.0);
    CHECK(entropy.perception(0.09) == infinite);
    CHECK(entropy.slope(0.09) == -infinite);
    CHECK(entropy.distortion(0.0) == high);
    CHECK(entropy.distortion(infinite) == entropy.min_distortion());
    CHECK(entropy.distortion(1.0) == entropy.min_distortion());
    CHECK(entropy.distortion(-1e-3) == infinite);
    CHECK_THROWS_AS(entropy.distortion(std::nan("")), perdis::DomainError);
    CHECK_THROWS_AS(entropy.perception(std::nan("")), perdis::DomainError);
}

TEST_CASE("limit: P is infinite at D_min where a symbol is never the cheapest, with slope -inf") {
    const Discrete<double> prior{{0, 1}, {0.9, 0.1}};
    const Curve curve = perdis::trace(
        perdis::Problem(prior, perdis::Symmetric(0.3), perdis::Hamming{}, perdis::KullbackLeibler{}), {.points = 3});
    const double low = curve.min_distortion();
    CHECK(curve.perception(low) == infinite);
    CHECK(curve.slope(low) == -infinite);
    CHECK(curve.certificate(low).lower == infinite);
    CHECK(curve.distortion(infinite) == low);
    // e > p: q = (D − p) p_Y / (e − p), p_Y = .34.
    for (const double level : {0.01, 0.1, 0.4}) {
        const double one = (curve.distortion(level) - 0.1) * 0.34 / 0.2;
        CHECK(std::abs(0.9 * std::log(0.9 / (1.0 - one)) + 0.1 * std::log(0.1 / one) - level) <= 1e-8);
    }
    // H² is finite there, but falls infinitely fast: √q.
    const Curve root = perdis::trace(
        perdis::Problem(prior, perdis::Symmetric(0.3), perdis::Hamming{}, perdis::SquaredHellinger{}), {.points = 3});
    CHECK(std::abs(root.perception(low) - (1.0 - std::sqrt(0.9))) <= 1e-9);
    CHECK(root.slope(low) == -infinite);
}

TEST_CASE("agree: slope and difference quotients, every divergence") {
    for (const unsigned seed : {1u, 8u, 17u}) {
        auto instance = instances::make(seed);
        while (instance.prior.size() > 12) {
            instance = instances::make(seed + 8 * static_cast<unsigned>(instance.prior.size()));
        }
        for (const auto& measure : instances::measures()) {
            const perdis::FiniteProblem problem = instances::problem(instance, measure);
            if (problem.divergence().kind() != perdis::FiniteDivergence::Kind::smooth) { continue; }
            const Curve curve = perdis::trace(problem, {.at = {problem.max_distortion()}});
            const double range = problem.max_distortion() - problem.min_distortion();
            const double middle = problem.min_distortion() + 0.4 * range;
            const double step = 1e-3 * range;
            CAPTURE(instance.name, measure.name);
            const double left = (curve.perception(middle) - curve.perception(middle - step)) / step;
            const double right = (curve.perception(middle + step) - curve.perception(middle)) / step;
            // P is convex (its square for the Hellinger distance): the slope lies between the quotients.
            const double slack = 1e-3 * std::abs(left) + 4e-9 / step;
            CHECK(curve.slope(middle) >= left - slack);
            CHECK(curve.slope(middle) <= right + slack);
        }
    }
}

TEST_CASE("agree: distortion(P) inverts perception(D), every divergence") {
    auto instance = instances::make(1);
    for (const auto& measure : instances::measures()) {
        const perdis::FiniteProblem problem = instances::problem(instance, measure);
        if (problem.divergence().kind() == perdis::FiniteDivergence::Kind::transport) { continue; }
        const Curve curve = perdis::trace(problem, {.at = {problem.max_distortion()}});
        const double range = problem.max_distortion() - problem.min_distortion();
        CAPTURE(instance.name, measure.name);
        for (const double share : {0.01, 0.4}) {
            const double distortion = problem.min_distortion() + share * range;
            const auto proof = curve.certificate(distortion);
            const double slope = curve.slope(distortion);
            REQUIRE(slope < 0.0);
            const double accuracy = 1e-9 * range + 10.0 * (proof.upper - proof.lower) / -slope;
            CHECK(std::abs(curve.distortion(proof.upper) - distortion) <= accuracy);
        }
    }
}
