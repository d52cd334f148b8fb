#include "catch.hpp"

#include <limits>
#include <vector>

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/divergence/gaussian_slopes.hpp>
#include <perdis/divergence/gaussian_wasserstein.hpp>

#include "gaussian_sweep.hpp"

namespace {

using namespace gaussian_sweep;

const std::vector<double> ratios{1e-9,        1e-4,  0.05, 0.49, 0.7,  0.72, 0.8,  0.999,
                                 1.0 - 1e-12, 1.001, 1.3,  1.41, 1.42, 2.1,  30.0, 1e6};

/// Where the slope is worst in double, against 50 digits, in units of ε (1 + κ), κ in σ and τ.
template <class F>
double worst_error(const F& slope) {
    double worst = 0.0;
    for (const double sigma : {1e-8, 0.7, 1.0, 2.3e5, 1e8}) {
        for (const double ratio : ratios) {
            const double tau = sigma * ratio;
            const double got = slope(sigma, tau);
            const Fifty s(sigma);
            const Fifty t(tau);
            const Fifty value = slope(s, t);
            if (!(abs(value) < Fifty("1e300"))) {
                CHECK(Fifty(got) == value);
                continue;
            }
            const Fifty step("1e-17");
            const Fifty by_s = (slope(Fifty(s * (1 + step)), t) - slope(Fifty(s * (1 - step)), t)) / (2 * step);
            const Fifty by_t = (slope(s, Fifty(t * (1 + step))) - slope(s, Fifty(t * (1 - step)))) / (2 * step);
            const Fifty kappa = (abs(by_s) + abs(by_t)) / abs(value);
            const Fifty unit = Fifty(std::numeric_limits<double>::epsilon()) * (1 + kappa) * abs(value);
            const double error = static_cast<double>(abs(Fifty(got) - value) / unit);
            if (!(error <= worst)) { worst = error; }
        }
    }
    return worst;
}

/// Central differences of the divergence itself, 50 digits, step 1e-16: the truncation is of order 1e-32 times the third
/// derivative, at most 1e-28 of the slope for the ratios taken.
template <class F, class G>
bool is_derivative(const F& slope, const G& divergence) {
    for (const char* ratio : {"0.05", "0.72", "0.8", "0.99", "1.01", "1.3", "1.4"}) {
        const Fifty s("1.7");
        const Fifty t = s * Fifty(ratio);
        const Fifty step = t * Fifty("1e-16");
        const auto at = [&](const Fifty& tau) {
            return divergence(perdis::Gaussian<Fifty>(Fifty(3), perdis::StandardDeviation<Fifty>(s)),
                              perdis::Gaussian<Fifty>(Fifty(3), perdis::StandardDeviation<Fifty>(tau)));
        };
        const Fifty expected = slope(s, t);
        const Fifty high = at(Fifty(t + step));
        if (!(high < Fifty("1e300"))) {
            CHECK(abs(expected) > Fifty("1e300"));
            continue;
        }
        const Fifty difference = (high - at(Fifty(t - step))) / (2 * step);
        if (!(abs(difference - expected) <= Fifty("1e-26") * abs(expected))) { return false; }
    }
    return true;
}

} // namespace

