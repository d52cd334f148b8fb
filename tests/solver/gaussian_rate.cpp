#include "catch.hpp"
#include "solver/rate_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <perdis/solver/gaussian_rate.hpp>

namespace {

using rate_sweep::Fifty;
using rate_sweep::Hundred;
using rate_sweep::Point;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
perdis::Gaussian<T> source(const T& deviation) {
    return perdis::Gaussian<T>(T(3), perdis::StandardDeviation<T>(deviation));
}

/// theory: √P ≤ σ − √|σ² − D| active.
Hundred textbook(const std::vector<Hundred>& x) {
    const Hundred& s = x[0];
    const Hundred& distortion = x[1];
    const Hundred& perception = x[2];
    const Hundred classic = distortion < s * s ? Hundred(log(s * s / distortion) / 2) : Hundred(0);
    if (perception >= s || perception > s - sqrt(abs(s * s - distortion))) { return classic; }
    const Hundred g = s - perception;
    const Hundred c = (s * s + g * g - distortion) / 2;
    return log(s * s * g * g / (s * s * g * g - c * c)) / 2;
}

} // namespace

TEMPLATE_TEST_CASE("value: R(D, P) of N(0, 1) under squared error and W2", "[gaussian_rate]", double, long double,
                   Fifty) {
    using T = TestType;
    using std::abs;
    const auto normal = source<T>(T(1));
    const T tolerance = T(16) * std::numeric_limits<T>::epsilon();
    // mpmath, ½ ln s²g²/(s²g² − ((s²+g²−D)/2)²) with g = 1 − √.01; κ is 15
    const T rate = perdis::gaussian_rate(normal, T(T(6) / T(5)), perdis::SquaredWasserstein2{}, T(T(1) / T(100)));
    const T reference(static_cast<T>(Fifty("0.0609966375891181858150647099740311848503089855426")));
    CHECK(abs(rate - reference) <= tolerance * (T(1) + reference));
    CHECK(abs(perdis::gaussian_rate(normal, T(T(6) / T(5)), perdis::Wasserstein2{}, T(T(1) / T(10))) - reference)
          <= tolerance * (T(1) + reference));
    // ½ ln 4
    CHECK(abs(perdis::gaussian_rate(normal, T(T(1) / T(4)))
              - static_cast<T>(Fifty("0.69314718055994530941723212145817656807550013436026")))
          <= tolerance);
}

TEST_CASE("agree: R(D, P) of N(0, σ²) in double lies within 8 ε (1 + κ) of the textbook", "[gaussian_rate]") {
    std::vector<Point> points;
    for (const double s : {1e-8, 3e-4, 1.0, 41.0, 1e8}) {
        for (const double w : {0.0, 1e-10, 1e-5, 0.01, 0.3, 0.7, 0.99, 1.0 - 1e-9, 2.0}) {
            for (const double d : {1e-14, 1e-8, 1e-4, 0.1, 0.9, 0.999, 1.001, 1.7, 1.9999}) {
                points.push_back({s, s * s * d, s * w});
            }
            if (w > 1.0) { continue; }
            const double low = w * (2.0 - w); // where P begins to matter
            const double high = 1.0 + (1.0 - w) * (1.0 - w);
            for (const double share : {1e-12, 1e-6, 0.5, 0.99, 1.0 - 1e-6, 1.0 - 1e-10}) {
                points.push_back({s, s * s * (low + share * (high - low)), s * w});
            }
        }
    }
    const auto rate = [](const Point& x) {
        return perdis::gaussian_rate(source(x[0]), x[1], perdis::Wasserstein2{}, x[2]);
    };
    const auto worst = rate_sweep::worst_error(rate, textbook, points);
    INFO(worst.where);
    CHECK(worst.error <= 8.0);
    CHECK(worst.compared > 400);
}

TEST_CASE("agree: R(D, P) of a normal law is the least over normal outputs", "[gaussian_rate]") {
    // I(X; X̂) = −½ ln(1 − ρ²) for X̂ of deviation t and covariance (σ² + t² − D)/2, least over |t − σ| ≤ P
    const double sigma = 1.3;
    for (const double distortion : {0.05, 0.4, 1.0, 1.69, 2.2, 3.0}) {
        for (const double perception : {0.01, 0.2, 0.6, 1.1}) {
            const auto information = [&](double t) {
                const double least = (sigma - t) * (sigma - t);
                if (distortion <= least) { return 1e3 + least - distortion; } // infeasible: towards where it is not
                const double c = std::max((sigma * sigma + t * t - distortion) / 2.0, 0.0);
                return -0.5 * std::log1p(-c * c / (sigma * sigma * t * t));
            };
            const double brute = rate_sweep::least(information, sigma - perception, sigma + perception);
            const double rate = perdis::gaussian_rate(source(sigma), distortion, perdis::Wasserstein2{}, perception);
            INFO(distortion << ' ' << perception);
            CHECK(std::abs(rate - brute) <= 1e-12 * (1.0 + rate)); // flat at its least, or at an end of the interval
        }
    }
}

