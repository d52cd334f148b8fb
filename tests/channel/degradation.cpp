#include "catch.hpp"

#include <vector>

#include <perdis/channel/degradation.hpp>

namespace {

using perdis::Border;
using perdis::Decimation;
using perdis::DenseMatrix;
using perdis::DenseVector;

const std::vector<double> kernel{0.25, 0.5, 0.125};

DenseVector<double> ramp(Eigen::Index n) { return DenseVector<double>::LinSpaced(n, 1.0, static_cast<double>(n)); }

} // namespace

TEST_CASE("value: a kernel met by each border", "[degradation]") {
    // (Hx)_0 = k_0 x_1 + k_1 x_0 + k_2 x_{-1}
    const auto noise = perdis::variance(0.0);
    const DenseVector<double> x = ramp(4);
    const auto seen = [&](Border border) { return perdis::blur(4, kernel, noise, border)(x).mean(); };
    CHECK(seen(Border::circular) == (DenseVector<double>(4) << 1.5, 1.875, 2.75, 2.625).finished());
    CHECK(seen(Border::reflecting) == (DenseVector<double>(4) << 1.125, 1.875, 2.75, 3.375).finished());
    CHECK(seen(Border::zero) == (DenseVector<double>(4) << 1.0, 1.875, 2.75, 2.375).finished());
    // One sample: all three entries meet it, or the middle one alone.
    CHECK(perdis::convolution_matrix(1, kernel, Border::reflecting)(0, 0) == 0.875);
    CHECK(perdis::convolution_matrix(1, kernel, Border::circular)(0, 0) == 0.875);
    CHECK(perdis::convolution_matrix(1, kernel, Border::zero)(0, 0) == 0.5);
}

TEST_CASE("value: down-sampling keeps the first sample or the mean of each run", "[degradation]") {
    const auto noise = perdis::standard_deviation(0.5);
    const auto first = perdis::down_sampling(6, 3, noise);
    CHECK(first(ramp(6)).mean() == (DenseVector<double>(2) << 1, 4).finished());
    CHECK(first.noise_covariance() == DenseMatrix<double>(0.25 * DenseMatrix<double>::Identity(2, 2)));
    const auto average = perdis::down_sampling(6, 2, noise, Decimation::average);
    CHECK(average(ramp(6)).mean() == (DenseVector<double>(3) << 1.5, 3.5, 5.5).finished());
}

TEST_CASE("value: inpainting sees the coordinates of its mask", "[degradation]") {
    const auto channel = perdis::inpainting({true, false, false, true}, perdis::variance(1.0));
    CHECK(channel(ramp(4)).mean() == (DenseVector<double>(2) << 1, 4).finished());
    CHECK(perdis::inpainting({true, true}, perdis::variance(1.0)).matrix()
          == perdis::denoising(2, perdis::variance(1.0)).matrix());
}

TEST_CASE("value: an image is a vector in row-major order", "[degradation]") {
    const perdis::ImageSize size{2, 4};
    // Pixels 1 2 3 4 / 5 6 7 8: the corners of the 2 × 2 squares, and their means.
    const auto noise = perdis::variance(0.0);
    CHECK(perdis::down_sampling(size, 2, noise)(ramp(8)).mean() == (DenseVector<double>(2) << 1, 3).finished());
    CHECK(perdis::down_sampling(size, 2, noise, Decimation::average)(ramp(8)).mean()
          == (DenseVector<double>(2) << 3.5, 5.5).finished());
    // A blur by [0, 0, 1] moves the image one pixel down and one to the right, around the border.
    const auto moved = perdis::blur(size, {0.0, 0.0, 1.0}, noise)(ramp(8)).mean();
    CHECK(moved == (DenseVector<double>(8) << 8, 5, 6, 7, 4, 1, 2, 3).finished());
}

TEST_CASE("law: a blur and then a down-sampling are their cascade", "[degradation]") {
    const auto blur = perdis::blur(6, kernel, perdis::variance(0.0));
    const auto both = cascade(blur, perdis::down_sampling(6, 2, perdis::variance(0.25)));
    CHECK(both.output_dimension() == 3);
    for (Eigen::Index i = 0; i < 3; ++i) { CHECK(both.matrix().row(i) == blur.matrix().row(2 * i)); }
    CHECK(both.noise_covariance() == DenseMatrix<double>(0.25 * DenseMatrix<double>::Identity(3, 3)));
}

TEST_CASE("refuse: sizes, kernels, factors, masks and noise outside their domain", "[degradation]") {
    const auto noise = perdis::variance(1.0);
    CHECK_THROWS_WITH(perdis::denoising(0, noise), "identity_matrix: dimension = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(perdis::denoising(2, perdis::variance(-1.0)),
                      "AdditiveGaussian: variance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(perdis::blur(0, kernel, noise), "blur: dimension = 0 is not in [1, inf)");
    CHECK_THROWS_WITH(perdis::blur(4, {0.5, 0.5}, noise), "blur: entries of the kernel = 2 is not in the odd numbers");
    CHECK_THROWS_WITH(perdis::blur(1, {0, 0, 1, 0, 0}, noise),
                      "blur: entries of the kernel = 5 is not in [1, 2 dimension + 1]");
    CHECK_THROWS_WITH(perdis::down_sampling(6, 4, noise), "down_sampling: factor = 4 is not in the divisors of 6");
    CHECK_THROWS_WITH(perdis::down_sampling(6, 0, noise), "down_sampling: factor = 0 is not in the divisors of 6");
    CHECK_THROWS_WITH(perdis::inpainting({false, false}, noise), "inpainting: the mask shows no coordinate");
}
