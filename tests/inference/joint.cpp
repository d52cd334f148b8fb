#include <perdis/inference/joint.hpp>

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/channel/erasure.hpp>

#include "models.hpp"

using namespace models;

TEMPLATE_TEST_CASE("value: marginal and posterior by Bayes' rule", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto joint = three_by_four<T>();
    // p_Y = (.35 + .045 + .04, .1 + .21 + .04, .05 + .045 + .12, 0)
    CHECK(equal<T>(joint.marginal()(0), T(435) / T(1000)));
    CHECK(equal<T>(joint.marginal()(1), T(35) / T(100)));
    CHECK(equal<T>(joint.marginal()(2), T(215) / T(1000)));
    CHECK(joint.marginal()(3) == T(0));
    CHECK(equal<T>(joint.masses()(0, 0), T(35) / T(100)));
    CHECK(equal<T>(joint.posterior()(0, 0), T(350) / T(435)));
    CHECK(equal<T>(joint.posterior()(2, 1), T(45) / T(215)));
    CHECK(joint.posterior()(3, 0) == joint.prior().probabilities()(0)); // an unseen symbol tells nothing
}

TEMPLATE_TEST_CASE("law: posteriors are laws and average to the prior", "", double, Rational) {
    using T = TestType;
    std::mt19937 random(3);
    for (int round = 0; round < 30; ++round) {
        const auto joint = random_joint<T>(random, 2 + round % 4, 1 + round % 5);
        for (Eigen::Index x = 0; x < joint.prior().size(); ++x) {
            T average(0);
            for (Eigen::Index y = 0; y < joint.marginal().size(); ++y) {
                average += joint.marginal()(y) * joint.posterior()(y, x);
            }
            CHECK(equal<T>(average, joint.prior().probabilities()(x)));
        }
        for (Eigen::Index y = 0; y < joint.marginal().size(); ++y) {
            T sum(0);
            for (Eigen::Index x = 0; x < joint.prior().size(); ++x) { sum += joint.posterior()(y, x); }
            CHECK(equal<T>(sum, T(1)));
        }
    }
}

TEST_CASE("limit: the posterior keeps its digits where the marginal is subnormal") {
    const double tiny = 3e-315;
    const perdis::Joint<double> joint(perdis::Discrete<double>{{0, 1}, {0.5, 0.5}},
                                      Eigen::MatrixXd{{tiny, 1.0}, {3.0 * tiny, 1.0}});
    // The masses keep 9 digits or so; halved subnormals round in their last place.
    CHECK(std::abs(joint.posterior()(0, 0) - 0.25) < 1e-8);
    CHECK(std::abs(joint.posterior().row(0).sum() - 1.0) < 1e-15);
}

TEST_CASE("value: channels and binned channels give the same type") {
    const perdis::Discrete<double> prior{{-1.0, 1.0}, {0.5, 0.5}};
    CHECK(perdis::joint(prior, perdis::Erasure<double>(0.25)).marginal() == Eigen::Vector3d(0.375, 0.375, 0.25));
    const perdis::Binned binned(perdis::AdditiveGaussian<double>{perdis::standard_deviation(1.0)},
                                perdis::Bins(-1.0, 1.0, 2));
    const auto joint = perdis::joint(prior, binned);
    // Φ(−1) and Φ(1), mpmath.
    CHECK(std::abs(joint.posterior()(0, 1) - 0.15865525393145705142) < 1e-15);
    CHECK(std::abs(joint.posterior()(1, 1) - 0.84134474606854294858) < 1e-15);
}

TEST_CASE("refuse: a transition of another number of symbols") {
    CHECK_THROWS_WITH(
        perdis::Joint<double>(perdis::Discrete<double>{{0, 1}, {0.5, 0.5}}, Eigen::MatrixXd::Identity(3, 3)),
        "Joint: the channel takes 3 symbols, the law has 2");
}
