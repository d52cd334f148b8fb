#include "catch.hpp"

#include <cmath>
#include <limits>

#include <perdis/channel/circular_convolution.hpp>
#include <perdis/law/stationary_gaussian.hpp>

namespace {

using perdis::CircularConvolution;
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// (h ⊛ x)↓ by the definition, the kernel centred at (⌊rows/2⌋, ⌊columns/2⌋).
perdis::RealField direct(const perdis::RealField& kernel, const perdis::RealField& x, perdis::DownSampling factors) {
    perdis::RealField y = perdis::RealField::Zero(x.rows() / factors.rows, x.cols() / factors.columns);
    for (Eigen::Index i = 0; i < y.rows(); ++i) {
        for (Eigen::Index j = 0; j < y.cols(); ++j) {
            for (Eigen::Index a = 0; a < kernel.rows(); ++a) {
                for (Eigen::Index b = 0; b < kernel.cols(); ++b) {
                    const Eigen::Index row = i * factors.rows - (a - kernel.rows() / 2) + x.rows();
                    const Eigen::Index column = j * factors.columns - (b - kernel.cols() / 2) + x.cols();
                    y(i, j) += kernel(a, b) * x(row % x.rows(), column % x.cols());
                }
            }
        }
    }
    return y;
}

} // namespace

TEST_CASE("agree: the mean of Y is the circular convolution, down-sampled", "[circular_convolution]") {
    const perdis::RealField x = perdis::white_noise(8, 6, 1);
    const perdis::RealField kernel = perdis::white_noise(3, 4, 2);
    for (const perdis::DownSampling factors : {perdis::DownSampling{1, 1}, {4, 3}, {2, 1}, {8, 6}}) {
        const CircularConvolution channel(perdis::kernel_transfer(kernel, 8, 6), perdis::variance(0.0), factors);
        CHECK(channel.reduction() == factors.rows * factors.columns);
        CHECK((channel(x) - direct(kernel, x, factors)).abs().maxCoeff() <= 256 * epsilon);
        CHECK((channel.observe(x, 9) == channel(x)).all());
    }
}

TEST_CASE("value: the identity and a Gaussian blur", "[circular_convolution]") {
    const perdis::RealField x = perdis::white_noise(4, 4, 1);
    const CircularConvolution clear(perdis::identity_transfer(4, 4), perdis::standard_deviation(2.0));
    CHECK((clear(x) - x).abs().maxCoeff() <= 32 * epsilon);
    CHECK(clear.variance() == 4.0);
    const perdis::ComplexField blur = perdis::gaussian_transfer(64, 1, 1.5);
    const double quarter = 1.5 * std::acos(-1.0); // exp(−2π² σ²/16) at a quarter of the sampling frequency
    CHECK(blur(16, 0).real() == Approx(std::exp(-quarter * quarter / 8.0)).epsilon(64 * epsilon));
    CHECK(blur(0, 0) == 1.0);
    CHECK((perdis::gaussian_transfer(5, 7, 0.0) == 1.0).all());
}

TEST_CASE("agree: the noise of a draw has the channel's variance", "[circular_convolution]") {
    const CircularConvolution channel(perdis::identity_transfer(100, 100), perdis::variance(9.0), {2, 2});
    const perdis::RealField noise = channel.observe(perdis::RealField::Zero(100, 100), 4);
    CHECK(noise.rows() == 50);
    CHECK(noise.square().mean() == Approx(9.0).epsilon(6.0 * std::sqrt(2.0 / 2500.0))); // six deviations
}

TEST_CASE("limit: one sample", "[circular_convolution]") {
    const CircularConvolution channel(perdis::identity_transfer(1, 1) * 3.0, perdis::variance(0.0));
    CHECK(channel(perdis::RealField::Constant(1, 1, 2.0))(0, 0) == 6.0);
}

TEST_CASE("refuse: factors that do not divide, sizes that differ, kernels that are not real",
          "[circular_convolution]") {
    const auto clear = perdis::identity_transfer(4, 6);
    const auto noise = perdis::variance(1.0);
    CHECK_THROWS_WITH(CircularConvolution(clear, noise, {3, 3}),
                      "CircularConvolution: factors.rows = 3 is not in the divisors of 4");
    CHECK_THROWS_WITH(CircularConvolution(clear, noise, {4, 4}),
                      "CircularConvolution: factors.columns = 4 is not in the divisors of 6");
    CHECK_THROWS_WITH(CircularConvolution(clear, noise, {0, 1}),
                      "CircularConvolution: factors.rows = 0 is not in the divisors of 4");
    CHECK_THROWS_WITH(CircularConvolution(clear, perdis::variance(-1.0)),
                      "CircularConvolution: variance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(CircularConvolution(clear, perdis::standard_deviation(-1.0)),
                      "CircularConvolution: standard_deviation = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(CircularConvolution(perdis::ComplexField(0, 0), noise),
                      "CircularConvolution: the transfer function is empty");
    perdis::ComplexField turned = clear;
    turned(0, 1) = {0.0, 1.0};
    turned(0, 5) = {0.0, 1.0};
    CHECK_THROWS_WITH(CircularConvolution(turned, noise),
                      "CircularConvolution: transfer(0, 5) = (0,1) is not the conjugate of the opposite transfer(0, 1) "
                      "= (0,1)");
    turned(0, 5) = {std::numeric_limits<double>::quiet_NaN(), 0.0};
    CHECK_THROWS_WITH(CircularConvolution(turned, noise),
                      "CircularConvolution: the transfer function has an entry that is not finite");
    CHECK_THROWS_WITH(CircularConvolution(clear, noise)(perdis::RealField::Zero(6, 4)),
                      "CircularConvolution: the field is 6 x 4, the transfer function 4 x 6");
    CHECK_THROWS_WITH(perdis::kernel_transfer(perdis::RealField::Zero(5, 1), 4, 4),
                      "kernel_transfer: the kernel is 5 x 1, the torus 4 x 4");
    CHECK_THROWS_WITH(perdis::gaussian_transfer(4, 4, -1.0), "gaussian_transfer: deviation = -1 is not in [0, inf)");
}
