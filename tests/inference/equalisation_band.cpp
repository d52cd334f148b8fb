#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/inference/equalisation_band.hpp>
#include <perdis/inference/soft_threshold.hpp>
#include <perdis/numeric/normal.hpp>

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

perdis::Shrinkage shrinkage(double prior, double noise) {
    return {perdis::Gaussian<double>(0.0, perdis::variance(prior)),
            perdis::AdditiveGaussian<double>(perdis::variance(noise))};
}

} // namespace

TEST_CASE("law: shrinkage keeps its digits at both ends", "[equalisation_band]") {
    // 1 − σ_* = n/(s + √(vs)) to first order n/2 in faint noise, 1 − 1/√n in loud noise
    CHECK(shrinkage(1.0, 1e-12).gap == Approx(0.5e-12 * (1.0 - 0.75e-12)).epsilon(1e-14).margin(0));
    CHECK(shrinkage(1.0, 1e12).ratio == Approx(1e-6 * (1.0 - 0.5e-12)).epsilon(1e-14).margin(0));
    for (const double noise : {1e-3, 1.0, 1e3}) {
        const auto s = shrinkage(2.0, noise);
        CHECK(s.ratio + s.gap == Approx(1.0).epsilon(1e-15).margin(0));
    }
    CHECK(shrinkage(1.0, 0.0).gap == 0.0);
    CHECK(shrinkage(0.0, 1.0).gap == 0.0);
}

TEST_CASE("value: where the laws of X and of its posterior mean cross", "[equalisation_band]") {
    // equal densities there, and the limit 1 as the noise vanishes
    for (const double noise : {1e-3, 1.0, 1e4}) {
        const auto s = shrinkage(1.0, noise);
        const double x = perdis::EqualisationBand::crossing(s);
        CHECK(perdis::normal_density(x / s.ratio) / s.ratio
              == Approx(perdis::normal_density(x)).epsilon(1e-13).margin(0));
    }
    CHECK(perdis::EqualisationBand::crossing(shrinkage(1.0, 1e-14)) == Approx(1.0).epsilon(1e-13).margin(0));
    CHECK(perdis::EqualisationBand::crossing(shrinkage(1.0, 0.0)) == 1.0);
}

TEST_CASE("law: the band takes the law of the posterior mean to that of X, outside nothing moves",
          "[equalisation_band]") {
    const auto s = shrinkage(1.0, 1.0);
    // theory.md section 3, n = 1, D = .50056862; the ends by mpmath
    const perdis::EqualisationBand band(s, 0.4995324998114326803011, 1.2240540089370201716056);
    double last = -infinity;
    for (double x = -4.0; x <= 4.0; x += 0.01) {
        const double z = band(x);
        const double y = s.ratio * std::abs(x);
        CHECK(z >= last); // increasing
        CHECK(band(-x) == -z);
        last = z;
        if (y <= band.start() || y >= band.end()) {
            CHECK(z == s.ratio * x);
        } else {
            // mass of r up to y is mass of p up to z, 1e-15 each
            CHECK(std::abs(perdis::normal_mass(band.start() / s.ratio, std::abs(x))
                           - perdis::normal_mass(band.start(), std::abs(z)))
                  <= 1e-14);
        }
    }
}

TEST_CASE("limit: a band from 0 has the law of X, an empty one is the posterior mean", "[equalisation_band]") {
    const auto s = shrinkage(1.0, 3.0);
    const double middle = perdis::EqualisationBand::crossing(s);
    const perdis::EqualisationBand whole(s, 0.0, infinity);
    const perdis::EqualisationBand none(s, middle, middle);
    for (const double x : {-3.0, -0.2, 0.0, 1.0, 2.5}) {
        CHECK(whole(x) == Approx(x).epsilon(1e-13).margin(1e-15));
        CHECK(none(x) == 0.5 * x);
    }
    CHECK(perdis::mass_surplus(s, 0.0) == 0.0);
    CHECK(perdis::mass_surplus(s, infinity) == 0.0);
}

TEST_CASE("limit: soft thresholds from the posterior mean to the law of X", "[soft_threshold]") {
    const auto s = shrinkage(1.0, 3.0); // σ_* = 1/2
    CHECK(perdis::SoftThreshold(s, 0.0)(1.5) == 0.75);
    CHECK(perdis::SoftThreshold(s, 1.0)(1.5) == 1.25);
    CHECK(perdis::SoftThreshold(s, 1.0)(-1.5) == -1.25);
    CHECK(perdis::SoftThreshold(s, infinity)(1.5) == 1.5);
}

TEST_CASE("refuse: bands and thresholds outside their domain", "[equalisation_band]") {
    const auto s = shrinkage(1.0, 3.0);
    CHECK_THROWS_WITH(perdis::EqualisationBand(s, -0.5, 2.0), "EqualisationBand: start = -0.5 is not in [0, x_c]");
    CHECK_THROWS_WITH(perdis::EqualisationBand(s, 0.1, 0.125), "EqualisationBand: end = 0.125 is not in [x_c, inf]");
    CHECK_THROWS_WITH(perdis::SoftThreshold(s, -1.0), "SoftThreshold: threshold = -1 is not in [0, inf]");
    CHECK_THROWS_AS(perdis::SoftThreshold(s, std::nan("")), perdis::DomainError);
}
