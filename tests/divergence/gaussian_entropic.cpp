#include "catch.hpp"

#include <limits>
#include <vector>

#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/law/gaussian.hpp>

#include "gaussian_sweep.hpp"

namespace {

using namespace gaussian_sweep;

struct Case {
    Fraction mean_p, deviation_p, mean_q, deviation_q;
    const char *kullback_leibler, *squared_hellinger;
};

// mpmath, 60 digits: quadrature of the defining integrals, no closed form.
const std::vector<Case> cases{
    {{3, 10},
     {11, 10},
     {-4, 10},
     {7, 10},
     "0.7827087538079631692066744716004994094072146103",
     "0.1143927763616114328388572362313178613368234194"},
    {{1},
     {2},
     {3, 2},
     {5, 2},
     "0.06314355131420975576629509030983450337460108555",
     "0.01827482004115044824884363231551864150069918775"},
    {{0},
     {1},
     {0},
     {1001, 1000},
     "0.0000009983355805366628138939260290179537625544016576",
     "0.0000002497501561875078203110254070875380914681377504"},
};

} // namespace

const auto kullback_leibler = [](const auto& p, const auto& q, const auto&) {
    return perdis::gaussian_kullback_leibler(p, q);
};
const auto squared_hellinger = [](const auto& p, const auto& q, const auto&) {
    return perdis::gaussian_squared_hellinger(p, q);
};
const auto hellinger = [](const auto& p, const auto& q, const auto&) { return perdis::gaussian_hellinger(p, q); };

// The inputs, fractions, are rounded to T: half a unit of ε κ on top of the 8 promised.
TEMPLATE_TEST_CASE("value: KL and H² of normal laws are their integrals", "[gaussian_entropic]", double, long double,
                   Fifty) {
    for (const Case& c : cases) {
        CHECK(error<TestType>(c, kullback_leibler, {1}, c.kullback_leibler) <= TestType(9));
        CHECK(error<TestType>(c, squared_hellinger, {1}, c.squared_hellinger) <= TestType(9));
    }
}

TEST_CASE("agree: KL, H² and H in double lie within 8 ε (1 + κ) of 50 digits", "[gaussian_entropic]") {
    for (const Worst& worst : {sweep(kullback_leibler, 1.0), sweep(squared_hellinger, 1.0), sweep(hellinger, 1.0)}) {
        INFO(worst.where);
        CHECK(worst.compared > 1700);
        CHECK(worst.error <= 8.0);
    }
}

TEST_CASE("agree: the sweep sees an error of 9 ε (1 + κ)", "[gaussian_entropic]") {
    const auto spoilt = [](const auto& p, const auto& q, const auto&) {
        const auto value = perdis::gaussian_squared_hellinger(p, q);
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>) {
            return value * (1.0 + 48.0 * std::numeric_limits<double>::epsilon()); // κ = 4 for close laws
        } else {
            return value;
        }
    };
    CHECK(sweep(spoilt, 1.0).error > 8.0);
}

TEMPLATE_TEST_CASE("limit: equal laws and point masses", "[gaussian_entropic]", double, long double, Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    for (const int deviation : {0, 3}) {
        const auto p = law<T>(2, deviation);
        CHECK(perdis::gaussian_kullback_leibler(p, p) == T(0));
        CHECK(perdis::gaussian_squared_hellinger(p, p) == T(0));
        CHECK(perdis::gaussian_hellinger(p, p) == T(0));
        for (const auto& q : {law<T>(2, 0), law<T>(5, 0)}) {
            if (perdis::identical(p, q)) { continue; }
            CHECK(perdis::gaussian_kullback_leibler(p, q) == infinity);
            CHECK(perdis::gaussian_kullback_leibler(q, p) == infinity);
            CHECK(perdis::gaussian_squared_hellinger(p, q) == T(1));
            CHECK(perdis::gaussian_hellinger(q, p) == T(1));
        }
    }
}

TEMPLATE_TEST_CASE("law: H² is symmetric to the last bit and at most KL/2", "[gaussian_entropic]", double, long double,
                   Fifty) {
    using T = TestType;
    for (const Case& c : cases) {
        const perdis::Gaussian<T> p(c.mean_p.in<T>(), perdis::StandardDeviation<T>(c.deviation_p.in<T>()));
        const perdis::Gaussian<T> q(c.mean_q.in<T>(), perdis::StandardDeviation<T>(c.deviation_q.in<T>()));
        CHECK(perdis::gaussian_squared_hellinger(p, q) == perdis::gaussian_squared_hellinger(q, p));
        CHECK(perdis::gaussian_squared_hellinger(p, q) <= perdis::gaussian_kullback_leibler(p, q) / T(2));
    }
}
