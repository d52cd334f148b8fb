#include <perdis/divergence/total_variation.hpp>

#include "laws.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/divergence/kullback_leibler.hpp>

TEST_CASE("law: total variation is an f-divergence") { laws::f_divergence(perdis::TotalVariation{}); }

TEST_CASE("value: total variation of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::TotalVariation{}, "0.065");
}

TEST_CASE("limit: total variation is 1 for disjoint laws") { laws::limits(perdis::TotalVariation{}, 1.0, 0.5, 0.5); }

TEST_CASE("agree: total variation of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    // theory, ten digits printed.
    CHECK(std::abs(perdis::TotalVariation{}(p, q) - 0.3487779399) < 5e-11);
    CHECK(std::abs(perdis::success_probability(p, q) - 0.67438896995) < 5e-11);
    static_assert(perdis::Divergence<perdis::TotalVariation, perdis::Gaussian<double>>);
}

TEST_CASE("law: TV <= sqrt(KL/2), Pinsker") {
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        const double kl = perdis::KullbackLeibler{}(p, q);
        CHECK(perdis::TotalVariation{}(p, q) <= std::sqrt(kl / 2.0) + 1e-15); // a few roundings of numbers at most 1
    }
}

TEST_CASE("value: the best test succeeds with probability TV/2 + 1/2") {
    // [BlauMichaeli2018], eq. (1).
    CHECK(perdis::success_probability(perdis::Discrete{{0, 1}, {0.5, 0.5}}, perdis::Discrete{{0, 1}, {0.25, 0.75}})
          == 0.625);
    CHECK(perdis::success_probability(perdis::Discrete{{0, 1}, {0.5, 0.5}}, perdis::Discrete{{2, 3}, {0.5, 0.5}})
          == 1.0);
}

TEST_CASE("value: total variation of rationals is exact") {
    using Rational = boost::multiprecision::cpp_rational;
    const perdis::Discrete<Rational> p{{Rational(0), Rational(1)}, {Rational(1, 3), Rational(2, 3)}};
    const perdis::Discrete<Rational> q{{Rational(1), Rational(2)}, {Rational(1, 2), Rational(1, 2)}};
    CHECK(perdis::TotalVariation{}(p, q) == Rational(1, 2));
    CHECK(perdis::success_probability(p, q) == Rational(3, 4));
    CHECK(perdis::TotalVariation{}(p, p) == Rational(0));
}
