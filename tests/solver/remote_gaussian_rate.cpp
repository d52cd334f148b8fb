#include "catch.hpp"
#include "solver/rate_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <perdis/solver/remote_gaussian_rate.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>

namespace {

using rate_sweep::Fifty;
using rate_sweep::Hundred;
using rate_sweep::Point;

const perdis::Wasserstein2 distance;

template <class T>
perdis::Gaussian<T> prior(const T& variance) {
    return perdis::Gaussian<T>(T(-1), perdis::Variance<T>(variance));
}
template <class T>
perdis::AdditiveGaussian<T> channel(const T& noise) {
    return perdis::AdditiveGaussian<T>(perdis::Variance<T>(noise));
}

/// With v = 1 and d = D − D_min: t = max(√(1/s − d), 1 − P), ρ = (1/s + t² − d)√s/(2t), −½ ln(1 − ρ²).
Hundred textbook(const std::vector<Hundred>& x) {
    const Hundred n = x[1] / x[0];
    const Hundred s = 1 + n;
    const Hundred d = x[2] / x[0] - n / s;
    if (d <= 0) { return -1; }
    const Hundred rest = 1 / s - d;
    const Hundred t = std::max(Hundred(rest > 0 ? sqrt(rest) : Hundred(0)), Hundred(1 - x[3] / sqrt(x[0])));
    if (t <= 0) { return 0; }
    const Hundred rho = std::max(Hundred((1 / s + t * t - d) * sqrt(s) / (2 * t)), Hundred(0));
    return rho >= 1 ? Hundred(-1) : Hundred(-log(1 - rho * rho) / 2);
}

/// The least D of rate at most R: R(D, P) falls in D, so by bisection of D − D(P) on its logarithm.
Fifty distortion_at(const perdis::Gaussian<Fifty>& law, const perdis::AdditiveGaussian<Fifty>& noise, const Fifty& rate,
                    const Fifty& perception, const Fifty& start) {
    Fifty low = log(Fifty("1e-40"));
    Fifty high = log(4 * law.variance());
    for (int i = 0; i < 120; ++i) {
        const Fifty middle = (low + high) / 2;
        const Fifty found = perdis::remote_gaussian_rate(law, noise, Fifty(start + exp(middle)), distance, perception);
        (found <= rate ? high : low) = middle;
    }
    return start + exp(high);
}

} // namespace

TEMPLATE_TEST_CASE("value: R(D, P) of N(0, 1) seen in noise of variance 1", "[remote_gaussian_rate]", double,
                   long double, Fifty) {
    using T = TestType;
    using std::abs;
    // mpmath, the formula of textbook() at n = 1, D = 4/5, P = 1/10; κ is 5
    const T rate = perdis::remote_gaussian_rate(prior(T(1)), channel(T(1)), T(T(4) / T(5)), distance, T(T(1) / T(10)));
    CHECK(abs(rate - static_cast<T>(Fifty("0.49670922678369117426340066339053974377525002276488")))
          <= T(16) * std::numeric_limits<T>::epsilon());
}

TEST_CASE("agree: the remote rate in double lies within 8 ε (1 + κ) of the textbook", "[remote_gaussian_rate]") {
    std::vector<Point> points;
    for (const double v : {1e-8, 1e-3, 1.0, 1e8}) {
        for (const double n : {1e-8, 1e-4, 0.3, 1.0, 50.0, 1e8}) {
            const double sigma = std::sqrt(v), a = v / std::sqrt(v + n), least = v * (n / (v + n));
            for (const double w : {0.0, 1e-5, 0.01, 0.3, 0.7, 0.99, 2.0}) {
                const double g = std::max(sigma * (1.0 - w), 0.0);
                const double low = std::pow(std::max(g - a, 0.0), 2.0);
                const double middle = std::max((a - g) * (a + g), low);
                for (const double share : {1e-4, 0.1, 0.5, 0.9, 1.0 - 1e-7}) {
                    points.push_back({v, n, least + low + share * (middle - low), w * sigma});
                    points.push_back({v, n, least + middle + share * (a * a + g * g - middle), w * sigma});
                }
            }
        }
    }
    const auto rate = [](const Point& x) {
        return perdis::remote_gaussian_rate(prior(x[0]), channel(x[1]), x[2], distance, x[3]);
    };
    const auto worst = rate_sweep::worst_error(rate, textbook, points);
    INFO(worst.where);
    CHECK(worst.error <= 8.0);
    CHECK(worst.compared > 800);
}

