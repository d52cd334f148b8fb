#include <perdis/inference/finite_estimator.hpp>

#include <perdis/distortion/hamming.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/divergence/total_variation.hpp>

#include "models.hpp"

using namespace models;
using perdis::FiniteEstimator;

TEMPLATE_TEST_CASE("value: law, distortion and perception of an estimator", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto joint = three_by_four<T>();
    // -1, 0, and a coin between 0 and 3; the unseen observation says 3.
    Matrix<T> alphabet(1, 3);
    alphabet << T(-1), T(0), T(3);
    Matrix<T> conditional = Matrix<T>::Constant(4, 3, T(0));
    conditional(0, 0) = conditional(1, 1) = conditional(3, 2) = T(1);
    conditional(2, 1) = conditional(2, 2) = T(1) / T(2);
    const FiniteEstimator<T> estimator(alphabet, conditional);
    const auto law = estimator.law(joint);
    CHECK(equal<T>(law.probabilities()(0), T(4350) / T(10000)));
    CHECK(equal<T>(law.probabilities()(1), T(4575) / T(10000)));
    CHECK(equal<T>(law.probabilities()(2), T(1075) / T(10000)));
    // right: .35 at y = 0, .21 at y = 1, .045/2 at y = 2
    CHECK(equal<T>(estimator.distortion(joint, perdis::Hamming{}), T(4175) / T(10000)));
    // y = 0: .045 + 9 (.04); y = 1: .1 + 4 (.04); y = 2, 0: (.05 + 4 (.12))/2; y = 2, 3: (16 (.05) + 9 (.045) + .12)/2
    CHECK(equal<T>(estimator.distortion(joint, perdis::SquaredError{}), T(15925) / T(10000), T(4)));
    // p = (.5, .3, .2, 0), q = (.435, .4575, 0, .1075) on {-1, 0, 2, 3}
    CHECK(equal<T>(estimator.perception(joint, perdis::TotalVariation{}), T(265) / T(1000)));
}

TEMPLATE_TEST_CASE("value: equal answers are one symbol", "", double, Rational) {
    using T = TestType;
    Matrix<T> values(1, 4);
    values << T(2), T(-1), T(2), T(5);
    const FiniteEstimator<T> estimator = perdis::deterministic_estimator<T>(values);
    REQUIRE(estimator.alphabet().cols() == 3);
    CHECK(estimator.alphabet()(0, 0) == T(2));
    CHECK(estimator.alphabet()(0, 1) == T(-1));
    CHECK(estimator.alphabet()(0, 2) == T(5));
    CHECK(estimator.conditional()(0, 0) == T(1));
    CHECK(estimator.conditional()(2, 0) == T(1));
    CHECK(estimator.conditional()(2, 1) == T(0));
    CHECK(estimator.conditional()(3, 2) == T(1));
}

TEST_CASE("limit: a constant estimator has a law, however its one probability rounds") {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        const auto joint = random_joint<double>(random, 2 + round % 5, 1 + round % 7);
        const auto estimator =
            perdis::deterministic_estimator<double>(Eigen::MatrixXd::Constant(1, joint.marginal().size(), 4.0));
        CHECK(estimator.law(joint).probabilities()(0) == 1.0);
    }
}

TEST_CASE("refuse: rows that are no laws, alphabets and observations that do not match") {
    const Eigen::MatrixXd alphabet = Eigen::MatrixXd{{0, 1}};
    CHECK_THROWS_WITH(FiniteEstimator<double>(alphabet, Eigen::MatrixXd::Identity(3, 3)),
                      "FiniteEstimator: the alphabet and the conditional law have different numbers of symbols");
    CHECK_THROWS_WITH(FiniteEstimator<double>(alphabet, Eigen::MatrixXd{{0.5, 0.25}}),
                      "FiniteEstimator: the sum of conditional[0] = 0.75 is not in {1}");
    CHECK_THROWS_WITH(FiniteEstimator<double>(alphabet, Eigen::MatrixXd{{0.5, 0.5}, {1.5, -0.5}}),
                      "FiniteEstimator: conditional[1][1] = -0.5 is not in [0, 1]");
    CHECK_THROWS_WITH(FiniteEstimator<double>(alphabet, Eigen::MatrixXd{{0.5, std::nan("")}}),
                      "FiniteEstimator: conditional[0][1] = nan is not in [0, 1]");
    const FiniteEstimator<double> estimator(alphabet, Eigen::MatrixXd::Identity(2, 2));
    const auto joint = three_by_four<double>();
    CHECK_THROWS_WITH(estimator.law(joint), "FiniteEstimator: the estimator takes 2 observations, the joint law has 4");
    CHECK_THROWS_WITH(estimator.distortion(joint, perdis::Hamming{}),
                      "FiniteEstimator: the estimator takes 2 observations, the joint law has 4");
}
