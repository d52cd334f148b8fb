#include "catch.hpp"

#include <limits>
#include <vector>

#include <perdis/divergence/gaussian_wasserstein.hpp>
#include <perdis/law/gaussian.hpp>

#include "gaussian_sweep.hpp"

namespace {

using namespace gaussian_sweep;

struct Case {
    Fraction mean_p, deviation_p, mean_q, deviation_q;
    const char *order_1, *order_3, *order_7_halves;
};

// mpmath, 60 digits: quadrature of the defining integrals, no closed form.
const std::vector<Case> cases{
    {{3, 10},
     {11, 10},
     {-4, 10},
     {7, 10},
     "0.712939035451865284959075256287901764050783158",
     "0.8795845868071470490790989179902143665894092303",
     "0.91184547974077349921086553529887877600736838"},
    {{1},
     {2},
     {3, 2},
     {5, 2},
     "0.5833154705876862983830627385675985773065849375",
     "0.8055976115902446098078851245084331952098897566",
     "0.848854462190110057919187131378018606700876126"},
    {{0},
     {1},
     {0},
     {1001, 1000},
     "0.0007978845608028653558798921198687637369517172623",
     "0.001168575254962465548670476011097685271060524048",
     "0.001244480759488327894863323400495897862860215288"},
};

} // namespace

const auto wasserstein = [](const auto& p, const auto& q, const auto& order) {
    return perdis::gaussian_wasserstein(p, q, order);
};

// The inputs, fractions, are rounded to T: half a unit of ε κ on top of the 8 promised.
TEMPLATE_TEST_CASE("value: the Wasserstein distance of order a is the moment of an affine map",
                   "[gaussian_wasserstein]", double, long double, Fifty) {
    for (const Case& c : cases) {
        CHECK(error<TestType>(c, wasserstein, {3}, c.order_3) <= TestType(9));
        CHECK(error<TestType>(c, wasserstein, {7, 2}, c.order_7_halves) <= TestType(9));
    }
}

TEST_CASE("value: far means and high orders", "[gaussian_wasserstein]") {
    // mpmath: τ (2^{a/2} Γ((a+1)/2)/√π 1F1(−a/2; 1/2; −δ²/(2τ²)))^{1/a} with δ = 1 and these τ and a
    struct Row {
        Fraction tau, order;
        const char* expected;
    };
    const std::vector<Row> rows{
        {{1, 10}, {3, 2}, "1.002503192245023684868424052167198198055671465"},
        {{2, 25}, {3, 2}, "1.001601297419014759808560100927873023915337959"},
        {{1, 50}, {3, 2}, "1.000100005004171881153405566578642274885436788"},
        {{3, 25}, {73, 10}, "1.042893737361834178955813190841826547388669269"},
        {{11, 100}, {101, 2}, "1.226022381271748689250440635705614824642741043"},
        {{3, 10}, {2000, 1}, "8.753715336407475968632759777065542360489211033"},
    };
    for (const Row& row : rows) {
        const Fifty got = perdis::gaussian_wasserstein(
            perdis::Gaussian<Fifty>(Fifty(0), perdis::StandardDeviation<Fifty>(row.tau.in<Fifty>())),
            perdis::Gaussian<Fifty>(Fifty(1), perdis::StandardDeviation<Fifty>(Fifty(0))), row.order.in<Fifty>());
        CHECK(abs(got - Fifty(row.expected)) <= Fifty("1e-44") * got); // the constants carry 46 digits
    }
}

TEST_CASE("agree: W of order a in double lies within 8 ε (1 + κ) of 50 digits", "[gaussian_wasserstein]") {
    for (const double order : {1.001, 1.5, 3.0, 7.3, 2000.0}) {
        const Worst worst = sweep(wasserstein, order);
        INFO(order << ": " << worst.where);
        CHECK(worst.compared > 1700);
        CHECK(worst.error <= 8.0);
    }
}

TEMPLATE_TEST_CASE("limit: orders 1 and 2, equal laws, equal scales", "[gaussian_wasserstein]", double, long double,
                   Fifty) {
    using T = TestType;
    using std::abs;
    const auto p = law<T>(1, 2);
    const auto q = law<T>(4, 6);
    CHECK(perdis::gaussian_wasserstein(p, q, T(1)) == perdis::gaussian_wasserstein1(p, q));
    CHECK(perdis::gaussian_wasserstein(p, q, T(2)) == T(5));
    const T nearby = T(2) + T(2) * std::numeric_limits<T>::epsilon();
    // the logarithms and the gamma function of 50 digits err by tens of ε each
    CHECK(abs(perdis::gaussian_wasserstein(p, q, nearby) - T(5)) <= T(5 * 200) * std::numeric_limits<T>::epsilon());
    CHECK(perdis::gaussian_wasserstein(p, p, T(3)) == T(0));
    CHECK(perdis::gaussian_wasserstein(law<T>(1, 2), law<T>(8, 2), T(3)) == T(7));
}

TEST_CASE("refuse: an order below 1", "[gaussian_wasserstein]") {
    const auto p = law<double>(0, 1);
    CHECK_THROWS_WITH(perdis::gaussian_wasserstein(p, p, 0.5), "gaussian_wasserstein: order = 0.5 is not in [1, inf)");
    CHECK_THROWS_WITH(perdis::gaussian_wasserstein(p, p, std::numeric_limits<double>::quiet_NaN()),
                      "gaussian_wasserstein: order = nan is not in [1, inf)");
}
