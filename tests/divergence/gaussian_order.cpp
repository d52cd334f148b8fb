#include "catch.hpp"

#include <limits>
#include <vector>

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/law/gaussian.hpp>

#include "gaussian_sweep.hpp"

namespace {

using namespace gaussian_sweep;

struct Case {
    Fraction mean_p, deviation_p, mean_q, deviation_q;
    const char *chi_squared, *reverse_chi_squared, *renyi_low, *renyi_high, *alpha_negative, *alpha_low, *alpha_high;
};

// mpmath, 60 digits: quadrature of the defining integrals, no closed form.
const std::vector<Case> cases{
    {{3, 10},
     {11, 10},
     {-4, 10},
     {7, 10},
     "inf",
     "0.6038729730539423648904050939342144918268791091",
     "0.1271955493372749909755753059700055370525933831",
     "3.701808893829109558277550287722168207361202467",
     "0.32594410892122733389398218568191822134334947",
     "0.4129347113505863470666203677261409019231295011",
     "7.154098991698381944222117997639739562007537799"},
    {{1},
     {2},
     {3, 2},
     {5, 2},
     "0.1038598210937607588802501928838389143144654724",
     "0.3952210732077481556154845583810282461926930673",
     "0.02377044096878430020555418110121554698679459269",
     "0.08305284165019568580289380958543448914982154589",
     "0.1071723217938567304177143770090264143171852489",
     "0.07758689323933751937248658217086006410697293428",
     "0.05653427009905615924135658275341751565610769642"},
    {{0},
     {1},
     {0},
     {1001, 1000},
     "0.000001994018442183412892737992860334103714849314144",
     "0.000002002006512029063145705762507825031067668519284",
     "0.0000002997801289177453012227748646945439574247034263",
     "0.000001496507110778691247133319141111033347134200124",
     "0.000001000111805679570765910343302989672887584362271",
     "0.0000009992225832099388841736054279301383447522758552",
     "0.000000997671780441476029911095440095749007006013271"},
};

} // namespace

const auto renyi = [](const auto& p, const auto& q, const auto& a) { return perdis::gaussian_renyi(p, q, a); };
const auto alpha = [](const auto& p, const auto& q, const auto& a) { return perdis::gaussian_alpha(p, q, a); };
const auto chi_squared = [](const auto& p, const auto& q, const auto&) { return perdis::gaussian_chi_squared(p, q); };
const auto reverse_chi_squared = [](const auto& p, const auto& q, const auto&) {
    return perdis::gaussian_chi_squared(q, p);
};

// The inputs, fractions, are rounded to T: half a unit of ε κ on top of the 8 promised.
TEMPLATE_TEST_CASE("value: Rényi, α and χ² divergences of normal laws are their integrals", "[gaussian_order]", double,
                   long double, Fifty) {
    using T = TestType;
    for (const Case& c : cases) {
        CHECK(error<T>(c, renyi, {3, 10}, c.renyi_low) <= T(9));
        CHECK(error<T>(c, renyi, {3, 2}, c.renyi_high) <= T(9));
        CHECK(error<T>(c, alpha, {-1, 3}, c.alpha_negative) <= T(9));
        CHECK(error<T>(c, alpha, {1, 3}, c.alpha_low) <= T(9));
        CHECK(error<T>(c, alpha, {3, 2}, c.alpha_high) <= T(9));
        CHECK(error<T>(c, reverse_chi_squared, {1}, c.reverse_chi_squared) <= T(9));
        if (std::string(c.chi_squared) != "inf") { CHECK(error<T>(c, chi_squared, {1}, c.chi_squared) <= T(9)); }
    }
}

TEST_CASE("agree: Rényi, α and χ² in double lie within 8 ε (1 + κ) of 50 digits", "[gaussian_order]") {
    const auto check = [](const Worst& worst) {
        INFO(worst.where);
        CHECK(worst.compared > 1000);
        CHECK(worst.error <= 8.0);
    };
    check(sweep(chi_squared, 1.0));
    for (const double order : {1e-12, 0.3, 0.5, 1.0 - 1e-9, 1.0, 1.0 + 1e-13, 1.5, 7.5}) { check(sweep(renyi, order)); }
    for (const double order : {-5.0, -1e-10, 1e-12, 0.3, 0.5, 1.0 - 1e-9, 1.0 + 1e-13, 7.5}) {
        check(sweep(alpha, order));
    }
}

