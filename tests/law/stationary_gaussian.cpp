#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/law/stationary_gaussian.hpp>

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// The stationary first-order autoregression on a circle: r(k) = (ρ^k + ρ^(n−k))/(1 − ρ^n).
perdis::RealField autoregression(Eigen::Index n, double rho) {
    perdis::RealField r(1, n);
    for (Eigen::Index k = 0; k < n; ++k) {
        r(0, k) = (std::pow(rho, k) + std::pow(rho, n - k)) / (1.0 - std::pow(rho, n));
    }
    return r;
}

} // namespace

TEST_CASE("value: the spectrum of a first-order autoregression on a circle", "[stationary_gaussian]") {
    const Eigen::Index n = 15;
    const double rho = 0.7;
    const auto law = perdis::StationaryGaussian::from_autocovariance(3.0, autoregression(n, rho));
    CHECK(law.mean() == 3.0);
    CHECK(law.height() == 1);
    CHECK(law.width() == n);
    for (Eigen::Index k = 0; k < n; ++k) {
        // (1 − ρ²)/(1 − 2ρ cos ω + ρ²), the textbook spectrum; every alias of the line folds into the circle's r
        const double omega = 2.0 * std::acos(-1.0) * static_cast<double>(k) / static_cast<double>(n);
        const double power = (1.0 - rho * rho) / (1.0 - 2.0 * rho * std::cos(omega) + rho * rho);
        CHECK(law.spectrum()(0, k)
              == Approx(power).epsilon(64 * epsilon).margin(0)); // of Σ|r| = 5.7, powers above 0.18
    }
    CHECK(law.sample_variance() == Approx(autoregression(n, rho)(0, 0)).epsilon(16 * epsilon));
    CHECK(law.variance() == Approx(15.0 * law.sample_variance()).epsilon(4 * epsilon));
}

TEST_CASE("agree: spectrum and autocovariance are each other's transform", "[stationary_gaussian]") {
    perdis::RealField spectrum(3, 4);
    spectrum << 5, 1, 0.5, 1, 2, 0.25, 0, 0.125, 2, 0.125, 0, 0.25;
    const perdis::StationaryGaussian law(0.0, spectrum);
    const auto again = perdis::StationaryGaussian::from_autocovariance(0.0, law.autocovariance());
    CHECK((again.spectrum() - spectrum).abs().maxCoeff() <= 64 * epsilon * 5.0);
    CHECK(law.autocovariance()(0, 0) == Approx(law.sample_variance()).epsilon(8 * epsilon));
}

TEST_CASE("agree: the periodograms of draws have the spectrum as their mean", "[stationary_gaussian]") {
    perdis::RealField spectrum(4, 6);
    for (Eigen::Index i = 0; i < 4; ++i) {
        for (Eigen::Index j = 0; j < 6; ++j) {
            spectrum(i, j) = 1.0 / static_cast<double>(1 + std::min(i, 4 - i) + 2 * std::min(j, 6 - j));
        }
    }
    spectrum(2, 3) = 0.0;
    const perdis::StationaryGaussian law(10.0, spectrum);
    const int draws = 4000;
    perdis::RealField mean = perdis::RealField::Zero(4, 6);
    for (int i = 0; i < draws; ++i) {
        mean += perdis::fourier_transform(perdis::RealField(law.sample(static_cast<std::uint64_t>(i)) - 10.0)).abs2()
                / (24.0 * draws);
    }
    // a periodogram's deviation is at most √2 S: six of them over √4000
    CHECK(((mean - spectrum).abs() <= 6.0 * std::sqrt(2.0 / draws) * spectrum + 1e-28).all());
    CHECK((law.sample(7) == law.sample(7)).all());
    CHECK_FALSE((law.sample(7) == law.sample(8)).any());
}

TEST_CASE("limit: a single sample, and a field that is known", "[stationary_gaussian]") {
    perdis::RealField one(1, 1);
    one << 4.0;
    const perdis::StationaryGaussian scalar(1.0, one);
    CHECK(scalar.autocovariance()(0, 0) == 4.0);
    CHECK(scalar.sample(3)(0, 0) == 1.0 + 2.0 * perdis::white_noise(1, 1, 3)(0, 0));
    const perdis::StationaryGaussian known(2.0, perdis::RealField::Zero(2, 3));
    CHECK((known.sample(1) == 2.0).all());
    CHECK(known.variance() == 0.0);
}

TEST_CASE("refuse: a spectrum that is negative or uneven, an autocovariance that is none", "[stationary_gaussian]") {
    using perdis::StationaryGaussian;
    perdis::RealField spectrum(1, 4);
    spectrum << 1, 2, -0.5, 2;
    CHECK_THROWS_WITH(StationaryGaussian(0.0, spectrum),
                      "StationaryGaussian: spectrum(0, 2) = -0.5 is not in [0, inf)");
    spectrum << 1, 2, 0, 3;
    CHECK_THROWS_WITH(StationaryGaussian(0.0, spectrum),
                      "StationaryGaussian: spectrum(0, 3) = 3 is not in {2}, the value at the opposite spectrum(0, 1)");
    spectrum << 1, std::numeric_limits<double>::quiet_NaN(), 0, 3;
    CHECK_THROWS_WITH(StationaryGaussian(0.0, spectrum), "StationaryGaussian: spectrum(0, 1) = nan is not in [0, inf)");
    spectrum << 1, 2, 0, 2;
    CHECK_THROWS_WITH(StationaryGaussian(std::numeric_limits<double>::infinity(), spectrum),
                      "StationaryGaussian: mean = inf is not in (-inf, inf)");
    CHECK_THROWS_WITH(StationaryGaussian(0.0, perdis::RealField(0, 0)), "StationaryGaussian: the spectrum is empty");
    perdis::RealField r(1, 4);
    r << 1, 0.75, 0, 0.75;
    CHECK_THROWS_WITH(StationaryGaussian::from_autocovariance(0.0, r),
                      "StationaryGaussian: the autocovariance's spectrum(0, 2) = -0.5 is not in [0, inf)");
    r << 1, 0.5, 0, 0.25;
    CHECK_THROWS_WITH(StationaryGaussian::from_autocovariance(0.0, r),
                      "StationaryGaussian: autocovariance(0, 3) = 0.25 is not in {0.5}, the value at the opposite "
                      "autocovariance(0, 1)");
}
