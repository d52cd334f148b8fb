#include <perdis/divergence/hellinger.hpp>

#include "laws.hpp"

TEST_CASE("law: Hellinger is a divergence") { laws::divergence(perdis::Hellinger{}); }

TEST_CASE("law: unsquared Hellinger is not convex, and the convexity check sees it") {
    // theory, section 6: W_p for p > 1 and the unsquared H are the negative controls of Theorem 1's hypothesis.
    CHECK_FALSE(perdis::Hellinger::convex());
    const laws::Convexity found = laws::convexity<double>(perdis::Hellinger{}, 300);
    CHECK_FALSE(found.holds);
    CHECK(found.worst > 0.01);
}

TEST_CASE("law: Hellinger satisfies the triangle inequality") {
    std::mt19937 random(19);
    const perdis::Hellinger h;
    for (int round = 0; round < 200; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto r = laws::on_labels<double>(laws::masses<double>(random, 4));
        CHECK(h(p, r) <= h(p, q) + h(q, r) + 1e-15);
    }
}

TEST_CASE("value: Hellinger of the three-symbol check") {
    // mpmath, 60 digits, from the definition.
    laws::value(perdis::Hellinger{}, "0.0472186286532024077628282377657915331268808016695");
}

TEST_CASE("limit: Hellinger is 1 for disjoint laws") {
    const double half = std::sqrt(1.0 - std::sqrt(0.5));
    laws::limits(perdis::Hellinger{}, 1.0, half, half);
}

TEST_CASE("agree: Hellinger of normal laws is the root of its square") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(perdis::Hellinger{}(p, q) == std::sqrt(perdis::SquaredHellinger{}(p, q)));
}
