#include "catch.hpp"
#include "plain_real.hpp"

#include <cmath>
#include <limits>

#include <perdis/channel/degradation.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/inference/multivariate_gaussian.hpp>

namespace {

using perdis::DenseMatrix;
using perdis::DenseVector;
using Law = perdis::MultivariateGaussian<double>;
using Channel = perdis::LinearGaussian<double>;

template <class T>
DenseMatrix<T> filled(Eigen::Index rows, Eigen::Index columns, int over, std::initializer_list<int> entries) {
    DenseMatrix<T> result(rows, columns);
    auto entry = entries.begin();
    for (Eigen::Index i = 0; i < rows; ++i) {
        for (Eigen::Index j = 0; j < columns; ++j) { result(i, j) = T(*entry++) / T(over); }
    }
    return result;
}

/// The largest difference of two matrices.
template <class T>
T apart(const DenseMatrix<T>& a, const DenseMatrix<T>& b) {
    using std::abs;
    T largest(0);
    for (Eigen::Index i = 0; i < a.rows(); ++i) {
        for (Eigen::Index j = 0; j < a.cols(); ++j) {
            const T here = abs(T(a(i, j) - b(i, j)));
            if (largest < here) { largest = here; }
        }
    }
    return largest;
}

/// A unit of the last place of 1, of PlainReal that of long double.
template <class T>
T unit() {
    if constexpr (perdis::rounds<T>) {
        return std::numeric_limits<T>::epsilon();
    } else {
        return T(std::numeric_limits<long double>::epsilon());
    }
}

/// A dense example: covariances M Mᵀ of fixed M.
Law dense_prior(Eigen::Index d) {
    DenseMatrix<double> m(d, d);
    for (Eigen::Index i = 0; i < d; ++i) {
        for (Eigen::Index j = 0; j < d; ++j) {
            m(i, j) = std::sin(1.0 + 2.3 * static_cast<double>((i * d + j) * (i + 1)));
        }
    }
    return {DenseVector<double>::LinSpaced(d, -1.0, 1.0), m * m.transpose()};
}

} // namespace

TEMPLATE_TEST_CASE("value: gain and error covariance of a dense model in any Real", "[multivariate_gaussian]", double,
                   long double, PlainReal) {
    using T = TestType;
    const perdis::MultivariateGaussian<T> prior(filled<T>(3, 1, 1, {1, 2, -1}),
                                                filled<T>(3, 3, 2, {8, 2, -2, 2, 6, 1, -2, 1, 4}));
    const perdis::LinearGaussian<T> channel(filled<T>(2, 3, 1, {1, 2, 0, 0, 1, -1}), filled<T>(2, 2, 1, {2, 1, 1, 3}));
    const auto joint = perdis::joint(prior, channel);
    const T tolerance = T(64) * unit<T>(); // entries of size 1 to 4, a well-conditioned S_Y
    // mpmath: S_X Hᵀ S_Y⁻¹ in multiples of 1/180.
    CHECK(apart<T>(joint.gain(), filled<T>(3, 2, 180, {52, -8, 58, -2, 24, -66})) <= tolerance);
    const DenseMatrix<T> error = filled<T>(3, 3, 180, {424, -164, -192, -164, 139, 87, -192, 87, 261});
    CHECK(apart<T>(joint.error_covariance(), error) <= tolerance);
    CHECK(apart<T>(joint.estimate_covariance(), DenseMatrix<T>(prior.covariance() - error)) <= tolerance);
    const auto given = posterior(joint, filled<T>(2, 1, 1, {3, -2}));
    CHECK(apart<T>(given.mean(), filled<T>(3, 1, 180, {116, 254, 102})) <= tolerance);
    CHECK(apart<T>(DenseMatrix<T>::Constant(1, 1, minimum_mean_squared_error(joint)), filled<T>(1, 1, 180, {824}))
          <= tolerance);
    // The joint law of (X, Y).
    const auto law = joint.law();
    CHECK(law.dimension() == 5);
    CHECK(law.covariance()(0, 3) == T(6)); // 4 + 2·1
    CHECK(law.covariance()(3, 0) == T(6));
    CHECK(law.covariance()(4, 4) == joint.observation().covariance()(1, 1));
}

TEST_CASE("value: D_min of a diagonal model in white noise", "[multivariate_gaussian]") {
    // theory.md, section 4: l = (4, 1, .25, .09), n = .3.
    const DenseVector<double> l = (DenseVector<double>(4) << 4, 1, 0.25, 0.09).finished();
    const Law prior(DenseVector<double>::Zero(4), l.asDiagonal());
    const auto joint = perdis::joint(prior, perdis::denoising(4, perdis::variance(0.3)));
    CHECK(minimum_mean_squared_error(joint) == Approx(0.7154334038).epsilon(1e-10)); // its digits
}