TEST_CASE("law: R(D, P) of a normal law is convex in D and W2 squared, and falls in both", "[gaussian_rate]") {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> uniform(0.0, 2.5);
    const auto rate = [](double d, double p) {
        return perdis::gaussian_rate(source(1.0), d, perdis::SquaredWasserstein2{}, p);
    };
    for (int i = 0; i < 2000; ++i) {
        const double d0 = uniform(random), d1 = uniform(random);
        const double p0 = uniform(random) / 2.0, p1 = uniform(random) / 2.0;
        const double chord = (rate(d0, p0) + rate(d1, p1)) / 2.0;
        CHECK(rate((d0 + d1) / 2.0, (p0 + p1) / 2.0) <= chord + 1e-14 * (1.0 + chord));
        CHECK(rate(std::max(d0, d1), p0) <= rate(std::min(d0, d1), p0));
        CHECK(rate(d0, std::max(p0, p1)) <= rate(d0, std::min(p0, p1)) * (1.0 + 1e-15));
    }
}

TEMPLATE_TEST_CASE("limit: the ends of R(D) and R(D, P) of a normal law", "[gaussian_rate]", double, long double,
                   Fifty) {
    using T = TestType;
    const T endless = std::numeric_limits<T>::infinity();
    const perdis::Wasserstein2 distance;
    const auto normal = source<T>(T(2));
    const auto constant = source<T>(T(0));
    CHECK(perdis::gaussian_rate(normal, T(0)) == endless);
    CHECK(perdis::gaussian_rate(normal, T(-1)) == endless);
    CHECK(perdis::gaussian_rate(normal, T(4)) == T(0));
    CHECK(perdis::gaussian_rate(normal, endless) == T(0));
    CHECK(perdis::gaussian_rate(constant, T(0)) == T(0));
    CHECK(perdis::gaussian_rate(constant, T(-1)) == endless);
    for (const T& perception : {T(0), T(1), T(2), endless}) {
        CHECK(perdis::gaussian_rate(normal, T(0), distance, perception) == endless);
        CHECK(perdis::gaussian_rate(normal, T(-1), distance, perception) == endless);
        CHECK(perdis::gaussian_rate(normal, T(8), distance, perception) == T(0)); // a random draw: 2σ²
        CHECK(perdis::gaussian_rate(constant, T(0), distance, perception) == T(0));
        CHECK(perdis::gaussian_rate(normal, T(1), distance, perception) >= perdis::gaussian_rate(normal, T(1)));
    }
    CHECK(perdis::gaussian_rate(normal, T(7), distance, T(0)) > T(0));
    CHECK(perdis::gaussian_rate(normal, T(1), distance, T(-1)) == endless);
    CHECK(perdis::gaussian_rate(normal, T(1), perdis::SquaredWasserstein2{}, T(-1)) == endless);
    CHECK(perdis::gaussian_rate(normal, T(1), distance, T(2)) == perdis::gaussian_rate(normal, T(1)));
    CHECK(perdis::gaussian_rate(normal, T(1), perdis::SquaredWasserstein2{}, endless)
          == perdis::gaussian_rate(normal, T(1)));
}

TEST_CASE("refuse: a NaN level of a normal law's rate", "[gaussian_rate]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::gaussian_rate(source(1.0), nan), "gaussian_rate: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::gaussian_rate(source(1.0), nan, perdis::Wasserstein2{}, 0.1),
                      "gaussian_rate: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::gaussian_rate(source(1.0), 0.5, perdis::Wasserstein2{}, nan),
                      "gaussian_rate: perception = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::gaussian_rate(source(1.0), 0.5, perdis::SquaredWasserstein2{}, nan),
                      "gaussian_rate: perception = nan is not in [-inf, inf]");
    CHECK(perdis::gaussian_rate(source(1.0), infinity) == 0.0);
}
