#include "catch.hpp"
#include "scalar_priors.hpp"

#include <cmath>
#include <limits>

#include <perdis/curve/scalar_density_curve.hpp>
#include <perdis/curve/verify.hpp>
#include <perdis/divergence/squared_hellinger.hpp>

namespace {

template <class Prior, class Divergence>
perdis::ScalarGaussianProblem<Prior, Divergence> example(const Prior& prior, const Divergence& divergence) {
    return {prior, perdis::AdditiveGaussian<double>(perdis::variance(1.0)), perdis::SquaredError{}, divergence};
}

} // namespace

TEST_CASE("law: Theorem 1 and the inequalities between divergences for a bimodal prior", "[scalar_density_curve]") {
    const auto prior = scalar_priors::bimodal();
    const auto kl = perdis::trace(example(prior, perdis::KullbackLeibler{}), {.points = 12});
    const auto tv = perdis::trace(example(prior, perdis::TotalVariation{}), {.points = 12});
    CHECK(kl.method() == "scalar_map");
    CHECK(tv.method() == "equalisation_bands");
    for (const auto& curve : {kl, tv}) {
        const auto verdict = perdis::verify(curve);
        CHECK(verdict.non_increasing.verdict == perdis::Verdict::proved);
        CHECK(verdict.convex.verdict == perdis::Verdict::proved);
    }
    const auto hellinger = perdis::scalar_density_curve_model(example(prior, perdis::SquaredHellinger{}));
    for (std::size_t i = 0; i < 12; ++i) {
        const double t = tv.points()[i].perception;
        const double h = hellinger->at({kl.points()[i].distortion}, {}).front().perception;
        CHECK(t <= std::sqrt(0.5 * kl.points()[i].perception) + 1e-10); // theory.md section 8
        CHECK(h <= t + 1e-10);
        CHECK(t <= std::sqrt(h * (2.0 - h)) + 1e-9);
    }
}

TEST_CASE("agree: the slope is the derivative, through a transform too", "[scalar_density_curve]") {
    const auto check = [](const auto& divergence) {
        const auto model = perdis::scalar_density_curve_model(example(scalar_priors::laplace(), divergence));
        const double range = model->max_distortion() - model->min_distortion();
        const double step = 1e-4 * range;
        for (const double share : {0.2, 0.6}) {
            const double middle = model->min_distortion() + share * range;
            const auto points = model->at({middle - step, middle, middle + step}, {});
            const double difference = (points[2].perception - points[0].perception) / (2.0 * step);
            CHECK(points[1].slope == Approx(difference).epsilon(1e-5).margin(0)); // the step's square times P'''/P'
        }
    };
    check(perdis::KullbackLeibler{});
    check(perdis::Hellinger{});
    check(perdis::TotalVariation{});
}

TEST_CASE("limit: points below D_min and beyond D_max of any prior", "[scalar_density_curve]") {
    const auto curve = perdis::trace(example(scalar_priors::laplace(), perdis::TotalVariation{}), {.at = {0.5}});
    const auto below = curve.point(curve.min_distortion() - 1e-3);
    CHECK(below.lower == std::numeric_limits<double>::infinity());
    CHECK(below.slope == -std::numeric_limits<double>::infinity());
    const auto beyond = curve.point(10.0);
    CHECK(beyond.perception == 0.0);
    CHECK(beyond.slope == 0.0);
    CHECK(curve.distortion(curve.perception(0.5)) == Approx(0.5).epsilon(1e-9).margin(0));
}
