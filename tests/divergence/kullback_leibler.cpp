#include <perdis/divergence/kullback_leibler.hpp>

#include "laws.hpp"

TEST_CASE("law: Kullback-Leibler is an f-divergence") { laws::f_divergence(perdis::KullbackLeibler{}); }

TEST_CASE("value: Kullback-Leibler of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::KullbackLeibler{}, "0.00892169740265110931679284137437637709446465602991");
}

TEST_CASE("limit: Kullback-Leibler is infinite where a symbol of p is missing from q") {
    const double two = 0.69314718055994530942; // ln 2
    laws::limits(perdis::KullbackLeibler{}, laws::infinity, laws::infinity, two);
}

TEST_CASE("agree: Kullback-Leibler of normal laws is the closed form") {
    // theory: N(.3, 1.1²), N(−.4, .7²).
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(std::abs(perdis::KullbackLeibler{}(p, q) - 0.7827087538) < 5e-11); // ten digits printed
    static_assert(perdis::Divergence<perdis::KullbackLeibler, perdis::Gaussian<double>>);
}
