#include <perdis/curve/semi_discrete_curve.hpp>

#include "catch.hpp"

#include <perdis/channel/additive.hpp>
#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/curve/verify.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <limits>

using namespace perdis;

// 30 digits: theory.md section 5 for squared error, in mpmath at 40 digits.
TEST_CASE("value: the ternary example is traced without bins", "[semi_discrete_curve]") {
    const Problem problem{Discrete{{-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}}, AdditiveGaussian{standard_deviation(1.0)},
                          SquaredError{}, TotalVariation{}};
    const auto curve = trace(problem);
    CHECK(curve.method() == "semi_discrete_newton");
    CHECK(curve.min_distortion() == Approx(0.420762301532710959098610508353).epsilon(1e-14));
    CHECK(curve.max_distortion() == Approx(0.46850036539517006160988278607).epsilon(1e-14));
    CHECK(curve.perception(0.43) == Approx(0.13818530718713348651664698331).epsilon(1e-12));
    CHECK(curve.perception(0.45) == Approx(0.054408927542606652157109155936).epsilon(1e-12));
    CHECK(curve.perception(0.46) == Approx(0.0234854660323283591289626916106).epsilon(1e-12));
    CHECK(curve.perception(curve.distortion(0.1)) == Approx(0.1).epsilon(1e-10));
    CHECK(curve.points().size() == 50);
    CHECK(curve.points().front().slope == -std::numeric_limits<double>::infinity());
    CHECK(curve.points().back().perception == 0.0);
    for (const CurvePoint& point : curve.points()) { CHECK(point.upper - point.lower <= 1e-12); }
    const auto report = verify(curve);
    CHECK(report.non_increasing.verdict == Verdict::proved);
    CHECK(report.convex.verdict == Verdict::proved);
}

TEST_CASE("agree: a slope is the derivative of the curve", "[semi_discrete_curve]") {
    const Problem problem{Discrete{{-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}}, Additive{boost::math::normal(0.0, 1.0)},
                          Hamming{}, KullbackLeibler{}};
    const auto curve = trace(problem, {.points = 2});
    const double low = curve.min_distortion(), range = curve.max_distortion() - low;
    for (const double share : {0.2, 0.5, 0.8}) {
        const double at = low + share * range, step = 1e-4 * range;
        const double slope = (curve.perception(at + step) - curve.perception(at - step)) / (2.0 * step);
        CHECK(curve.slope(at) == Approx(slope).epsilon(1e-5));
    }
}

TEST_CASE("limit: a finite slope at D_min where a symbol is born there", "[semi_discrete_curve]") {
    // Maximum posterior never answers 0: its cell opens at y = 0, where it costs c(0, 0) − c(0, 1).
    const Problem problem{Discrete{{-1.0, 0.0, 1.0}, {0.4, 0.2, 0.4}}, AdditiveGaussian{standard_deviation(1.0)},
                          Hamming{}, TotalVariation{}};
    const double own = 0.2, other = 0.4 * std::exp(-0.5), sum = own + 2.0 * other; // posterior at 0
    CHECK(trace(problem, {.points = 2}).points().front().slope == Approx(-sum / (other - own)).epsilon(1e-4));
}

TEST_CASE("limit: without noise X is seen and P is 0 at once", "[semi_discrete_curve]") {
    const Problem problem{Discrete{{-1.0, 0.0, 1.0}, {0.25, 0.5, 0.25}}, AdditiveGaussian{standard_deviation(0.0)},
                          SquaredError{}, KullbackLeibler{}};
    const auto curve = trace(problem, {.points = 2});
    CHECK(curve.min_distortion() == 0.0);
    CHECK(curve.max_distortion() == 0.0);
    CHECK(curve.perception(0.0) == 0.0);
    CHECK(std::isinf(curve.perception(-0.1)));
}
