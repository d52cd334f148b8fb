#include <perdis/curve/trace.hpp>

#include "catch.hpp"
#include "solver/instances.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/distortion/squared_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace {

using perdis::Curve;
using perdis::Discrete;
using perdis::FiniteProblem;

constexpr double infinite = std::numeric_limits<double>::infinity();

template <class Divergence>
FiniteProblem three(const Divergence& divergence) {
    const Discrete<double> prior{{-1, 0, 1}, {0.5, 0.3, 0.2}};
    const perdis::TransitionMatrix<double> channel{{0.7, 0.2, 0.1}, {0.15, 0.7, 0.15}, {0.2, 0.2, 0.6}};
    return perdis::reduce(perdis::Problem(prior, channel, perdis::SquaredError{}, divergence));
}

/// The largest distance of the traced points' chords from the curve, at the middles.
double chord_error(const Curve& curve) {
    double worst = 0.0;
    const auto& points = curve.points();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double middle = 0.5 * (points[i].distortion + points[i + 1].distortion);
        worst = std::max(worst, 0.5 * (points[i].perception + points[i + 1].perception) - curve.perception(middle));
    }
    return worst;
}

} // namespace

TEST_CASE("law: the traced points are equally spaced, ascend, and end exactly") {
    for (const auto& measure : instances::measures()) {
        for (const unsigned seed : {1u, 3u, 6u, 7u}) {
            auto instance = instances::make(seed);
            const FiniteProblem problem = instances::problem(instance, measure);
            if (!problem.attainable()) { continue; }
            const Curve curve = perdis::trace(problem, {.points = 6});
            CAPTURE(measure.name, instance.name);
            REQUIRE(curve.points().size() == 6);
            CHECK(curve.points().front().distortion == problem.min_distortion());
            CHECK(curve.points().back().distortion == problem.max_distortion());
            CHECK(curve.points().back().perception == problem.minimum_perception());
            CHECK(curve.points().back().slope == 0.0);
            const double step = (problem.max_distortion() - problem.min_distortion()) / 5.0;
            for (std::size_t i = 0; i < 6; ++i) {
                const auto& point = curve.points()[i];
                CHECK(std::abs(point.distortion - problem.min_distortion() - static_cast<double>(i) * step) <= 1e-14);
                CHECK(point.perception == point.upper);
                CHECK(point.lower <= point.upper);
                CHECK(point.slope <= 0.0);
                if (i > 0) { CHECK(point.lower <= curve.points()[i - 1].upper); }
            }
        }
    }
}

TEST_CASE("agree: a traced point and the same point by itself") {
    const Curve curve = perdis::trace(three(perdis::KullbackLeibler{}), {.points = 9});
    for (const auto& point : curve.points()) {
        const auto alone = curve.point(point.distortion);
        CHECK(point.lower <= alone.upper);
        CHECK(alone.lower <= point.upper);
    }
}

TEST_CASE("law: distortions asked for are answered in ascending order") {
    const FiniteProblem problem = three(perdis::SquaredHellinger{});
    const double low = problem.min_distortion();
    const double high = problem.max_distortion();
    const Curve curve = perdis::trace(problem, {.at = {high, low, 0.5 * (low + high), 2.0 * high, 0.5 * low}});
    REQUIRE(curve.points().size() == 5);
    CHECK(curve.points()[0].perception == infinite);
    CHECK(curve.points()[1].distortion == low);
    CHECK(curve.points()[3].perception == 0.0);
    CHECK(curve.points()[4].perception == 0.0);
}

