#include <perdis/inference/posterior_mean.hpp>

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/distortion/squared_error.hpp>

#include "models.hpp"

using namespace models;

namespace {

/// E[X*(Y) | Y = y] of a deterministic estimator.
template <class T>
T answer(const perdis::FiniteEstimator<T>& estimator, Eigen::Index y) {
    T sum(0);
    for (Eigen::Index z = 0; z < estimator.alphabet().cols(); ++z) {
        sum += estimator.conditional()(y, z) * estimator.alphabet()(0, z);
    }
    return sum;
}

} // namespace

TEMPLATE_TEST_CASE("value: the posterior mean", "", double, long double, Fifty, Rational) {
    using T = TestType;
    const auto estimator = perdis::posterior_mean(three_by_four<T>());
    CHECK(equal<T>(answer(estimator, 0), T(-270) / T(435))); // (−.35 + 2 (.04))/.435
    CHECK(equal<T>(answer(estimator, 1), T(-20) / T(350)));
    CHECK(equal<T>(answer(estimator, 2), T(190) / T(215)));
    CHECK(equal<T>(answer(estimator, 3), T(-1) / T(10))); // unseen: the mean of X
}

TEMPLATE_TEST_CASE("law: the error of the posterior mean is orthogonal to every function of Y", "", double, Rational) {
    using T = TestType;
    std::mt19937 random(7);
    for (int round = 0; round < 30; ++round) {
        const auto joint = random_joint<T>(random, 2 + round % 4, 1 + round % 5);
        const auto estimator = perdis::posterior_mean(joint);
        T mean(0), least(0);
        for (Eigen::Index y = 0; y < joint.marginal().size(); ++y) {
            T inner(0); // E (X − X*) 1{Y = y}
            for (Eigen::Index x = 0; x < joint.prior().size(); ++x) {
                const T error = joint.prior().value(x) - answer(estimator, y);
                inner += joint.masses()(x, y) * error;
                least += joint.masses()(x, y) * error * error;
            }
            CHECK(equal<T>(inner, T(0), T(8)));
            mean += joint.marginal()(y) * answer(estimator, y);
        }
        CHECK(equal<T>(mean, joint.prior().mean(), T(8)));
        CHECK(equal<T>(estimator.distortion(joint, perdis::SquaredError{}), least, T(64)));
        // E X² splits: Var X = MMSE + Var X*.
        CHECK(equal<T>(T(least + estimator.law(joint).variance()), joint.prior().variance(), T(64)));
    }
}

TEST_CASE("value: the posterior mean of vectors") {
    const Eigen::MatrixXd support = Eigen::MatrixXd{{0, 1, 0}, {0, 0, 1}};
    const auto prior = perdis::Discrete<double>::over_vectors(support, Eigen::Vector3d(0.5, 0.25, 0.25));
    const auto joint = perdis::joint(prior, perdis::TransitionMatrix<double>{{1, 0}, {0.5, 0.5}, {0, 1}});
    const auto estimator = perdis::posterior_mean(joint);
    CHECK((estimator.alphabet() - Eigen::MatrixXd{{0.2, 1.0 / 3.0}, {0.0, 2.0 / 3.0}}).cwiseAbs().maxCoeff() < 1e-15);
}

TEST_CASE("agree: X = 1 or -1 under unit noise, cells of width 1/64 against the unbinned MMSE") {
    const perdis::Discrete<double> prior{{-1.0, 1.0}, {0.5, 0.5}};
    const perdis::Binned binned(perdis::AdditiveGaussian<double>{perdis::standard_deviation(1.0)},
                                perdis::Bins(-8.0, 8.0, 1024));
    const auto joint = perdis::joint(prior, binned);
    const double mmse = perdis::posterior_mean(joint).distortion(joint, perdis::SquaredError{});
    // mpmath quadrature: .449599509206672829711680502. Binning loses E Var(X*|cell) ≈ w²/12 E (dX*/dy)² < w²/12.
    CHECK(mmse >= 0.4495995092066728);
    CHECK(mmse <= 0.4495995092066729 + 1.0 / (12.0 * 64.0 * 64.0));
}
