#include <perdis/divergence/wasserstein.hpp>

#include "laws.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <boost/multiprecision/cpp_int.hpp>

namespace {

using Rational = boost::multiprecision::cpp_rational;

/// Six atoms of mass 1/6 each, equal atoms allowed: the transport polytope's vertices are the 720 permutations.
using Atoms = std::array<Eigen::Vector2d, 6>;

double brute_force(const Atoms& from, const Atoms& to, double order) {
    std::array<std::size_t, 6> image{0, 1, 2, 3, 4, 5};
    double best = laws::infinity;
    do {
        double sum = 0.0;
        for (std::size_t i = 0; i < 6; ++i) { sum += std::pow((from[i] - to[image[i]]).norm(), order) / 6.0; }
        best = std::min(best, sum);
    } while (std::next_permutation(image.begin(), image.end()));
    return best;
}

perdis::Discrete<double> law_of(const Atoms& atoms, Eigen::Index dimension) {
    std::vector<Eigen::Vector2d> distinct;
    std::vector<double> masses;
    for (const Eigen::Vector2d& atom : atoms) {
        const auto found = std::find(distinct.begin(), distinct.end(), atom);
        if (found == distinct.end()) {
            distinct.push_back(atom);
            masses.push_back(1.0 / 6.0);
        } else {
            masses[static_cast<std::size_t>(found - distinct.begin())] += 1.0 / 6.0;
        }
    }
    const auto n = static_cast<Eigen::Index>(distinct.size());
    Eigen::MatrixXd support(dimension, n);
    for (Eigen::Index i = 0; i < n; ++i) { support.col(i) = distinct[static_cast<std::size_t>(i)].head(dimension); }
    return perdis::Discrete<double>::over_vectors(support, Eigen::Map<const Eigen::VectorXd>(masses.data(), n));
}

Atoms atoms(std::mt19937& random, bool on_the_line) {
    std::uniform_int_distribution<int> coordinate(-3, 3);
    Atoms result;
    for (Eigen::Vector2d& atom : result) {
        atom = Eigen::Vector2d(coordinate(random), on_the_line ? 0 : coordinate(random));
    }
    return result;
}

} // namespace

TEST_CASE("law: Wasserstein distances and their powers are divergences") {
    laws::divergence(perdis::Wasserstein1{});
    laws::divergence(perdis::Wasserstein2{});
    laws::divergence(perdis::SquaredWasserstein2{});
    laws::divergence(perdis::Wasserstein(1.5));
    laws::divergence(perdis::WassersteinPower(3.0));
}

TEST_CASE("law: W_2 is not convex, and the convexity check sees it") {
    CHECK(perdis::Wasserstein1{}.convex());
    CHECK_FALSE(perdis::Wasserstein2{}.convex());
    CHECK_FALSE(laws::convexity<double>(perdis::Wasserstein2{}, 300).holds);
    CHECK_FALSE(laws::convexity<double>(perdis::Wasserstein(1.5), 300).holds);
}

TEST_CASE("agree: Wasserstein on the line and brute force") {
    std::mt19937 random(23);
    for (int round = 0; round < 20; ++round) {
        const Atoms from = atoms(random, true);
        const Atoms to = atoms(random, true);
        for (const double order : {1.0, 1.5, 2.0, 4.0}) {
            const double want = brute_force(from, to, order);
            laws::check_close(perdis::WassersteinPower(order)(law_of(from, 1), law_of(to, 1)), want, want);
            laws::check_close(perdis::Wasserstein(order)(law_of(from, 1), law_of(to, 1)), std::pow(want, 1.0 / order),
                              want);
        }
    }
}

TEST_CASE("agree: Wasserstein in the plane and brute force") {
    std::mt19937 random(29);
    for (int round = 0; round < 20; ++round) {
        const Atoms from = atoms(random, false);
        const Atoms to = atoms(random, false);
        for (const double order : {1.0, 1.5, 2.0, 4.0}) {
            const double want = brute_force(from, to, order);
            laws::check_close(perdis::WassersteinPower(order)(law_of(from, 2), law_of(to, 2)), want, want);
        }
    }
}