TEST_CASE("law: adaptive points are added where the curve bends, and lower the chords' error") {
    const FiniteProblem problem = three(perdis::SquaredHellinger{});
    const Curve coarse = perdis::trace(problem, {.points = 6});
    const Curve fine = perdis::trace(problem, {.points = 6, .adaptive_points = 6});
    CHECK(fine.points().size() == 12);
    CHECK(std::is_sorted(fine.points().begin(), fine.points().end(),
                         [](const auto& a, const auto& b) { return a.distortion < b.distortion; }));
    for (const auto& point : coarse.points()) {
        CHECK(std::any_of(fine.points().begin(), fine.points().end(),
                          [&](const auto& other) { return other.distortion == point.distortion; }));
    }
    CHECK(chord_error(fine) <= 0.5 * chord_error(coarse));
    // A constant curve bends nowhere.
    const Discrete<double> prior{{0, 1}, {0.5, 0.5}};
    const auto flat = perdis::reduce(
        perdis::Problem(prior, perdis::Symmetric(0.1), perdis::SquaredError{}, perdis::TotalVariation{}));
    CHECK(perdis::trace(flat, {.at = {flat.min_distortion(), 1.0}, .adaptive_points = 4}).points().size() == 2);
    // Where P is infinite at D_min, points go there, but not all of them.
    const FiniteProblem steep = three(perdis::KullbackLeibler{});
    REQUIRE(std::isinf(perdis::trace(steep, {.points = 6}).points()[0].perception));
    const Curve spread = perdis::trace(steep, {.points = 6, .adaptive_points = 12});
    CHECK(spread.points()[13].distortion > perdis::trace(steep, {.points = 6}).points()[1].distortion);
}

TEST_CASE("law: progress is told after every point") {
    std::vector<std::pair<int, int>> told;
    perdis::trace(
        three(perdis::KullbackLeibler{}),
        {.points = 4, .adaptive_points = 2, .progress = [&](int done, int total) { told.emplace_back(done, total); }});
    REQUIRE(told.size() == 6);
    for (int i = 0; i < 6; ++i) { CHECK(told[static_cast<std::size_t>(i)] == std::pair(i + 1, 6)); }
}

TEST_CASE("agree: a solver of one's own, with or without warm starts") {
    const FiniteProblem problem = three(perdis::SquaredHellinger{});
    int calls = 0;
    const auto cold = [&calls](const FiniteProblem& core, double distortion) {
        ++calls;
        return perdis::InteriorPoint{}(core, distortion);
    };
    const Curve own = perdis::trace(problem, cold, {.points = 7});
    const Curve ours = perdis::trace(problem, {.points = 7});
    CHECK(calls >= 7);
    CHECK(own.method() == "user");
    for (std::size_t i = 0; i < 7; ++i) {
        CHECK(own.points()[i].lower <= ours.points()[i].upper);
        CHECK(ours.points()[i].lower <= own.points()[i].upper);
    }
    // One that never leaves the cheapest symbols is found out: its upper bound is P(D_min), its lower bound nothing.
    const auto lazy = [](const FiniteProblem& core, double distortion) {
        perdis::Solution claim{perdis::Status::solved, distortion};
        claim.estimator = (core.excess().array() == 0.0).cast<double>();
        claim.prices = Eigen::VectorXd::Zero(core.excess().cols());
        return claim;
    };
    const Curve wrong = perdis::trace(problem, lazy, {.points = 3});
    CHECK(wrong.points()[1].lower <= ours.points()[3].upper);
    CHECK(wrong.points()[1].upper >= ours.points()[3].lower);
    CHECK(std::abs(wrong.points()[1].upper - ours.points()[0].upper) <= 1e-9);
}

TEST_CASE("refuse: fewer than two points, a negative number of adaptive ones, NaN") {
    const FiniteProblem problem = three(perdis::KullbackLeibler{});
    CHECK_THROWS_AS(perdis::trace(problem, {.points = 1}), perdis::DomainError);
    CHECK_THROWS_AS(perdis::trace(problem, {.adaptive_points = -1}), perdis::DomainError);
    CHECK_THROWS_AS(perdis::trace(problem, {.at = {0.4, std::nan("")}}), perdis::DomainError);
    CHECK_THROWS_WITH(perdis::trace(problem, {.points = 1}), Catch::Matchers::Contains("points = 1"));
}
