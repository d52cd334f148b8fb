#include <perdis/divergence/reverse_chi_squared.hpp>

#include "laws.hpp"

#include <perdis/divergence/chi_squared.hpp>

TEST_CASE("law: reverse chi-squared is an f-divergence") { laws::f_divergence(perdis::ReverseChiSquared{}); }

TEST_CASE("value: reverse chi-squared of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::ReverseChiSquared{}, "0.0179083333333333333333333333333333333333333333333");
}

TEST_CASE("limit: reverse chi-squared is infinite where q has a symbol that p lacks") {
    laws::limits(perdis::ReverseChiSquared{}, laws::infinity, 1.0, laws::infinity);
}

TEST_CASE("agree: reverse chi-squared of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(perdis::ReverseChiSquared{}(p, q) == perdis::gaussian_chi_squared(q, p));
    static_assert(perdis::Divergence<perdis::ReverseChiSquared, perdis::Gaussian<double>>);
}

TEST_CASE("agree: reverse chi-squared is chi-squared with its arguments exchanged") {
    std::mt19937 random(3);
    for (int round = 0; round < 100; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        const double other = perdis::ChiSquared{}(q, p);
        laws::check_close(perdis::ReverseChiSquared{}(p, q), other, other);
    }
}
