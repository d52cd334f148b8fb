#include "catch.hpp"
#include "solver/rate_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <perdis/solver/bernoulli_rate.hpp>

namespace {

using rate_sweep::Fifty;
using rate_sweep::Hundred;
using rate_sweep::Point;

const perdis::TotalVariation variation;

template <class T>
T eta(const T& x) {
    using std::log;
    return x > T(0) ? T(-x * log(x)) : T(0);
}

/// [BlauMichaeli2019] with entropies as they stand.
Hundred textbook(const std::vector<Hundred>& x) {
    const Hundred p = x[0] <= 0.5 ? x[0] : Hundred(1 - x[0]);
    const Hundred q = 1 - p;
    const Hundred& d = x[1];
    const Hundred& t = x[2];
    const Hundred classic = d < p ? Hundred(eta(p) + eta(q) - eta(d) - eta(Hundred(1 - d))) : Hundred(0);
    if (t >= p || d * (1 - 2 * (p - t)) <= t) { return classic; }
    if (d >= 2 * p * q - (q - p) * t) { return 0; }
    return eta(p) + eta(q) + eta(Hundred(p - t)) + eta(Hundred(q + t)) - eta(Hundred(p - (d + t) / 2))
           - eta(Hundred((d + t) / 2)) - eta(Hundred((d - t) / 2)) - eta(Hundred(q - (d - t) / 2));
}

} // namespace

TEMPLATE_TEST_CASE("value: R(D, P) of Bernoulli(3/10) under Hamming and total variation", "[bernoulli_rate]", double,
                   long double, Fifty) {
    using T = TestType;
    using std::abs;
    const T tolerance = T(16) * std::numeric_limits<T>::epsilon();
    // mpmath, the four-mass formula; .1734513581867538 bits
    const T rate = perdis::bernoulli_rate(T(T(3) / T(10)), T(T(1) / T(5)), variation, T(T(1) / T(20)));
    CHECK(abs(rate - static_cast<T>(Fifty("0.12022731989144158078536978687887608425692908521155"))) <= tolerance);
    // mpmath: H(3/10) − H(1/20), and H(3/10)
    const T classic = perdis::bernoulli_rate(T(T(3) / T(10)), T(T(1) / T(20)));
    CHECK(abs(classic - static_cast<T>(Fifty("0.41234905870902090659902344734830077015980368581979"))) <= tolerance);
    CHECK(abs(perdis::bernoulli_rate(T(T(3) / T(10)), T(0))
              - static_cast<T>(Fifty("0.61086430205489346302567096319738068546089501057465")))
          <= tolerance);
}

TEST_CASE("value: R(D, P) of Bernoulli laws by a conic solver", "[bernoulli_rate]") {
    // cvxpy with Clarabel over the four joint masses, relative entropy to the product of the marginals, tolerance 1e-11
    struct Case {
        double probability, distortion, perception, rate;
    };
    for (const Case& c : {Case{0.3, 0.2, 0.05, 0.12022731989324}, Case{0.3, 0.05, 0.05, 0.41234905870235},
                          Case{0.1, 0.12, 0.02, 0.02457970190132}, Case{0.45, 0.3, 0.01, 0.07890261305825},
                          Case{0.2, 0.15, 0.0, 0.11918645205578}, Case{0.3, 0.35, 0.1, 0.00324763624408}}) {
        INFO(c.probability << ' ' << c.distortion << ' ' << c.perception);
        // the solver's own accuracy
        CHECK(std::abs(perdis::bernoulli_rate(c.probability, c.distortion, variation, c.perception) - c.rate) <= 1e-8);
    }
}

TEST_CASE("agree: R(D, P) of Bernoulli(p) in double lies within 8 ε (1 + κ) of the textbook", "[bernoulli_rate]") {
    std::vector<Point> points;
    for (const double p : {1e-8, 3e-5, 0.01, 0.1, 0.3, 0.45, 0.4999, 0.5 - 1e-8, 0.5, 0.6, 0.99}) {
        const double least = std::min(p, 1.0 - p);
        for (const double share : {0.0, 1e-9, 1e-4, 0.1, 0.5, 0.9, 0.999, 2.0}) {
            const double t = share * least;
            for (const double d : {1e-12, 1e-3, 0.05, 0.124, 0.126, 0.5, 0.9, 0.9999, 1.0 - 1e-8}) {
                points.push_back({p, least * d, t});
            }
            if (share > 1.0) { continue; }
            const double low = share == 0.0 ? 0.0 : t / (1.0 - 2.0 * (least - t)); // where P begins to matter
            const double high = 2.0 * least * (1.0 - least) - (1.0 - 2.0 * least) * t;
            for (const double u : {1e-6, 0.01, 0.5, 0.99, 1.0 - 1e-6, 1.0 - 1e-10}) {
                points.push_back({p, low + u * (high - low), t});
            }
        }
    }
    const auto rate = [](const Point& x) { return perdis::bernoulli_rate(x[0], x[1], variation, x[2]); };
    const auto worst = rate_sweep::worst_error(rate, textbook, points);
    INFO(worst.where);
    CHECK(worst.error <= 8.0);
    CHECK(worst.compared > 600);
}

