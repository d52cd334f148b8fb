#include <perdis/inference/linear.hpp>

#include <perdis/distortion/squared_error.hpp>
#include <perdis/inference/posterior_mean.hpp>

#include "models.hpp"

using namespace models;

TEMPLATE_TEST_CASE("value: slope and intercept", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto estimator = perdis::linear<T>(Vector<T>{{T(-1), T(0), T(2)}}, T(T(1) / T(2)), T(3));
    REQUIRE(estimator.alphabet().cols() == 3);
    CHECK(estimator.alphabet()(0, 0) == T(5) / T(2));
    CHECK(estimator.alphabet()(0, 2) == T(4));
    CHECK(perdis::linear<T>(Vector<T>{{T(-1), T(2)}}, T(0), T(3)).alphabet().cols() == 1);
}

TEMPLATE_TEST_CASE("law: least squares leave an error orthogonal to 1 and Y", "", double, Rational) {
    using T = TestType;
    std::mt19937 random(19);
    for (int round = 0; round < 30; ++round) {
        const Eigen::Index m = 1 + round % 5;
        const auto joint = random_joint<T>(random, 2 + round % 4, m);
        Vector<T> observations(m);
        for (Eigen::Index y = 0; y < m; ++y) { observations(y) = T(static_cast<int>(y * y)) - T(4); }
        const auto estimator = perdis::linear_least_squares(joint, observations);
        T plain(0), weighted(0);
        for (Eigen::Index y = 0; y < m; ++y) {
            for (Eigen::Index z = 0; z < estimator.alphabet().cols(); ++z) {
                for (Eigen::Index x = 0; x < joint.prior().size(); ++x) {
                    const T share = joint.masses()(x, y) * estimator.conditional()(y, z)
                                    * (joint.prior().value(x) - estimator.alphabet()(0, z));
                    plain += share;
                    weighted += share * observations(y);
                }
            }
        }
        CHECK(equal<T>(plain, T(0), T(64)));
        CHECK(equal<T>(weighted, T(0), T(512)));
        const T error = estimator.distortion(joint, perdis::SquaredError{});
        const T least = perdis::posterior_mean(joint).distortion(joint, perdis::SquaredError{});
        CHECK((least < error || equal<T>(least, error, T(64))));
    }
}

TEST_CASE("agree: with two observations the best line is the posterior mean") {
    std::mt19937 random(23);
    for (int round = 0; round < 20; ++round) {
        const auto joint = random_joint<Rational>(random, 3, 2);
        const auto line = perdis::linear_least_squares(joint, Vector<Rational>{{Rational(-1), Rational(1)}});
        CHECK(line.distortion(joint, perdis::SquaredError{})
              == perdis::posterior_mean(joint).distortion(joint, perdis::SquaredError{}));
    }
}

TEST_CASE("limit: an observation without variance gets the mean of X") {
    const perdis::Joint<double> joint(perdis::Discrete<double>{{0, 1}, {0.25, 0.75}}, Eigen::MatrixXd{{1.0}, {1.0}});
    const auto estimator = perdis::linear_least_squares(joint, Vector<double>{{7.0}});
    CHECK(estimator.alphabet()(0, 0) == 0.75);
}

TEST_CASE("refuse: observations of another number, and vectors") {
    CHECK_THROWS_WITH(perdis::linear_least_squares(three_by_four<double>(), Vector<double>{{7.0}}),
                      "linear_least_squares: the observations and the marginal have different sizes");
    const auto plane =
        perdis::Discrete<double>::over_vectors(Eigen::MatrixXd::Identity(2, 2), Eigen::Vector2d(0.5, 0.5));
    CHECK_THROWS_WITH(perdis::linear_least_squares(perdis::Joint<double>(plane, Eigen::MatrixXd::Identity(2, 2)),
                                                   Vector<double>{{0.0, 1.0}}),
                      "Discrete: the dimension of a symbol = 2 is not in {1}");
}
