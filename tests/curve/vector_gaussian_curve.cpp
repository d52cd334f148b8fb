#include "catch.hpp"
#include "tradeoff/gaussian_models.hpp"

#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/curve/vector_gaussian_curve.hpp>
#include <perdis/curve/verify.hpp>

#include <limits>

using namespace gaussian_models;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Divergence>
perdis::VectorGaussianProblem<Divergence> posed(const Model& m, const Divergence& divergence) {
    return {m.prior, m.channel, {}, divergence};
}

} // namespace

TEST_CASE("value: vector curves at three distortions", "[vector_gaussian_curve]") {
    const auto distance = perdis::trace(posed(two_of_three(), perdis::Wasserstein2{}), {.points = 3});
    // mpmath: G = 1.14614161668193, D_min = 1.7875
    CHECK(distance.min_distortion() == Approx(1.7875).epsilon(1e-14));
    CHECK(distance.max_distortion() == Approx(3.10114060549027).epsilon(1e-11));
    CHECK(distance.perception(2.0375) == Approx(0.64614161668193).epsilon(1e-11)); // G − ½
    CHECK(distance.slope(2.0375) == Approx(-1.0).epsilon(1e-13));
    CHECK(distance.distortion(0.14614161668193) == Approx(2.7875).epsilon(1e-10));
    CHECK(distance.method() == "closed_form");
    const auto square = perdis::trace(posed(two_of_three(), perdis::SquaredWasserstein2{}), {.points = 3});
    CHECK(square.perception(2.0375) == Approx(0.64614161668193 * 0.64614161668193).epsilon(1e-11));
    CHECK(square.slope(2.0375) == Approx(-2.0 * 0.64614161668193).epsilon(1e-11));
    const auto entropy = perdis::trace(posed(two_of_three(), perdis::ReverseKullbackLeibler{}), {.points = 3});
    CHECK(entropy.perception(2.2) == Approx(0.2437930106).margin(2e-8)); // cvxpy, as in the solver's test
    CHECK(entropy.perception(entropy.min_distortion()) == infinity);
    CHECK(entropy.method() == "riccati");
}

TEST_CASE("law: Theorem 1 on certified vector curves", "[vector_gaussian_curve]") {
    const auto check = [](const auto& divergence) {
        for (const auto& m : all()) {
            INFO(m.name);
            const auto curve = perdis::trace(posed(m, divergence), {.points = 9});
            for (const auto& point : curve.points()) {
                CHECK(point.lower <= point.upper);
                CHECK(point.perception == point.upper);
            }
            CHECK(curve.points().back().upper == 0.0);
            CHECK(curve.points().back().slope == 0.0);
            CHECK(curve.max_distortion() <= 2.0 * curve.min_distortion() + 1e-12);
            if (curve.min_distortion() == curve.max_distortion()) { continue; }
            const auto found = perdis::verify(curve);
            CHECK(found.non_increasing.verdict == perdis::Verdict::proved);
            CHECK(found.convex.verdict == perdis::Verdict::proved);
        }
    };
    check(perdis::Wasserstein2{});
    check(perdis::SquaredWasserstein2{});
    check(perdis::ReverseKullbackLeibler{});
}

TEST_CASE("agree: one coordinate and Example 1, which is optimal for these divergences", "[vector_gaussian_curve]") {
    const auto check = [](const auto& divergence) {
        using Divergence = std::decay_t<decltype(divergence)>;
        for (const double n : {0.01, 1.0, 100.0}) {
            const perdis::LinearGaussianProblem<double, Divergence> scalar{
                perdis::Gaussian<double>(3.0, perdis::variance(2.0)),
                perdis::AdditiveGaussian<double>(perdis::variance(n)),
                perdis::SquaredError{},
                divergence,
                {.estimators = perdis::Estimators::linear}};
            const perdis::VectorGaussianProblem<Divergence> vector{perdis::MultivariateGaussian<double>(scalar.prior()),
                                                                   perdis::LinearGaussian<double>(scalar.channel()),
                                                                   {},
                                                                   divergence};
            const auto a = perdis::trace(scalar, {.points = 7});
            const auto b = perdis::trace(vector, {.points = 7});
            for (std::size_t i = 0; i < 7; ++i) {
                CHECK(b.points()[i].distortion == Approx(a.points()[i].distortion).epsilon(1e-14));
                // D differs by rounding, which √(D − D_min) magnifies next to D_min
                CHECK(b.points()[i].perception == Approx(a.points()[i].perception).margin(1e-7));
                CHECK(b.perception(a.points()[i].distortion)
                      == Approx(a.points()[i].perception).epsilon(1e-7).margin(1e-12));
            }
        }
    };
    check(perdis::Wasserstein2{});
    check(perdis::SquaredWasserstein2{});
    check(perdis::ReverseKullbackLeibler{});
}

TEST_CASE("limit: vector curves below D_min, beyond D_max, without noise, of a known X", "[vector_gaussian_curve]") {
    const auto check = [](const auto& divergence) {
        const auto model = perdis::vector_gaussian_curve_model(two_of_three().problem(), divergence);
        const auto points = model->at({-infinity, 1.0, model->max_distortion(), infinity}, {});
        CHECK(points[0].lower == infinity);
        CHECK(points[1].upper == infinity);
        CHECK(points[1].slope == -infinity);
        CHECK(points[2].upper == 0.0);
        CHECK(points[3].upper == 0.0);
        const MatrixXd unit = MatrixXd::Identity(3, 3);
        for (const auto& m : {gaussian_models::model("exact", three_by_three(), unit, 0.0 * unit),
                              gaussian_models::model("known", 0.0 * unit, unit, unit)}) {
            const auto trivial = perdis::trace(posed(m, divergence), {.points = 2});
            CHECK(trivial.min_distortion() == 0.0);
            CHECK(trivial.max_distortion() == 0.0);
            CHECK(trivial.points().front().upper == 0.0);
        }
        CHECK_THROWS_WITH(model->at({std::nan("")}, {}),
                          "VectorGaussianCurveModel: distortion = nan is not in [-inf, inf]");
    };
    check(perdis::Wasserstein2{});
    check(perdis::SquaredWasserstein2{});
    check(perdis::ReverseKullbackLeibler{});
}
