#include <perdis/divergence/alpha.hpp>

#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/reverse_chi_squared.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/squared_hellinger.hpp>

#include "laws.hpp"

TEST_CASE("law: alpha-divergences of orders above 1/2 are f-divergences") {
    for (const double order : {0.5, 0.75, 1.0, 1.0 + 1e-9, 2.0, 3.0}) {
        CAPTURE(order);
        laws::f_divergence(perdis::Alpha(order));
    }
}

TEST_CASE("law: alpha-divergences of orders below 1/2 are f-divergences") {
    for (const double order : {-1.5, -1.0, -1e-9, 0.0, 1e-9, 0.25}) {
        CAPTURE(order);
        laws::f_divergence(perdis::Alpha(order));
    }
}

TEST_CASE("value: alpha-divergences of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::Alpha(-1.5), "0.00898148514538285953384704644586319004059254772485");
    laws::value(perdis::Alpha(0.25), "0.00891958807065133113995339211878837307468197000256");
    laws::value(perdis::Alpha(0.5), "0.00891839556755610971355193232429221884323722591605");
    laws::value(perdis::Alpha(1.0009765625), "0.00892171126090339408660897922113591035623385927435");
    laws::value(perdis::Alpha(3.0), "0.00901065521949204478189381629995616336347666979378");
}

TEST_CASE("agree: alpha-divergences of orders 1/2, 2, -1, 1, 0 under their own names") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        const double hellinger = 4.0 * perdis::SquaredHellinger{}(p, q);
        laws::check_close(perdis::Alpha(0.5)(p, q), hellinger, hellinger);
        const double chi = perdis::ChiSquared{}(p, q) / 2.0;
        laws::check_close(perdis::Alpha(2.0)(p, q), chi, chi);
        const double reverse = perdis::ReverseChiSquared{}(p, q) / 2.0;
        laws::check_close(perdis::Alpha(-1.0)(p, q), reverse, reverse);
        CHECK(perdis::Alpha(1.0)(p, q) == perdis::KullbackLeibler{}(p, q));
        CHECK(perdis::Alpha(0.0)(p, q) == perdis::ReverseKullbackLeibler{}(p, q));
        for (const double order : {0.25, 1.5, -3.0}) {
            const double swapped = perdis::Alpha(1.0 - order)(q, p);
            laws::check_close(perdis::Alpha(order)(p, q), swapped, swapped);
        }
    }
}

TEST_CASE("limit: alpha-divergences at the edge of the simplex") {
    // order a in (0, 1): 1/(a (1 − a)) for disjoint laws, (m^{1−a} − 1)/(a (a − 1)) for a uniform pair against one of it.
    laws::limits(perdis::Alpha(0.5), 4.0, 4.0 * (1.0 - std::sqrt(0.5)), 4.0 * (1.0 - std::sqrt(0.5)));
    laws::limits(perdis::Alpha(2.0), laws::infinity, laws::infinity, 0.5);
    laws::limits(perdis::Alpha(-1.0), laws::infinity, 0.5, laws::infinity);
}

TEST_CASE("limit: alpha-divergences are continuous at orders 0 and 1") {
    const auto p = laws::prior<double>();
    const auto q = laws::restored<double>();
    for (const double off : {1e-3, 1e-6, 1e-9, 1e-12, 1e-15}) {
        // The derivative in the order is of the size of Σ p |ln(q/p)|³ < 1e-3 here.
        CHECK(std::abs(perdis::Alpha(1.0 + off)(p, q) - perdis::KullbackLeibler{}(p, q)) <= 1e-3 * off + 1e-17);
        CHECK(std::abs(perdis::Alpha(1.0 - off)(p, q) - perdis::KullbackLeibler{}(p, q)) <= 1e-3 * off + 1e-17);
        CHECK(std::abs(perdis::Alpha(off)(p, q) - perdis::ReverseKullbackLeibler{}(p, q)) <= 1e-3 * off + 1e-17);
        CHECK(std::abs(perdis::Alpha(-off)(p, q) - perdis::ReverseKullbackLeibler{}(p, q)) <= 1e-3 * off + 1e-17);
    }
}

TEST_CASE("agree: alpha-divergence of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.9));
    CHECK(perdis::Alpha(0.5)(p, q) == perdis::gaussian_alpha(p, q, 0.5));
    // four roundings of a number below 1
    CHECK(std::abs(perdis::Alpha(0.5)(p, q) - 4.0 * perdis::SquaredHellinger{}(p, q)) < 1e-15);
}

TEST_CASE("refuse: an order of an alpha-divergence that is not finite") {
    CHECK_THROWS_WITH(perdis::Alpha(laws::infinity), "Alpha: order = inf is not in (-inf, inf)");
    CHECK_THROWS_WITH(perdis::Alpha(std::nan("")), "Alpha: order = nan is not in (-inf, inf)");
}