TEMPLATE_TEST_CASE("limit: order 1 is KL(p||q), α of order 0 is KL(q||p), 1/2 is 4 H²", "[gaussian_order]", double,
                   long double, Fifty) {
    using T = TestType;
    using std::abs;
    const T tolerance = T(64) * std::numeric_limits<T>::epsilon(); // κ < 7 for the second case
    const auto p = law<T>(1, 2);
    const perdis::Gaussian<T> q(T(3) / T(2), perdis::StandardDeviation<T>(T(5) / T(2)));
    const T forward = perdis::gaussian_kullback_leibler(p, q);
    const T backward = perdis::gaussian_kullback_leibler(q, p);
    CHECK(perdis::gaussian_renyi(p, q, T(1)) == forward);
    CHECK(perdis::gaussian_alpha(p, q, T(1)) == forward);
    CHECK(perdis::gaussian_alpha(p, q, T(0)) == backward);
    for (const int sign : {-1, 1}) {
        const T nearby = T(sign) * std::numeric_limits<T>::epsilon();
        CHECK(abs(perdis::gaussian_renyi(p, q, T(T(1) + nearby)) - forward) <= tolerance * forward);
        CHECK(abs(perdis::gaussian_alpha(p, q, T(T(1) + nearby)) - forward) <= tolerance * forward);
        CHECK(abs(perdis::gaussian_alpha(p, q, nearby) - backward) <= tolerance * backward);
    }
    const T half = T(1) / T(2);
    const T squared_hellinger = perdis::gaussian_squared_hellinger(p, q);
    CHECK(abs(perdis::gaussian_alpha(p, q, half) / T(4) - squared_hellinger) <= tolerance * squared_hellinger);
}

TEMPLATE_TEST_CASE("limit: equal laws, point masses and divergent integrals", "[gaussian_order]", double, long double,
                   Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    const T half = T(1) / T(2);
    const auto wide = law<T>(2, 3);
    const auto narrow = law<T>(2, 2);
    for (const auto& p : {wide, law<T>(2, 0)}) {
        CHECK(perdis::gaussian_renyi(p, p, half) == T(0));
        CHECK(perdis::gaussian_alpha(p, p, T(-3)) == T(0));
        CHECK(perdis::gaussian_chi_squared(p, p) == T(0));
        const auto point = law<T>(7, 0);
        for (const T& order : {half, T(1), T(3)}) {
            CHECK(perdis::gaussian_renyi(p, point, order) == infinity);
            CHECK(perdis::gaussian_renyi(point, p, order) == infinity);
        }
        CHECK(perdis::gaussian_alpha(p, point, half) == T(4));
        CHECK(perdis::gaussian_alpha(point, p, half) == T(4));
        for (const T& order : {T(-2), T(0), T(1), T(2)}) { CHECK(perdis::gaussian_alpha(p, point, order) == infinity); }
        CHECK(perdis::gaussian_chi_squared(p, point) == infinity);
        CHECK(perdis::gaussian_chi_squared(point, p) == infinity);
    }
    CHECK(perdis::gaussian_chi_squared(wide, narrow) == infinity); // 2·4 ≤ 9
    CHECK(perdis::gaussian_renyi(wide, narrow, T(2)) == infinity);
    CHECK(perdis::gaussian_renyi(wide, narrow, T(17) / T(10)) < infinity); // σ_a² = 0.5
    CHECK(perdis::gaussian_alpha(narrow, wide, T(-1)) == infinity);
    CHECK(perdis::gaussian_chi_squared(narrow, wide) < infinity);
}

TEST_CASE("limit: χ² is infinite where 2σ₂² = σ₁² exactly, Rényi's of order 1 + 1/n where (1 + 1/n)σ₂² = σ₁²/n",
          "[gaussian_order]") {
    const auto law = [](double variance) { return perdis::Gaussian<double>(0.0, perdis::variance(variance)); };
    CHECK(std::isinf(perdis::gaussian_chi_squared(law(1.0), law(0.5))));
    CHECK(std::isinf(perdis::gaussian_renyi(law(1.0), law(0.5), 2.0)));
    CHECK(std::isinf(perdis::gaussian_renyi(law(3.0), law(1.0), 1.5)));
    CHECK(std::isfinite(perdis::gaussian_chi_squared(law(1.0), law(0.501))));
}

TEST_CASE("refuse: an order outside its domain", "[gaussian_order]") {
    const auto p = law<double>(0, 1);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(perdis::gaussian_renyi(p, p, 0.0), "gaussian_renyi: order = 0 is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_renyi(p, p, nan), "gaussian_renyi: order = nan is not in (0, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_alpha(p, p, nan), "gaussian_alpha: order = nan is not in (-inf, inf)");
}
