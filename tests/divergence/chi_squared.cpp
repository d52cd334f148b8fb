#include <perdis/divergence/chi_squared.hpp>

#include "laws.hpp"

TEST_CASE("law: chi-squared is an f-divergence") { laws::f_divergence(perdis::ChiSquared{}); }

TEST_CASE("value: chi-squared of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::ChiSquared{}, "0.0179020124489250391415587887119563142017031351434");
}

TEST_CASE("limit: chi-squared is infinite where a symbol of p is missing from q") {
    laws::limits(perdis::ChiSquared{}, laws::infinity, laws::infinity, 1.0);
}

TEST_CASE("agree: chi-squared of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(perdis::ChiSquared{}(p, q) == perdis::gaussian_chi_squared(p, q));
    static_assert(perdis::Divergence<perdis::ChiSquared, perdis::Gaussian<double>>);
}
