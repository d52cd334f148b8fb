#include <perdis/curve/verify.hpp>

#include "catch.hpp"

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/bins.hpp>
#include <perdis/channel/transition_matrix.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/matrix_distortion.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/squared_hellinger.hpp>
#include <perdis/divergence/total_variation.hpp>

#include <cmath>
#include <limits>

namespace {

using perdis::Curve;
using perdis::CurvePoint;
using perdis::Discrete;
using perdis::Verdict;
using perdis::verify;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The paper's ternary example, p(±1) = .4, σ = 1, in 60 bins.
template <class Distortion, class Divergence>
Curve ternary(const Distortion& distortion, const Divergence& divergence) {
    const Discrete<double> prior{{-1, 0, 1}, {0.4, 0.2, 0.4}};
    const perdis::AdditiveGaussian<double> noise{perdis::standard_deviation(1.0)};
    return perdis::trace(
        perdis::Problem(prior, noise, distortion, divergence, {.observation = perdis::Bins(-5.0, 5.0, 60)}),
        {.points = 21});
}

/// Two symbols whose Bayes rule is far from the prior: under the Hellinger distance P(D) is strictly concave.
template <class Divergence>
Curve control(const Divergence& divergence) {
    const Discrete<double> prior{{0, 1}, {0.98, 0.02}};
    const perdis::TransitionMatrix<double> channel{{0.5, 0.5}, {0.3, 0.7}};
    const perdis::MatrixDistortion<double> distortion{{0, 1}, {60, 0}};
    return perdis::trace(perdis::Problem(prior, channel, distortion, divergence), {.points = 21});
}

/// P = (1 − D)² exactly, D = 0, .1, … 1, with enclosures of a given width.
std::vector<CurvePoint> parabola(double width) {
    std::vector<CurvePoint> points;
    for (int i = 0; i <= 10; ++i) {
        const double distortion = 0.1 * i;
        const double value = (1.0 - distortion) * (1.0 - distortion);
        points.push_back({distortion, value + width, value, value + width, -2.0 * (1.0 - distortion)});
    }
    return points;
}

void raise(CurvePoint& point, double by) {
    point.perception += by;
    point.lower += by;
    point.upper += by;
}

} // namespace

TEST_CASE("law: Theorem 1 on the ternary example") {
    const auto check = [](const Curve& curve) {
        const auto verification = verify(curve);
        CHECK(verification.points == 21);
        CHECK(verification.non_increasing.verdict == Verdict::proved);
        CHECK(verification.convex.verdict == Verdict::proved);
        CHECK(verification.convex.where.size() == 3);
    };
    const auto both = [&](const auto& divergence) {
        check(ternary(perdis::SquaredError{}, divergence));
        check(ternary(perdis::Hamming{}, divergence));
    };
    both(perdis::KullbackLeibler{});
    both(perdis::TotalVariation{});
    both(perdis::SquaredHellinger{});
    both(perdis::ChiSquared{});
    both(perdis::Renyi(2.0));
}

TEST_CASE("law: the Hellinger distance is not convex in q, and its curve is found not to be") {
    const auto distance = verify(control(perdis::Hellinger{}));
    CHECK(distance.non_increasing.verdict == Verdict::proved);
    CHECK(distance.convex.verdict == Verdict::disproved);
    CHECK(distance.convex.violation > 1e-5);
    CHECK(distance.convex.where.size() == 3);
    const auto square = verify(control(perdis::SquaredHellinger{}));
    CHECK(square.non_increasing.verdict == Verdict::proved);
    CHECK(square.convex.verdict == Verdict::proved);
}

TEST_CASE("law: an exact convex curve is proved, a corrupted one is not") {
    CHECK(verify(parabola(0.0)).convex.verdict == Verdict::proved);
    CHECK(verify(parabola(0.0)).non_increasing.verdict == Verdict::proved);
    for (std::size_t i = 1; i + 1 < 11; ++i) {
        auto raised = parabola(1e-9);
        raise(raised[i], 0.3);
        const auto up = verify(raised);
        CHECK(up.convex.verdict == Verdict::disproved);
        CHECK(up.convex.violation == Approx(0.29).margin(0.1));
        CHECK(up.non_increasing.verdict == Verdict::disproved);
        CHECK(up.convex.where.size() == 3);
        CHECK(up.convex.where[1] == raised[i].distortion);
        auto lowered = parabola(1e-9);
        raise(lowered[i], -0.3);
        CHECK(verify(lowered).convex.verdict == Verdict::disproved);
    }
    // A violation just larger than its neighbours' enclosures.
    auto slight = parabola(1e-9);
    raise(slight[5], 0.0101); // the parabola is .01 below its chords of .2
    CHECK(verify(slight).convex.verdict == Verdict::disproved);
    CHECK(verify(slight).convex.violation == Approx(1e-4).epsilon(0.01));
}

TEST_CASE("law: wide enclosures leave it undecided, never proved") {
    const auto wide = verify(parabola(0.5));
    CHECK(wide.non_increasing.verdict == Verdict::undecided);
    CHECK(wide.convex.verdict == Verdict::undecided);
    CHECK(wide.convex.violation > 0.0);
    auto unknown = parabola(0.0);
    unknown[4].upper = infinite;
    CHECK(verify(unknown).convex.verdict == Verdict::undecided);
    CHECK(verify(unknown).non_increasing.verdict == Verdict::undecided);
    // Within the tolerance rounding passes.
    CHECK(verify(parabola(1e-9)).convex.verdict == Verdict::proved);
    CHECK(verify(parabola(0.02), 0.1).convex.verdict == Verdict::proved);
}

TEST_CASE("limit: infinite values at the left end are no violation") {
    auto points = parabola(0.0);
    points[0].perception = points[0].lower = points[0].upper = infinite;
    CHECK(verify(points).non_increasing.verdict == Verdict::proved);
    CHECK(verify(points).convex.verdict == Verdict::proved);
    // An infinite value after a finite one is.
    points = parabola(0.0);
    points[5].perception = points[5].lower = points[5].upper = infinite;
    CHECK(verify(points).non_increasing.verdict == Verdict::disproved);
    CHECK(verify(points).convex.verdict == Verdict::disproved);
    CHECK(verify(std::vector<CurvePoint>{}).points == 0);
}

TEST_CASE("refuse: points out of order, bounds out of order, NaN, no tolerance") {
    const auto refused = [](const auto& corrupt, const char* message) {
        auto points = parabola(0.0);
        corrupt(points);
        CHECK_THROWS_AS(verify(points), perdis::DomainError);
        CHECK_THROWS_WITH(verify(points), Catch::Matchers::Contains(message));
    };
    refused([](auto& points) { std::swap(points[2], points[3]); }, "points[3]: the distortions do not ascend");
    refused([](auto& points) { points[3].distortion = points[2].distortion; },
            "points[3]: the distortions do not ascend");
    refused([](auto& points) { points[4].distortion = std::nan(""); }, "do not ascend");
    refused([](auto& points) { points[4].lower = 2.0; }, "points[4]: the bounds are out of order or NaN");
    refused([](auto& points) { points[4].lower = std::nan(""); }, "points[4]");
    CHECK_THROWS_AS(verify(parabola(0.0), 0.0), perdis::DomainError);
    CHECK_THROWS_AS(verify(parabola(0.0), std::nan("")), perdis::DomainError);
}
