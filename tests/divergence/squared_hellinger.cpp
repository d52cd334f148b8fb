#include <perdis/divergence/squared_hellinger.hpp>

#include "laws.hpp"

#include <perdis/divergence/total_variation.hpp>

TEST_CASE("law: squared Hellinger is an f-divergence") { laws::f_divergence(perdis::SquaredHellinger{}); }

TEST_CASE("value: squared Hellinger of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::SquaredHellinger{}, "0.00222959889188902742838798308107305471080930647901");
}

TEST_CASE("limit: squared Hellinger is 1 for disjoint laws") {
    laws::limits(perdis::SquaredHellinger{}, 1.0, 1.0 - std::sqrt(0.5), 1.0 - std::sqrt(0.5));
}

TEST_CASE("agree: squared Hellinger of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    // theory: 1 − .8856072236, ten digits printed.
    CHECK(std::abs(perdis::SquaredHellinger{}(p, q) - 0.1143927764) < 1e-10);
    static_assert(perdis::Divergence<perdis::SquaredHellinger, perdis::Gaussian<double>>);
}

TEST_CASE("law: H^2 <= TV <= sqrt(H^2 (2 - H^2))") {
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        const double h = perdis::SquaredHellinger{}(p, q);
        const double tv = perdis::TotalVariation{}(p, q);
        CHECK(h <= tv + 1e-15); // a few roundings of numbers at most 1
        CHECK(tv <= std::sqrt(std::max(0.0, h * (2.0 - h))) + 1e-15);
    }
}
