#include "catch.hpp"

#include <limits>

#include <perdis/inference/affine_estimator.hpp>
#include <perdis/inference/linear_gaussian.hpp>

namespace {

using perdis::DenseMatrix;
using perdis::DenseVector;
using Estimator = perdis::AffineEstimator<double>;

const perdis::MultivariateGaussian<double> prior((DenseVector<double>(2) << 1, 2).finished(),
                                                 (DenseMatrix<double>(2, 2) << 2, 1, 1, 3).finished());
const perdis::LinearGaussian<double> channel((DenseMatrix<double>(1, 2) << 1, -1).finished(),
                                             DenseMatrix<double>::Constant(1, 1, 4.0));
const Estimator estimator((DenseMatrix<double>(2, 1) << 0.5, 0.25).finished(),
                          (DenseVector<double>(2) << 1, 0).finished(),
                          (DenseMatrix<double>(2, 2) << 1, 0, 0, 2).finished());

} // namespace

TEST_CASE("value: law, output law and squared error of AY + b + W", "[affine_estimator]") {
    const DenseVector<double> y = DenseVector<double>::Constant(1, 2.0);
    CHECK(estimator.centre(y) == (DenseVector<double>(2) << 2, 0.5).finished());
    CHECK(estimator(y).mean() == estimator.centre(y));
    CHECK(estimator(y).covariance() == estimator.noise_covariance());
    // S_Y = 3 + 4, E Y = −1; by hand.
    const auto output = output_law(estimator, prior, channel);
    CHECK(output.mean() == (DenseVector<double>(2) << 0.5, -0.25).finished());
    CHECK(output.covariance() == (DenseMatrix<double>(2, 2) << 2.75, 0.875, 0.875, 2.4375).finished());
    // I − AH = [[.5, .5], [−.25, 1.25]]: 1.75 + 4.1875; A S_N Aᵀ: 1 + .25; W: 3; bias (.5, 2.25).
    CHECK(distortion(estimator, prior, channel) == 1.75 + 4.1875 + 1.25 + 3.0 + 0.25 + 5.0625);
}

TEST_CASE("agree: one coordinate is the scalar estimator", "[affine_estimator]") {
    const perdis::Gaussian<double> x(0.5, perdis::variance(2.0));
    const perdis::AdditiveGaussian<double> noise(perdis::variance(0.25));
    const perdis::NoisyLinearEstimator<double> scalar(perdis::LinearEstimator<double>(0.75, -1.0),
                                                      perdis::variance(3.0));
    const perdis::MultivariateGaussian<double> vector(x);
    const perdis::LinearGaussian<double> seen(noise);
    const Estimator lifted(scalar);
    CHECK(distortion(lifted, vector, seen) == distortion(scalar, x, noise)); // dyadic: no rounding
    CHECK(output_law(lifted, vector, seen).covariance()(0, 0) == output_law(scalar, x, noise).variance());
    CHECK(output_law(lifted, vector, seen).mean()(0) == output_law(scalar, x, noise).mean());
}

TEST_CASE("refuse: estimators that do not fit", "[affine_estimator]") {
    const DenseVector<double> two = DenseVector<double>::Zero(2);
    CHECK_THROWS_WITH(Estimator(DenseMatrix<double>(2, 0), two),
                      "AffineEstimator: columns of the matrix = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(Estimator(DenseMatrix<double>::Zero(3, 1), two),
                      "AffineEstimator: the matrix is 3 x 1, it must be 2 x 1");
    CHECK_THROWS_WITH(Estimator(DenseMatrix<double>::Constant(2, 1, std::numeric_limits<double>::infinity()), two),
                      "AffineEstimator: matrix(0, 0) = inf is not in (-inf, inf)");
    CHECK_THROWS_WITH(
        Estimator(DenseMatrix<double>::Zero(2, 1), two, DenseMatrix<double>(-DenseMatrix<double>::Identity(2, 2))),
        "MultivariateGaussian: the least eigenvalue of covariance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(estimator.centre(two), "AffineEstimator: y is 2 x 1, it must be 1 x 1");
    CHECK_THROWS_WITH(estimator.centre(DenseVector<double>::Constant(1, std::numeric_limits<double>::infinity())),
                      "AffineEstimator: y(0) = inf is not in (-inf, inf)");
    const Estimator wide(DenseMatrix<double>::Zero(2, 2), two);
    CHECK_THROWS_WITH(output_law(wide, prior, channel),
                      "output_law: the estimator's matrix is 2 x 2, it must be 2 x 1");
    CHECK_THROWS_WITH(distortion(wide, prior, channel),
                      "distortion: the estimator's matrix is 2 x 2, it must be 2 x 1");
}