TEST_CASE("agree: W_1 is the area between the distribution functions") {
    std::mt19937 random(31);
    for (int round = 0; round < 100; ++round) {
        const Eigen::Index n = 2 + round % 5;
        Eigen::VectorXd x = Eigen::VectorXd::Random(n) * 10.0;
        std::sort(x.begin(), x.end());
        const auto p = laws::masses<double>(random, n);
        const auto q = laws::masses<double>(random, n);
        double area = 0.0, difference = 0.0;
        for (Eigen::Index i = 0; i + 1 < n; ++i) {
            difference += p(i) - q(i);
            area += std::abs(difference) * (x(i + 1) - x(i));
        }
        // masses to ε, distances to 20
        laws::check_close(perdis::Wasserstein1{}(perdis::Discrete<double>(x, p), perdis::Discrete<double>(x, q)), area,
                          1.0);
    }
}

TEST_CASE("value: Wasserstein of the three-symbol check") {
    // By hand: .065 crosses from 0 to 1, .015 from 1 to 3.
    laws::value(perdis::Wasserstein1{}, "0.095");
    laws::value(perdis::SquaredWasserstein2{}, "0.125");
    laws::value(perdis::Wasserstein2{}, "0.353553390593273762200422181052424519642417968844");
    laws::value(perdis::WassersteinPower(3.0), "0.185");
}

TEST_CASE("value: W_1 and the square of W_2 of rationals are exact") {
    const perdis::Discrete<Rational> p{{Rational(0), Rational(1)}, {Rational(1, 3), Rational(2, 3)}};
    const perdis::Discrete<Rational> q{{Rational(1, 2), Rational(3)}, {Rational(1, 2), Rational(1, 2)}};
    // 1/3 over 1/2, 1/6 over 1/2, 1/2 over 2.
    CHECK(perdis::Wasserstein1{}(p, q) == Rational(5, 4));
    CHECK(perdis::SquaredWasserstein2{}(p, q) == Rational(17, 8));
    CHECK_THROWS_AS(perdis::Wasserstein2{}(p, q), perdis::DomainError);
    CHECK_THROWS_AS(perdis::WassersteinPower(1.5)(p, q), perdis::DomainError);
}

TEST_CASE("limit: point masses are their distance apart, equal laws nothing") {
    const perdis::Discrete<double> here{{-1.0}, {1.0}};
    const perdis::Discrete<double> there{{2.0}, {1.0}};
    CHECK(perdis::Wasserstein1{}(here, there) == 3.0);
    CHECK(perdis::Wasserstein2{}(here, there) == 3.0);
    CHECK(perdis::SquaredWasserstein2{}(here, there) == 9.0);
    CHECK(perdis::Wasserstein(3.0)(here, there) == 3.0);
    CHECK(perdis::Wasserstein2{}.transform_slope(0.0) == laws::infinity);
    CHECK(perdis::Wasserstein1{}.transform_slope(0.0) == 1.0);
}

TEST_CASE("agree: Wasserstein of normal laws is the closed form") {
    const perdis::Gaussian<double> p(0.3, perdis::standard_deviation(1.1));
    const perdis::Gaussian<double> q(-0.4, perdis::standard_deviation(0.7));
    CHECK(std::abs(perdis::Wasserstein1{}(p, q) - 0.7129390355) < 5e-11); // theory, ten digits printed
    // .7² + .4² = .65
    CHECK(std::abs(perdis::SquaredWasserstein2{}(p, q) - 0.65) < 1e-15);
    CHECK(std::abs(perdis::Wasserstein2{}(p, q) - std::sqrt(0.65)) < 1e-15);
    CHECK(perdis::WassersteinPower(3.0)(p, q) == std::pow(perdis::Wasserstein(3.0)(p, q), 3.0));
}

TEST_CASE("refuse: an order of a Wasserstein distance outside [1, inf)") {
    CHECK_THROWS_WITH(perdis::Wasserstein(0.5), "Wasserstein: order = 0.5 is not in [1, inf)");
    CHECK_THROWS_WITH(perdis::Wasserstein(std::nan("")), "Wasserstein: order = nan is not in [1, inf)");
    const auto plane =
        perdis::Discrete<double>::over_vectors(Eigen::MatrixXd::Identity(2, 2), Eigen::Vector2d(0.5, 0.5));
    CHECK_THROWS_WITH(perdis::Wasserstein2{}(plane, perdis::Discrete{{0, 1}, {0.5, 0.5}}),
                      "Wasserstein: the symbols have different dimensions");
}
