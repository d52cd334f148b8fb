#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/curve/stationary_curve.hpp>
#include <perdis/curve/verify.hpp>
#include <perdis/law/periodogram.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A square with a spectrum like a photograph's, blurred.
template <class Divergence>
perdis::StationaryProblem<Divergence> photograph(Eigen::Index n, perdis::DownSampling factors,
                                                 const Divergence& divergence) {
    const perdis::RealField spectrum = 1.0 / (1e-4 + perdis::radial_frequency(n, n).square());
    return {perdis::StationaryGaussian(0.0, spectrum),
            perdis::CircularConvolution(perdis::gaussian_transfer(n, n, 1.0), perdis::standard_deviation(1.0), factors),
            perdis::SquaredError{}, divergence};
}

} // namespace

TEST_CASE("value: the curve of one sample is that of a scalar Gaussian", "[stationary_curve]") {
    const auto scalar = [](const auto& divergence) {
        return perdis::StationaryProblem<std::decay_t<decltype(divergence)>>{
            perdis::StationaryGaussian(0.0, perdis::RealField::Ones(1, 1)),
            perdis::CircularConvolution(perdis::identity_transfer(1, 1), perdis::variance(3.0)), perdis::SquaredError{},
            divergence};
    };
    const auto distance = perdis::trace(scalar(perdis::Wasserstein2{}), {.points = 5});
    CHECK(distance.min_distortion() == 0.75);                       // n/s
    CHECK(distance.max_distortion() == Approx(1.0).epsilon(1e-15)); // 2 − 2/√s
    CHECK(distance.perception(0.79) == Approx(0.3).epsilon(1e-13)); // ½ − √(D − ¾)
    CHECK(distance.slope(0.79) == Approx(-2.5).epsilon(1e-13));
    CHECK(distance.method() == "closed_form");
    const auto entropic = perdis::trace(scalar(perdis::ReverseKullbackLeibler{}), {.points = 5});
    const double deviation = 0.7; // ½ + √(D − ¾) at D = 0.79
    const double value = 0.5 * (deviation * deviation - 1.0) - std::log(deviation);
    CHECK(entropic.perception(0.79) == Approx(value).epsilon(1e-12));
    CHECK(entropic.method() == "water_filling");
    CHECK(entropic.minimum_perception() == 0.0);
}

TEST_CASE("law: certified rows of stationary curves, in order and convex", "[stationary_curve]") {
    const auto check = [](const auto& problem) {
        const auto curve = perdis::trace(problem, {.points = 30});
        const auto verdict = perdis::verify(curve);
        CHECK(verdict.non_increasing.verdict == perdis::Verdict::proved);
        CHECK(verdict.convex.verdict == perdis::Verdict::proved);
        for (const auto& point : curve.points()) {
            if (point.lower == infinity) { continue; }
            CHECK(point.lower <= point.upper);
            CHECK(point.upper - point.lower <= 1e-9 * (1.0 + point.upper));
        }
    };
    check(photograph(32, {4, 4}, perdis::Wasserstein2{}));
    check(photograph(32, {4, 4}, perdis::SquaredWasserstein2{}));
    check(photograph(32, {4, 4}, perdis::ReverseKullbackLeibler{}));
    check(photograph(32, {1, 1}, perdis::ReverseKullbackLeibler{}));
}

TEST_CASE("agree: a larger torus of the same spectrum has nearly the same curve per sample", "[stationary_curve]") {
    const auto at = [](Eigen::Index n) {
        const auto curve = perdis::trace(photograph(n, {4, 4}, perdis::Wasserstein2{}), {.points = 2});
        return std::pair(curve.min_distortion(), curve.points().front().perception);
    };
    const auto [small, distance] = at(128);
    const auto [large, further] = at(256);
    CHECK(small == Approx(large).epsilon(1e-3)); // sums of a smooth spectrum over a grid twice as fine
    CHECK(distance == Approx(further).epsilon(1e-3));
}

TEST_CASE("law: down-sampling raises the curve of a stationary field everywhere", "[stationary_curve]") {
    // whoever sees all samples with noise n may drop some: a garbling
    const auto fine = perdis::trace(photograph(32, {1, 1}, perdis::Wasserstein2{}), {.points = 2});
    const auto coarse = perdis::trace(photograph(32, {2, 2}, perdis::Wasserstein2{}), {.points = 2});
    const auto coarser = perdis::trace(photograph(32, {4, 4}, perdis::Wasserstein2{}), {.points = 2});
    CHECK(fine.min_distortion() < coarse.min_distortion());
    CHECK(coarse.min_distortion() < coarser.min_distortion());
    for (const double share : {0.0, 0.2, 0.6}) {
        const double distortion =
            coarser.min_distortion() + share * (coarser.max_distortion() - coarser.min_distortion());
        CHECK(coarse.certificate(distortion).upper <= coarser.certificate(distortion).lower);
        CHECK(fine.certificate(distortion).upper <= coarse.certificate(distortion).upper + 1e-12);
    }
}

TEST_CASE("limit: stationary curves below D_min, beyond D_max, without noise, without power", "[stationary_curve]") {
    const auto curve = perdis::trace(photograph(8, {2, 2}, perdis::ReverseKullbackLeibler{}), {.points = 3});
    CHECK(curve.points().front().perception == infinity);
    CHECK(curve.points().front().slope == -infinity);
    CHECK(curve.perception(0.9 * curve.min_distortion()) == infinity);
    CHECK(curve.perception(infinity) == 0.0);
    CHECK(curve.slope(curve.max_distortion()) == 0.0);
    CHECK(curve.distortion(0.1) < curve.max_distortion());
    const perdis::StationaryProblem<perdis::Wasserstein2> clear{
        perdis::StationaryGaussian(1.0, perdis::RealField::Ones(4, 4)),
        perdis::CircularConvolution(perdis::identity_transfer(4, 4), perdis::variance(0.0)), perdis::SquaredError{},
        perdis::Wasserstein2{}};
    CHECK(perdis::trace(clear, {.points = 3}).max_distortion() == 0.0);
    CHECK(perdis::trace(clear, {.points = 3}).perception(0.0) == 0.0);
}

TEST_CASE("refuse: a stationary problem with bins or an alphabet", "[stationary_curve]") {
    const auto problem = photograph(4, {2, 2}, perdis::Wasserstein2{});
    const auto with = [&](const perdis::ProblemOptions& options) {
        return perdis::StationaryProblem<perdis::Wasserstein2>(problem.prior(), problem.channel(), problem.distortion(),
                                                               problem.divergence(), options);
    };
    CHECK_THROWS_WITH(perdis::trace(with({.observation = perdis::Bins(0.0, 1.0, 3)})),
                      "Problem: observation: a field is seen as it is; bins are not allowed");
    CHECK_THROWS_WITH(perdis::trace(with({.reconstruction = Eigen::MatrixXd::Zero(1, 2)})),
                      "Problem: reconstruction: a field is restored in the whole space; an alphabet is not allowed");
    CHECK_THROWS_WITH(perdis::trace(problem, {.at = {std::numeric_limits<double>::quiet_NaN()}}),
                      "trace: at = nan is not in [-inf, inf]");
}