TEST_CASE("agree: R(D, P) of Bernoulli(p) is the least over joint laws", "[bernoulli_rate]") {
    // I(X; X̂) over r = P(X̂ = 1) within P of p, and b = P(X = 1, X̂ = 0) with b + c ≤ D, c = b + r − p
    for (const double p : {0.1, 0.3, 0.45}) {
        for (const double d : {0.02, 0.1, 0.25, 0.4}) {
            for (const double t : {0.0, 0.03, 0.2}) {
                const auto given = [&](double r, double b) {
                    const double joint[] = {p - b, b, b + r - p, 1.0 - r - b};
                    const double product[] = {p * r, p * (1.0 - r), (1.0 - p) * r, (1.0 - p) * (1.0 - r)};
                    double sum = 0.0;
                    for (int i = 0; i < 4; ++i) {
                        if (joint[i] > 0.0) { sum += joint[i] * std::log(joint[i] / product[i]); }
                    }
                    return sum;
                };
                const auto best = [&](double r) {
                    const double low = std::max(p - r, 0.0);
                    const double high = std::min({p, 1.0 - r, (d + p - r) / 2.0});
                    if (high < low) { return 1e3 + low - high; }
                    return rate_sweep::least([&](double b) { return given(r, b); }, low, high);
                };
                const double brute = rate_sweep::least(best, std::max(p - t, 0.0), std::min(p + t, 1.0));
                INFO(p << ' ' << d << ' ' << t);
                CHECK(std::abs(perdis::bernoulli_rate(p, d, variation, t) - brute) <= 1e-12); // flat at its least
            }
        }
    }
}

TEST_CASE("law: R(D, P) of Bernoulli(p) is convex, falls in both and knows no labels", "[bernoulli_rate]") {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> uniform(0.0, 0.6);
    const auto rate = [](double d, double t) { return perdis::bernoulli_rate(0.375, d, variation, t); };
    for (int i = 0; i < 2000; ++i) {
        const double d0 = uniform(random), d1 = uniform(random), t0 = uniform(random), t1 = uniform(random);
        const double chord = (rate(d0, t0) + rate(d1, t1)) / 2.0;
        CHECK(rate((d0 + d1) / 2.0, (t0 + t1) / 2.0) <= chord + 1e-15);
        CHECK(rate(std::max(d0, d1), t0) <= rate(std::min(d0, d1), t0) + 1e-15);
        CHECK(rate(d0, std::max(t0, t1)) <= rate(d0, std::min(t0, t1)) + 1e-15);
        CHECK(perdis::bernoulli_rate(0.625, d0, variation, t0) == rate(d0, t0));
    }
}

TEMPLATE_TEST_CASE("limit: the ends of R(D) and R(D, P) of Bernoulli laws", "[bernoulli_rate]", double, long double,
                   Fifty) {
    using T = TestType;
    using std::abs;
    const T infinity = std::numeric_limits<T>::infinity();
    for (const T& constant : {T(0), T(1)}) {
        CHECK(perdis::bernoulli_rate(constant, T(0)) == T(0));
        CHECK(perdis::bernoulli_rate(constant, T(0), variation, T(0)) == T(0));
        CHECK(perdis::bernoulli_rate(constant, T(-1)) == infinity);
        CHECK(perdis::bernoulli_entropy(constant) == T(0));
    }
    const T p = T(3) / T(8);
    CHECK(perdis::bernoulli_rate(p, T(0)) == perdis::bernoulli_entropy(p));
    CHECK(perdis::bernoulli_rate(p, T(0), variation, T(0)) == perdis::bernoulli_entropy(p));
    CHECK(perdis::bernoulli_rate(p, p) == T(0));
    CHECK(perdis::bernoulli_rate(p, infinity) == T(0));
    CHECK(perdis::bernoulli_rate(p, infinity, variation, T(0)) == T(0));
    CHECK(perdis::bernoulli_rate(p, T(T(15) / T(32)), variation, T(0)) == T(0)); // 2pq, a random draw
    CHECK(perdis::bernoulli_rate(p, T(T(14) / T(32)), variation, T(0)) > T(0));
    CHECK(perdis::bernoulli_rate(p, T(T(1) / T(4)), variation, T(-1)) == infinity);
    CHECK(perdis::bernoulli_rate(p, T(-1), variation, T(1)) == infinity);
    for (const T& inactive : {p, T(1), infinity}) {
        CHECK(perdis::bernoulli_rate(p, T(T(1) / T(4)), variation, inactive)
              == perdis::bernoulli_rate(p, T(T(1) / T(4))));
    }
    // a fair coin: the constraint never matters
    const T fair = T(1) / T(2);
    for (const T& level : {T(0), T(T(1) / T(8)), T(T(1) / T(4))}) {
        CHECK(abs(perdis::bernoulli_rate(fair, T(T(1) / T(4)), variation, level)
                  - perdis::bernoulli_rate(fair, T(T(1) / T(4))))
              <= T(8) * std::numeric_limits<T>::epsilon());
    }
}

TEST_CASE("refuse: no probability and a NaN level of a Bernoulli rate", "[bernoulli_rate]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::bernoulli_rate(1.5, 0.1), "bernoulli_rate: probability = 1.5 is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::bernoulli_rate(nan, 0.1), "bernoulli_rate: probability = nan is not in [0, 1]");
    CHECK_THROWS_WITH(perdis::bernoulli_rate(0.5, nan), "bernoulli_rate: distortion = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::bernoulli_rate(0.5, 0.1, variation, nan),
                      "bernoulli_rate: perception = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(perdis::bernoulli_entropy(-0.5), "bernoulli_entropy: probability = -0.5 is not in [0, 1]");
}
