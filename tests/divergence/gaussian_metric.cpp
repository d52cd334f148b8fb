#include "catch.hpp"

#include <limits>
#include <vector>

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/law/gaussian.hpp>

#include "gaussian_sweep.hpp"

namespace {

using namespace gaussian_sweep;

struct Case {
    Fraction mean_p, deviation_p, mean_q, deviation_q;
    const char *total_variation, *wasserstein1;
};

// mpmath, 60 digits: quadrature of the defining integrals, no closed form.
const std::vector<Case> cases{
    {{3, 10},
     {11, 10},
     {-4, 10},
     {7, 10},
     "0.3487779399203336741792304432312048322460530836",
     "0.712939035451865284959075256287901764050783158"},
    {{1},
     {2},
     {3, 2},
     {5, 2},
     "0.1329303234199507040148823212699036398031890666",
     "0.5833154705876862983830627385675985773065849375"},
    {{0},
     {1},
     {0},
     {1001, 1000},
     "0.0004836995992386677011442799499878939731625108293",
     "0.0007978845608028653558798921198687637369517172623"},
};

} // namespace

const auto total_variation = [](const auto& p, const auto& q, const auto&) {
    return perdis::gaussian_total_variation(p, q);
};
const auto wasserstein1 = [](const auto& p, const auto& q, const auto&) { return perdis::gaussian_wasserstein1(p, q); };
const auto wasserstein2 = [](const auto& p, const auto& q, const auto&) { return perdis::gaussian_wasserstein2(p, q); };
const auto squared_wasserstein2 = [](const auto& p, const auto& q, const auto&) {
    return perdis::gaussian_squared_wasserstein2(p, q);
};

// The inputs, fractions, are rounded to T: half a unit of ε κ on top of the 8 promised.
TEMPLATE_TEST_CASE("value: TV and W1 of normal laws are their integrals", "[gaussian_metric]", double, long double,
                   Fifty) {
    for (const Case& c : cases) {
        CHECK(error<TestType>(c, total_variation, {1}, c.total_variation) <= TestType(9));
        CHECK(error<TestType>(c, wasserstein1, {1}, c.wasserstein1) <= TestType(9));
    }
}

TEST_CASE("agree: TV, W1, W2 and W2² in double lie within 8 ε (1 + κ) of 50 digits", "[gaussian_metric]") {
    for (const Worst& worst : {sweep(total_variation, 1.0), sweep(wasserstein1, 1.0), sweep(wasserstein2, 1.0),
                               sweep(squared_wasserstein2, 1.0)}) {
        INFO(worst.where);
        CHECK(worst.compared > 1700);
        CHECK(worst.error <= 8.0);
    }
}

TEMPLATE_TEST_CASE("value: W2² is the sum of two squares", "[gaussian_metric]", double, long double, Fifty) {
    using T = TestType;
    CHECK(perdis::gaussian_squared_wasserstein2(law<T>(1, 2), law<T>(4, 6)) == T(25));
    CHECK(perdis::gaussian_wasserstein2(law<T>(1, 2), law<T>(4, 6)) == T(5));
    CHECK(perdis::gaussian_squared_wasserstein2(law<T>(1, 0), law<T>(4, 4)) == T(25));
}

TEMPLATE_TEST_CASE("limit: equal laws, equal scales and point masses", "[gaussian_metric]", double, long double,
                   Fifty) {
    using T = TestType;
    using std::abs;
    for (const int deviation : {0, 3}) {
        const auto p = law<T>(2, deviation);
        CHECK(perdis::gaussian_total_variation(p, p) == T(0));
        CHECK(perdis::gaussian_wasserstein1(p, p) == T(0));
        CHECK(perdis::gaussian_wasserstein2(p, p) == T(0));
        const auto point = law<T>(7, 0);
        CHECK(perdis::gaussian_total_variation(p, point) == T(1));
        CHECK(perdis::gaussian_total_variation(point, p) == T(1));
    }
    CHECK(perdis::gaussian_total_variation(law<T>(2, 0), law<T>(2, 3)) == T(1));
    CHECK(perdis::gaussian_wasserstein1(law<T>(2, 3), law<T>(-7, 3)) == T(9));
    CHECK(perdis::gaussian_wasserstein1(law<T>(2, 0), law<T>(-7, 0)) == T(9));
    // erf(1/√2) = .68268949… for |μ₁ − μ₂| = 2σ; mpmath
    const T expected = decimal<T>("0.6826894921370858971704650912640758449558259334532");
    CHECK(abs(perdis::gaussian_total_variation(law<T>(0, 3), law<T>(6, 3)) - expected) <= rounding<T>());
}

TEMPLATE_TEST_CASE("law: Pinsker, Hellinger's bounds on TV, and W1 at most W2", "[gaussian_metric]", double,
                   long double, Fifty) {
    using T = TestType;
    using std::sqrt;
    for (const Case& c : cases) {
        const perdis::Gaussian<T> p(c.mean_p.in<T>(), perdis::StandardDeviation<T>(c.deviation_p.in<T>()));
        const perdis::Gaussian<T> q(c.mean_q.in<T>(), perdis::StandardDeviation<T>(c.deviation_q.in<T>()));
        const T variation = perdis::gaussian_total_variation(p, q);
        const T squared_hellinger = perdis::gaussian_squared_hellinger(p, q);
        CHECK(variation == perdis::gaussian_total_variation(q, p));
        CHECK(variation <= sqrt(perdis::gaussian_kullback_leibler(p, q) / T(2)));
        CHECK(squared_hellinger <= variation);
        CHECK(variation <= sqrt(squared_hellinger * (T(2) - squared_hellinger)));
        CHECK(perdis::gaussian_wasserstein1(p, q) <= perdis::gaussian_wasserstein2(p, q));
    }
}