TEST_CASE("agree: the remote rate at P = inf is that of Dobrushin and Tsybakov", "[remote_gaussian_rate]") {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double n : {0.1, 1.0, 7.0}) {
        const double least = 2.0 * n / (2.0 + n);
        for (const double excess : {0.01, 0.1, 0.5}) {
            // ½ ln( (v²/s)/(D − D_min) ); the excess loses a few digits beside D_min
            const double expected = std::max(0.5 * std::log(4.0 / (2.0 + n) / excess), 0.0);
            const double rate = perdis::remote_gaussian_rate(prior(2.0), channel(n), least + excess);
            CHECK(std::abs(rate - expected) <= 1e-13);
            CHECK(perdis::remote_gaussian_rate(prior(2.0), channel(n), least + excess, distance, infinity) == rate);
        }
    }
}

TEST_CASE("agree: the remote rate is infinite exactly below the linear family's W2 curve", "[remote_gaussian_rate]") {
    // for W2 the linear family is P(D): its perception at D is √v − τ(D)
    const auto law = prior(Fifty(2));
    for (const int n : {1, 5}) {
        const auto noise = channel(Fifty(n));
        const perdis::GaussianLinearFamily<Fifty> family(law, noise);
        for (const int k : {1, 3, 7, 9}) {
            const Fifty distortion = family.min_distortion() + family.max_excess() * k / 10;
            const Fifty perception = law.standard_deviation() - family.standard_deviation_at(distortion);
            const Fifty wider = perception * (1 + Fifty("1e-30"));
            const Fifty narrower = perception * (1 - Fifty("1e-30"));
            CHECK(perdis::remote_gaussian_rate(law, noise, distortion, distance, wider) < 100);
            CHECK(perdis::remote_gaussian_rate(law, noise, distortion, distance, narrower)
                  == std::numeric_limits<Fifty>::infinity());
        }
    }
}

TEST_CASE("limit: as the rate grows D(R, P) tends to D(P) = D_min + (G - P)^2", "[remote_gaussian_rate]") {
    const auto law = prior(Fifty(1));
    const auto noise = channel(Fifty(1));
    const Fifty gap = 1 - sqrt(Fifty("0.5")); // G
    for (const char* text : {"0", "0.1", "0.25", "0.5"}) {
        const Fifty perception(text);
        const Fifty missing = perception < gap ? Fifty(gap - perception) : Fifty(0);
        const Fifty curve = Fifty("0.5") + missing * missing;
        Fifty before = 100;
        for (const int rate : {2, 5, 10, 20, 40}) {
            const Fifty excess = distortion_at(law, noise, Fifty(rate), perception, curve) - curve;
            CHECK(excess > 0);
            CHECK(excess < before);
            // 1 − ρ² = e^{−2R} with D − D(P) = (1 − ρ) 2ag below, (1 − ρ²) a² beyond G
            CHECK(excess < 2 * exp(Fifty(-2 * rate)));
            before = excess;
        }
    }
}

TEMPLATE_TEST_CASE("limit: the remote rate without noise and of a constant, in faint and in deafening noise",
                   "[remote_gaussian_rate]", double, long double, Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    for (const T& perception : {T(0), T(T(1) / T(3)), T(3)}) {
        for (const T& d : {T(-1), T(0), T(T(1) / T(2)), T(3), T(9), infinity}) {
            CHECK(perdis::remote_gaussian_rate(prior(T(4)), channel(T(0)), d, distance, perception)
                  == perdis::gaussian_rate(prior(T(4)), d, distance, perception));
        }
        CHECK(perdis::remote_gaussian_rate(prior(T(0)), channel(T(1)), T(0), distance, perception) == T(0));
        CHECK(perdis::remote_gaussian_rate(prior(T(0)), channel(T(0)), T(0), distance, perception) == T(0));
        CHECK(perdis::remote_gaussian_rate(prior(T(0)), channel(T(1)), T(-1), distance, perception) == infinity);
        // Y tells nothing: D_min = 1, a random draw has 1 + (1 − P)²
        CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1e300)), T(2), distance, perception) == T(0));
    }
    CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1e300)), T(T(3) / T(2)), distance, T(0)) == infinity);
    CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1)), T(T(1) / T(2))) == infinity);
    CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1)), T(T(1) / T(4))) == infinity);
    CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1)), T(1), distance, T(-1)) == infinity);
    CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1)), T(1), perdis::SquaredWasserstein2{}, T(-1))
          == infinity);
    CHECK(perdis::remote_gaussian_rate(prior(T(1)), channel(T(1)), T(1)) == T(0));
}

TEST_CASE("refuse: a NaN level of a remote rate", "[remote_gaussian_rate]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::remote_gaussian_rate(prior(1.0), channel(1.0), nan, distance, 0.1),
                      "remote_gaussian_rate: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::remote_gaussian_rate(prior(1.0), channel(1.0), 0.7, distance, nan),
                      "remote_gaussian_rate: perception = nan is not in [-inf, inf]");
}