TEST_CASE("agree: one coordinate is the scalar model", "[multivariate_gaussian]") {
    for (const double v : {0.0, 1e-8, 1.0, 3.0, 1e8}) {
        for (const double n : {0.0, 1e-8, 0.7, 1.0, 1e8}) {
            const perdis::Gaussian<double> x(2.0, perdis::variance(v));
            const perdis::AdditiveGaussian<double> noise{perdis::variance(n)};
            const auto joint = perdis::joint(Law(x), Channel(noise));
            const double epsilon = std::numeric_limits<double>::epsilon();
            CHECK(minimum_mean_squared_error(joint)
                  == Approx(minimum_mean_squared_error(x, noise)).epsilon(32 * epsilon));
            const auto expected = posterior_mean(x, noise);
            CHECK(posterior_mean(joint).matrix()(0, 0) == Approx(expected.slope()).epsilon(32 * epsilon));
            CHECK(posterior_mean(joint).intercept()(0)
                  == Approx(expected.intercept()).epsilon(32 * epsilon).margin(64 * epsilon));
        }
    }
}

TEST_CASE("law: the posterior mean is best, a posterior sample has the law of X at twice the MMSE",
          "[multivariate_gaussian]") {
    const Law prior = dense_prior(5);
    const auto channel = cascade(perdis::blur(5, {0.25, 0.5, 0.25}, perdis::variance(0.1)),
                                 perdis::inpainting({true, false, true, true, false}, perdis::variance(0.01)));
    const auto joint = perdis::joint(prior, channel);
    const double mmse = minimum_mean_squared_error(joint);
    const auto best = posterior_mean(joint);
    CHECK(distortion(best, prior, channel) == Approx(mmse).epsilon(1e-13));
    CHECK(distortion(maximum_posterior(joint), prior, channel) == distortion(linear(joint), prior, channel));
    const auto sample = posterior_sample(joint);
    CHECK(distortion(sample, prior, channel) == Approx(2.0 * mmse).epsilon(1e-13));
    const Law output = output_law(sample, prior, channel);
    CHECK(apart<double>(output.covariance(), prior.covariance()) <= 1e-13 * prior.variance());
    CHECK(apart<double>(output.mean(), prior.mean()) <= 1e-14);
    const auto blind = random_draw(joint);
    CHECK(identical(output_law(blind, prior, channel), prior));
    CHECK(distortion(blind, prior, channel) == Approx(2.0 * prior.variance()).epsilon(1e-15));
    // S_* + error = S_X, and no step away from K gains.
    CHECK(apart<double>(joint.estimate_covariance() + joint.error_covariance(), prior.covariance())
          <= 1e-13 * prior.variance());
    for (Eigen::Index i = 0; i < 5; ++i) {
        for (const double step : {-1e-3, 1e-3}) {
            DenseMatrix<double> gain = best.matrix();
            gain(i, i % 3) += step;
            const perdis::AffineEstimator<double> other(gain, prior.mean() - gain * joint.observation().mean());
            CHECK(distortion(other, prior, channel) > mmse);
        }
    }
}

TEST_CASE("law: neither the units nor the coordinates of Y matter", "[multivariate_gaussian]") {
    const Law prior = dense_prior(4);
    const Channel channel(dense_prior(4).covariance().topRows(3), DenseMatrix<double>::Identity(3, 3));
    const auto joint = perdis::joint(prior, channel);
    DenseMatrix<double> change(3, 3);
    change << 1e9, 0, 0, 0, 1e-9, 0, 0, 0, 3;
    const auto scaled = perdis::joint(prior, cascade(channel, Channel(change, DenseMatrix<double>::Zero(3, 3))));
    CHECK(apart<double>(scaled.error_covariance(), joint.error_covariance()) <= 1e-12 * prior.variance());
    change << 0.6, 0.8, 0, -0.8, 0.6, 0, 0, 0, 1;
    const auto turned = perdis::joint(prior, cascade(channel, Channel(change, DenseMatrix<double>::Zero(3, 3))));
    CHECK(apart<double>(turned.error_covariance(), joint.error_covariance()) <= 1e-12 * prior.variance());
    CHECK(apart<double>(turned.gain() * change, joint.gain()) <= 1e-12 * prior.variance());
}

