#include <perdis/divergence/transport_divergence.hpp>

#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>

#include "laws.hpp"

#include <boost/multiprecision/cpp_int.hpp>

namespace {

using Rational = boost::multiprecision::cpp_rational;

/// 0 on the diagonal, 1 off it.
template <class T>
Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> unequal(Eigen::Index n) {
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> cost =
        Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>::Constant(n, n, T(1));
    cost.diagonal().setConstant(T(0));
    return cost;
}

} // namespace

TEST_CASE("agree: transport under the 0-1 cost is total variation") {
    std::mt19937 random(37);
    for (int round = 0; round < 100; ++round) {
        const Eigen::Index n = 1 + round % 6;
        const auto p = laws::on_labels<double>(laws::masses<double>(random, n));
        const auto q = laws::on_labels<double>(laws::masses<double>(random, n));
        laws::check_close(perdis::TransportDivergence<double>(unequal<double>(n))(p, q), perdis::TotalVariation{}(p, q),
                          1.0);
        CHECK(perdis::TransportDivergence<double>(unequal<double>(n))(p, p) == 0.0);
    }
}

TEST_CASE("agree: transport under |x - z|^r is the Wasserstein power on the line") {
    std::mt19937 random(41);
    for (int round = 0; round < 100; ++round) {
        const Eigen::Index n = 2 + round % 6;
        Eigen::VectorXd x = Eigen::VectorXd::Random(n), z = Eigen::VectorXd::Random(n + 1);
        const perdis::Discrete<double> p(x, laws::masses<double>(random, n));
        const perdis::Discrete<double> q(z, laws::masses<double>(random, n + 1));
        for (const double order : {1.0, 1.7, 2.0}) {
            const perdis::WassersteinPower power(order);
            const perdis::TransportDivergence<double> transport(power.ground<double>(p.support(), q.support()));
            laws::check_close(transport(p, q), power(p, q), 1.0); // costs are at most 4
        }
    }
}

TEST_CASE("law: transport is convex in q under any ground cost") {
    Eigen::MatrixXd cost = Eigen::MatrixXd::Random(4, 4).cwiseAbs();
    const perdis::TransportDivergence<double> d(cost);
    static_assert(perdis::Divergence<perdis::TransportDivergence<double>, perdis::Discrete<double>>);
    std::mt19937 random(43);
    for (int round = 0; round < 200; ++round) {
        const auto p = laws::on_labels<double>(laws::masses<double>(random, 4));
        const auto a = laws::masses<double>(random, 4), b = laws::masses<double>(random, 4);
        const double chord = 0.25 * d(p, laws::on_labels<double>(a)) + 0.75 * d(p, laws::on_labels<double>(b));
        CHECK(d(p, laws::on_labels<double>(0.25 * a + 0.75 * b)) <= chord + laws::rounding<double>());
    }
}

TEST_CASE("value: transport of rationals is exact") {
    const auto p = perdis::Discrete<Rational>::over_labels(laws::Vector<Rational>{{Rational(1, 3), Rational(2, 3)}});
    const auto q = perdis::Discrete<Rational>::over_labels(
        laws::Vector<Rational>{{Rational(1, 2), Rational(1, 4), Rational(1, 4)}});
    Eigen::Matrix<Rational, Eigen::Dynamic, Eigen::Dynamic> cost(2, 3);
    cost << Rational(0), Rational(1), Rational(3), Rational(2), Rational(0), Rational(1, 7);
    // Row 0 serves column 0 alone; row 1 sends 1/6 to column 0, 1/4 to each other column: 2/6 + 1/28.
    CHECK(perdis::TransportDivergence<Rational>(cost)(p, q) == Rational(31, 84));
}

TEST_CASE("refuse: a ground cost that is negative, not a number, or of another size") {
    Eigen::MatrixXd cost = unequal<double>(2);
    cost(1, 0) = -1.0;
    CHECK_THROWS_WITH(perdis::TransportDivergence<double>(cost),
                      "TransportDivergence: cost[1][0] = -1 is not in [0, inf)");
    cost(1, 0) = std::nan("");
    CHECK_THROWS_WITH(perdis::TransportDivergence<double>(cost),
                      "TransportDivergence: cost[1][0] = nan is not in [0, inf)");
    const perdis::TransportDivergence<double> d(unequal<double>(2));
    CHECK_THROWS_WITH(d(perdis::Discrete{{0, 1}, {0.5, 0.5}}, perdis::Discrete{{0, 1, 2}, {0.5, 0.25, 0.25}}),
                      "TransportDivergence: cost is 2 x 2, the alphabets 2 x 3");
}
