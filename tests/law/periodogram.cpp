#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/law/periodogram.hpp>

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// An isotropic spectrum that falls like the square of the frequency, as photographs have.
perdis::RealField falling(Eigen::Index height, Eigen::Index width) {
    const perdis::RealField radii = perdis::radial_frequency(height, width);
    return 1.0 / (0.001 + radii.square());
}

} // namespace

TEST_CASE("value: radii of the frequencies of a torus", "[periodogram]") {
    const perdis::RealField radii = perdis::radial_frequency(4, 10);
    CHECK(radii(0, 0) == 0.0);
    CHECK(radii(2, 5) == Approx(std::sqrt(0.5)).epsilon(2 * epsilon));
    CHECK(radii(3, 0) == 0.25);
    CHECK(radii(0, 7) == Approx(0.3).epsilon(2 * epsilon));
}

TEST_CASE("law: a radial average is even, keeps the sum, and leaves a flat spectrum flat", "[periodogram]") {
    const perdis::RealField average = perdis::radial_average(falling(24, 40));
    CHECK(average.sum() == Approx(falling(24, 40).sum()).epsilon(64 * epsilon));
    for (Eigen::Index i = 0; i < 24; ++i) {
        for (Eigen::Index j = 0; j < 40; ++j) {
            CHECK(average(i, j) == average(perdis::opposite(i, 24), perdis::opposite(j, 40)));
        }
    }
    const perdis::RealField flat = perdis::radial_average(perdis::RealField::Constant(9, 12, 2.5));
    CHECK((flat - 2.5).abs().maxCoeff() <= 64 * epsilon * 2.5);
}

TEST_CASE("agree: the estimated spectrum of a draw is the law's as far as chance allows", "[periodogram]") {
    const perdis::StationaryGaussian law(100.0, falling(256, 256));
    const auto estimate = perdis::stationary_gaussian_like(law.sample(5));
    const perdis::RealField radii = perdis::radial_frequency(256, 256);
    for (const double low : {0.05, 0.1, 0.2, 0.3, 0.4}) {
        const perdis::RealField ring = (radii >= low && radii < 1.25 * low).cast<double>();
        // half of the ring's powers are independent, fewer by (35/18)² as Hann's window correlates neighbours: four deviations
        const double chance = 4.0 * std::sqrt(2.0 * std::pow(35.0 / 18.0, 2) / ring.sum());
        const double ratio = (estimate.spectrum() * ring).sum() / (law.spectrum() * ring).sum();
        INFO(low << ' ' << ratio);
        CHECK(std::abs(ratio - 1.0) <= chance);
    }
}

TEST_CASE("law: a window keeps the jump at the edges out of the periodogram", "[periodogram]") {
    // A ramp: without a window its power on the axis falls like 1/f² only; Hann's window leaves 1/f⁶.
    const Eigen::Index n = 128;
    perdis::RealField ramp(n, n);
    for (Eigen::Index j = 0; j < n; ++j) { ramp.col(j) = static_cast<double>(j); }
    const perdis::RealField tapered = perdis::periodogram(ramp);
    const perdis::RealField plain =
        perdis::fourier_transform(perdis::RealField(ramp - ramp.mean())).abs2() / static_cast<double>(n * n);
    CHECK(tapered(0, 40) < 1e-6 * plain(0, 40));
    CHECK(tapered(0, 1) > 0.1 * plain(0, 1));
}

TEST_CASE("limit: a constant field, a line, a single sample", "[periodogram]") {
    const auto constant = perdis::stationary_gaussian_like(perdis::RealField::Constant(8, 8, 42.0));
    CHECK(constant.mean() == 42.0);
    CHECK(constant.variance() == 0.0);
    const auto one = perdis::stationary_gaussian_like(perdis::RealField::Constant(1, 1, 7.0));
    CHECK(one.mean() == 7.0);
    CHECK(one.variance() == 0.0);
    perdis::RealField line = perdis::RealField::Zero(1, 9);
    line(0, 4) = 9.0;
    const auto law = perdis::stationary_gaussian_like(line);
    CHECK(law.mean() == 1.0);
    CHECK(law.sample_variance() == Approx(8.0).epsilon(16 * epsilon)); // (64 + 8)/9
}

TEST_CASE("refuse: a field that is empty or not finite", "[periodogram]") {
    perdis::RealField field = perdis::RealField::Ones(2, 2);
    field(1, 0) = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::periodogram(field), "periodogram: the field has an entry that is not finite");
    CHECK_THROWS_WITH(perdis::stationary_gaussian_like(perdis::RealField(0, 0)),
                      "stationary_gaussian_like: the field is empty");
    CHECK_THROWS_WITH(perdis::radial_average(-perdis::RealField::Ones(1, 2)),
                      "radial_average: power = -1 is not in [0, inf)");
}