// A pair: the slope with the divergence it belongs to.
TEST_CASE("agree: each slope is the derivative of its divergence, and double follows 50 digits", "[gaussian_slopes]") {
    const auto check = [](const auto& slope, const auto& divergence) {
        CHECK(is_derivative(slope, divergence));
        CHECK(worst_error(slope) <= 8.0);
    };
    using namespace perdis;
    check([](const auto& s, const auto& t) { return gaussian_kullback_leibler_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_kullback_leibler(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_reverse_kullback_leibler_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_kullback_leibler(q, p); });
    check([](const auto& s, const auto& t) { return gaussian_total_variation_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_total_variation(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_squared_hellinger_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_squared_hellinger(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_hellinger_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_hellinger(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_chi_squared_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_chi_squared(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_reverse_chi_squared_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_chi_squared(q, p); });
    check([](const auto& s, const auto& t) { return gaussian_wasserstein1_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_wasserstein1(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_wasserstein2_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_wasserstein2(p, q); });
    check([](const auto& s, const auto& t) { return gaussian_squared_wasserstein2_slope(s, t); },
          [](const auto& p, const auto& q) { return gaussian_squared_wasserstein2(p, q); });
}

TEST_CASE("agree: the slopes with an order are derivatives, and double follows 50 digits", "[gaussian_slopes]") {
    for (const double order : {-1.5, 0.0, 1e-9, 0.3, 0.5, 1.0, 1.7, 4.0}) {
        INFO(order);
        const auto alpha = [order]<class T>(const T& s, const T& t) {
            return perdis::gaussian_alpha_slope(s, t, T(order));
        };
        CHECK(is_derivative(
            alpha, [order](const auto& p, const auto& q) { return perdis::gaussian_alpha(p, q, Fifty(order)); }));
        CHECK(worst_error(alpha) <= 8.0);
        if (!(order > 0.0)) { continue; }
        const auto renyi = [order]<class T>(const T& s, const T& t) {
            return perdis::gaussian_renyi_slope(s, t, T(order));
        };
        CHECK(is_derivative(
            renyi, [order](const auto& p, const auto& q) { return perdis::gaussian_renyi(p, q, Fifty(order)); }));
        CHECK(worst_error(renyi) <= 8.0);
    }
    for (const double order : {1.5, 3.0}) {
        const auto wasserstein = [order]<class T>(const T& s, const T& t) {
            return perdis::gaussian_wasserstein_slope(s, t, T(order));
        };
        CHECK(is_derivative(wasserstein, [order](const auto& p, const auto& q) {
            return perdis::gaussian_wasserstein(p, q, Fifty(order));
        }));
        CHECK(worst_error(wasserstein) <= 8.0);
    }
}

TEST_CASE("agree: a slope of the wrong divergence is seen", "[gaussian_slopes]") {
    CHECK_FALSE(is_derivative(
        [](const auto& s, const auto& t) { return perdis::gaussian_reverse_kullback_leibler_slope(s, t); },
        [](const auto& p, const auto& q) { return perdis::gaussian_kullback_leibler(p, q); }));
}

TEMPLATE_TEST_CASE("value: slopes at σ = 1, τ = 1/2", "[gaussian_slopes]", double, long double, Fifty) {
    using T = TestType;
    const T half = T(1) / T(2);
    CHECK(perdis::gaussian_kullback_leibler_slope(T(1), half) == T(-6));                // 2 − 8
    CHECK(perdis::gaussian_reverse_kullback_leibler_slope(T(1), half) == -T(3) / T(2)); // 1/2 − 2
    CHECK(perdis::gaussian_renyi_slope(T(1), half, half) == -T(6) / T(5));              // −½ · 3/(½ · (½ + 2))
    CHECK(perdis::gaussian_squared_wasserstein2_slope(T(1), half) == T(-1));
    CHECK(perdis::gaussian_wasserstein2_slope(T(1), half) == T(-1));
}

TEMPLATE_TEST_CASE("limit: at equal scales the smooth slopes vanish, a kink shows its left side", "[gaussian_slopes]",
                   double, long double, Fifty) {
    using T = TestType;
    using std::abs;
    const T two(2);
    CHECK(perdis::gaussian_kullback_leibler_slope(two, two) == T(0));
    CHECK(perdis::gaussian_reverse_kullback_leibler_slope(two, two) == T(0));
    CHECK(perdis::gaussian_squared_hellinger_slope(two, two) == T(0));
    CHECK(perdis::gaussian_chi_squared_slope(two, two) == T(0));
    CHECK(perdis::gaussian_reverse_chi_squared_slope(two, two) == T(0));
    CHECK(perdis::gaussian_renyi_slope(two, two, T(3)) == T(0));
    CHECK(perdis::gaussian_alpha_slope(two, two, T(3)) == T(0));
    CHECK(perdis::gaussian_squared_wasserstein2_slope(two, two) == T(0));
    CHECK(perdis::gaussian_wasserstein2_slope(two, two) == T(-1));
    const T tolerance = rounding<T>();
    CHECK(abs(perdis::gaussian_hellinger_slope(two, two) + T(1) / T(4)) <= tolerance); // −1/(2σ)
    // −2 φ(1)/σ, mpmath
    CHECK(abs(perdis::gaussian_total_variation_slope(two, two)
              + decimal<T>("0.241970724519143349797830192935560654828671970737"))
          <= tolerance);
    const T infinity = std::numeric_limits<T>::infinity();
    CHECK(perdis::gaussian_chi_squared_slope(T(3), two) == -infinity); // 2τ² < σ²
    CHECK(perdis::gaussian_reverse_chi_squared_slope(two, T(3)) == infinity);
    CHECK(perdis::gaussian_renyi_slope(T(3), two, two) == -infinity);
}

TEST_CASE("refuse: a scale or an order outside its domain", "[gaussian_slopes]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::gaussian_kullback_leibler_slope(0.0, 1.0),
                      "gaussian slope: standard deviation of p = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_total_variation_slope(1.0, nan),
                      "gaussian slope: standard deviation of q = nan is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_renyi_slope(1.0, 1.0, 0.0),
                      "gaussian_renyi_slope: order = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_wasserstein_slope(1.0, 1.0, 0.5),
                      "gaussian_wasserstein_slope: order = 0.5 is not in [1, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_alpha_slope(1.0, 1.0, nan),
                      "gaussian_alpha_slope: order = nan is not in (-inf, inf)");
}
