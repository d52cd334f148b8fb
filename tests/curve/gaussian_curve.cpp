#include "catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/curve/verify.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

template <class Divergence>
perdis::LinearGaussianProblem<double, Divergence> example(const Divergence& divergence, double noise) {
    return {perdis::Gaussian<double>(0.0, perdis::variance(1.0)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise)), perdis::SquaredError{}, divergence,
            perdis::ProblemOptions{.estimators = perdis::Estimators::linear}};
}

} // namespace

TEST_CASE("value: the paper's Example 1 at three distortions", "[gaussian_curve]") {
    const auto check = [](const auto& divergence, double noise, double distortion, double value) {
        const auto curve = perdis::trace(example(divergence, noise), {.points = 3});
        const auto point = curve.point(distortion);
        CHECK(point.perception
              == Approx(value).epsilon(1e-12).margin(0)); // κ of P in D is below 100, the margins 100 ε
        CHECK(point.perception == point.upper);
        CHECK(point.lower <= value);
        CHECK(point.upper >= value);
    };
    // mpmath, as in solver/closed_form
    check(perdis::KullbackLeibler{}, 1.0, 0.502233, 0.09675651277999469526976);
    check(perdis::KullbackLeibler{}, 4.0, 0.804193, 0.7380995607216289631639);
    check(perdis::TotalVariation{}, 1.0, 0.50056862, 0.1504421086932934167865);
}

TEST_CASE("value: the ends and the name of a Gaussian curve", "[gaussian_curve]") {
    const auto curve = perdis::trace(example(perdis::Wasserstein2{}, 3.0), {.points = 11});
    CHECK(curve.min_distortion() == 0.75); // n/s
    CHECK(curve.max_distortion() == 1.0);  // 2 − 2/√s
    CHECK(curve.minimum_perception() == 0.0);
    CHECK(curve.method() == "closed_form (linear estimators)");
    REQUIRE(curve.points().size() == 11);
    CHECK(curve.points().front().distortion == 0.75);
    CHECK(curve.points().front().perception == Approx(0.5).epsilon(128 * epsilon).margin(0)); // 1 − 1/√s
    CHECK(curve.points().front().slope == -infinity);
    CHECK(curve.points().back().distortion == 1.0);
    CHECK(curve.points().back().perception == 0.0);
    CHECK(curve.points().back().lower == 0.0);
    CHECK(curve.points().back().slope == 0.0);
    CHECK(!std::signbit(curve.points().back().slope));
    // W₂ = ½ − √(D − ¾): −1/(2 √(1/25)) at D = 0.79
    CHECK(curve.slope(0.79) == Approx(-2.5).epsilon(64 * epsilon).margin(0)); // D − D_min loses a factor 20
    CHECK(curve.perception(0.79) == Approx(0.3).epsilon(512 * epsilon).margin(0));
}

TEST_CASE("agree: D(P) is the inverse of P(D) for a Gaussian", "[gaussian_curve]") {
    const auto curve = perdis::trace(example(perdis::Wasserstein2{}, 3.0), {.points = 3});
    for (const double perception : {0.05, 0.2, 0.4}) {
        // D = ¾ + (½ − P)², to the documented 1e-12 (D_max − D_min)
        CHECK(std::abs(curve.distortion(perception) - (0.75 + std::pow(0.5 - perception, 2))) <= 1e-12);
    }
    CHECK(curve.distortion(0.6) == 0.75);
}

TEST_CASE("agree: the slope is the derivative of a Gaussian curve", "[gaussian_curve]") {
    const auto model = perdis::gaussian_curve_model(example(perdis::KullbackLeibler{}, 1.0));
    const double step = 1e-6;
    for (const double distortion : {0.52, 0.55, 0.58}) {
        const auto points = model->at({distortion - step, distortion, distortion + step}, {});
        const double difference = (points[2].perception - points[0].perception) / (2.0 * step);
        // the step's square times P''' below 1e5, and 1e-13 of rounding over the step
        CHECK(points[1].slope == Approx(difference).margin(5e-7));
    }
}

TEST_CASE("law: certified Gaussian rows, in order, for a metric, an entropic and an ordered divergence",
          "[gaussian_curve]") {
    const auto check = [](const auto& divergence) {
        for (const double noise : {1e-4, 1.0, 1e4}) {
            const auto curve = perdis::trace(example(divergence, noise), {.points = 40});
            const auto verdict = perdis::verify(curve);
            CHECK(verdict.non_increasing.verdict == perdis::Verdict::proved);
            double last = infinity;
            for (const auto& point : curve.points()) {
                CHECK(point.lower <= point.upper);
                CHECK(point.upper - point.lower <= 1e-9 * (1.0 + point.upper)); // √(16 ε n/s) next to D_min
                CHECK(point.lower <= last);
                CHECK(point.slope <= 0.0);
                last = point.upper;
            }
        }
    };
    check(perdis::TotalVariation{});
    check(perdis::ReverseKullbackLeibler{});
    check(perdis::Renyi{0.5});
}

TEST_CASE("limit: a Gaussian below D_min, beyond D_max, without noise", "[gaussian_curve]") {
    const auto model = perdis::gaussian_curve_model(example(perdis::KullbackLeibler{}, 3.0));
    CHECK(model->slack() == 8.0 * epsilon * 0.75);
    const auto points =
        model->at({-infinity, 0.5, 0.75 - 2.0 * model->slack(), 0.75 - model->slack() / 2.0, infinity}, {});
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(points[i].perception == infinity);
        CHECK(points[i].lower == infinity);
        CHECK(points[i].upper == infinity);
        CHECK(points[i].slope == -infinity);
    }
    CHECK(points[3].perception < infinity);
    CHECK(points[3].slope == -infinity);
    CHECK(points[4].perception == 0.0);
    CHECK(points[4].slope == 0.0);
    const auto clear = perdis::gaussian_curve_model(example(perdis::KullbackLeibler{}, 0.0));
    CHECK(clear->min_distortion() == 0.0);
    CHECK(clear->max_distortion() == 0.0);
    CHECK(clear->at({0.0}, {}).front().perception == 0.0);
}

TEST_CASE("limit: a Gaussian has P = 0 exactly at D_max whatever the noise", "[gaussian_curve]") {
    for (double noise = 1e-300; noise < 1e300; noise *= 3.7) {
        const auto model = perdis::gaussian_curve_model(example(perdis::Hellinger{}, noise));
        const auto point = model->at({model->max_distortion()}, {}).front();
        INFO(noise);
        CHECK(point.lower == 0.0);
        CHECK(point.upper == 0.0);
        CHECK(point.slope == 0.0);
    }
}

TEST_CASE("refuse: a linear family's curve where all estimators are asked for and do better", "[gaussian_curve]") {
    const auto problem = example(perdis::KullbackLeibler{}, 1.0);
    const perdis::Problem all{problem.prior(), problem.channel(), problem.distortion(), problem.divergence()};
    CHECK_THROWS_WITH(perdis::GaussianCurveModel<perdis::KullbackLeibler>(all),
                      "Problem: estimators: the closed form of a Gaussian prior answers for linear estimators; ask for "
                      "linear");
}