TEST_CASE("limit: no signal, no matrix, no noise", "[multivariate_gaussian]") {
    const Law prior = dense_prior(4);
    const Law point(prior.mean(), DenseMatrix<double>::Zero(4, 4));
    const Channel clear = perdis::denoising(4, perdis::variance(0.0));
    const Channel noisy = perdis::denoising(4, perdis::variance(2.0));
    CHECK(minimum_mean_squared_error(perdis::joint(point, noisy)) == 0.0);
    CHECK(posterior(perdis::joint(point, clear), prior.mean()).mean() == prior.mean());
    const auto seen = perdis::joint(prior, clear);
    CHECK(minimum_mean_squared_error(seen) == 0.0);
    CHECK(seen.estimate_covariance() == prior.covariance());
    CHECK(apart<double>(seen.gain(), DenseMatrix<double>::Identity(4, 4)) <= 1e-12);
    const auto blind =
        perdis::joint(prior, Channel(DenseMatrix<double>::Zero(2, 4), DenseMatrix<double>::Identity(2, 2)));
    CHECK(blind.error_covariance() == prior.covariance());
    CHECK(blind.gain().isZero(0.0));
    const auto nothing =
        perdis::joint(prior, Channel(DenseMatrix<double>::Zero(2, 4), DenseMatrix<double>::Zero(2, 2)));
    CHECK(nothing.error_covariance() == prior.covariance());
}

TEST_CASE("limit: weak noise keeps its digits beside directions that are not seen", "[multivariate_gaussian]") {
    // S_X = I, Y = (X_1 + X_2)/√2 rotated into dense coordinates: MMSE = 1 + n/(1 + n); without X_2 it is n/(1 + n).
    for (const double n : {0.0, 1e-24, 1e-16, 1e-6}) {
        const Law prior(DenseVector<double>::Zero(2), DenseMatrix<double>::Identity(2, 2));
        const DenseMatrix<double> row = (DenseMatrix<double>(1, 2) << 0.6, 0.8).finished();
        const auto half = perdis::joint(prior, Channel(row, DenseMatrix<double>::Constant(1, 1, n)));
        CHECK(minimum_mean_squared_error(half) == Approx(1.0 + n / (1.0 + n)).epsilon(1e-14));
        const Law line(DenseVector<double>::Zero(2), row.transpose() * row);
        const auto whole = perdis::joint(line, perdis::denoising(2, perdis::variance(n)));
        CHECK(minimum_mean_squared_error(whole) == Approx(n / (1.0 + n)).epsilon(1e-13).margin(0.0));
    }
}

TEST_CASE("limit: a sensor that is there twice is one of half the noise, and noiseless it is one",
          "[multivariate_gaussian]") {
    const Law prior(DenseVector<double>::Constant(1, 1.0), DenseMatrix<double>::Constant(1, 1, 2.0));
    const DenseMatrix<double> twice = DenseMatrix<double>::Constant(2, 1, 1.0);
    const auto two = perdis::joint(prior, Channel(twice, DenseMatrix<double>::Identity(2, 2)));
    CHECK(minimum_mean_squared_error(two) == Approx(2.0 * 0.5 / 2.5).epsilon(1e-15));
    // S_Y = [[2, 2], [2, 2]]: its pseudo-inverse shares the gain; common noise leaves the same rank.
    const auto exact = perdis::joint(prior, Channel(twice, DenseMatrix<double>::Zero(2, 2)));
    CHECK(apart<double>(exact.gain(), DenseMatrix<double>::Constant(1, 2, 0.5)) <= 1e-15);
    CHECK(minimum_mean_squared_error(exact) == 0.0);
    const auto common = perdis::joint(prior, Channel(twice, DenseMatrix<double>::Constant(2, 2, 2.0)));
    CHECK(apart<double>(common.gain(), DenseMatrix<double>::Constant(1, 2, 0.25)) <= 1e-15);
    CHECK(minimum_mean_squared_error(common) == Approx(1.0).epsilon(1e-15));
    // The same over a scalar that is taken as exact.
    using T = PlainReal;
    const auto plain =
        perdis::joint(perdis::MultivariateGaussian<T>(filled<T>(1, 1, 1, {1}), filled<T>(1, 1, 1, {2})),
                      perdis::LinearGaussian<T>(filled<T>(2, 1, 1, {1, 1}), filled<T>(2, 2, 1, {2, 2, 2, 2})));
    CHECK(apart<T>(plain.gain(), filled<T>(1, 2, 4, {1, 1})) == T(0));
    CHECK(minimum_mean_squared_error(plain) == T(1));
}

TEST_CASE("refuse: sizes that do not fit", "[multivariate_gaussian]") {
    const Law prior = dense_prior(3);
    CHECK_THROWS_WITH(perdis::joint(prior, perdis::denoising(2, perdis::variance(1.0))),
                      "LinearGaussian: the prior has 3 coordinates, the matrix 2 columns");
    const auto joint = perdis::joint(prior, perdis::denoising(3, perdis::variance(1.0)));
    CHECK_THROWS_WITH(posterior(joint, DenseVector<double>::Zero(2)), "posterior: y is 2 x 1, it must be 3 x 1");
    CHECK_THROWS_WITH(posterior(joint, DenseVector<double>::Constant(3, std::nan(""))),
                      "posterior: y(0) = nan is not in (-inf, inf)");
}
