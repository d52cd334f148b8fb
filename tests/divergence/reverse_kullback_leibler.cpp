#include <perdis/divergence/reverse_kullback_leibler.hpp>

#include "laws.hpp"

#include <perdis/divergence/kullback_leibler.hpp>

TEST_CASE("law: reverse Kullback-Leibler is an f-divergence") { laws::f_divergence(perdis::ReverseKullbackLeibler{}); }

TEST_CASE("value: reverse Kullback-Leibler of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::ReverseKullbackLeibler{}, "0.0089226808890841949218919967204033629572585301113");
}

TEST_CASE("limit: reverse Kullback-Leibler is infinite where q has a symbol that p lacks") {
    laws::limits(perdis::ReverseKullbackLeibler{}, laws::infinity, 0.69314718055994530942, laws::infinity);
}

TEST_CASE("agree: reverse Kullback-Leibler of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(perdis::ReverseKullbackLeibler{}(p, q) == perdis::gaussian_kullback_leibler(q, p));
    static_assert(perdis::Divergence<perdis::ReverseKullbackLeibler, perdis::Gaussian<double>>);
}

TEST_CASE("agree: reverse Kullback-Leibler is Kullback-Leibler with its arguments exchanged") {
    std::mt19937 random(3);
    for (int round = 0; round < 100; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        const double other = perdis::KullbackLeibler{}(q, p);
        laws::check_close(perdis::ReverseKullbackLeibler{}(p, q), other, other);
    }
}
