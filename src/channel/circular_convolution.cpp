#include <perdis/channel/circular_convolution.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/law/stationary_gaussian.hpp>

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <utility>

namespace perdis {

namespace {

std::string size_of(Eigen::Index height, Eigen::Index width) {
    return std::to_string(height) + " x " + std::to_string(width);
}

/// Refuses the transform of what is not a real kernel, and makes it one to the last bit.
ComplexField checked(ComplexField transfer) {
    require(transfer.size() > 0, "CircularConvolution", "the transfer function is empty");
    const double largest = transfer.abs().maxCoeff<Eigen::PropagateNaN>();
    require(largest - largest == 0.0, "CircularConvolution", "the transfer function has an entry that is not finite");
    for (Eigen::Index i = 0; i < transfer.rows(); ++i) {
        const Eigen::Index across = opposite(i, transfer.rows());
        for (Eigen::Index j = 0; j < transfer.cols(); ++j) {
            const Eigen::Index over = opposite(j, transfer.cols());
            if (std::pair(across, over) < std::pair(i, j)) { continue; }
            const std::complex<double> here = transfer(i, j);
            const std::complex<double> there = transfer(across, over);
            if (!(std::abs(here - std::conj(there)) <= 1e-12 * largest)) {
                std::ostringstream complaint;
                complaint.precision(17);
                complaint << "transfer(" << across << ", " << over << ") = " << there
                          << " is not the conjugate of the opposite transfer(" << i << ", " << j << ") = " << here;
                require(false, "CircularConvolution", complaint.str());
            }
            transfer(i, j) = 0.5 * here + 0.5 * std::conj(there);
            transfer(across, over) = std::conj(transfer(i, j));
        }
    }
    return transfer;
}

void require_divides(Eigen::Index factor, Eigen::Index size, const char* name) {
    require(factor >= 1 && size % factor == 0, "CircularConvolution", name, factor,
            "the divisors of " + std::to_string(size));
}

} // namespace

CircularConvolution::CircularConvolution(const ComplexField& transfer, Variance<double> noise, DownSampling factors)
    : transfer_(checked(transfer)), variance_(noise.value()), factors_(factors) {
    require(variance_ >= 0.0 && variance_ - variance_ == 0.0, "CircularConvolution", "variance", variance_, "[0, inf)");
    require_divides(factors.rows, height(), "factors.rows");
    require_divides(factors.columns, width(), "factors.columns");
}

CircularConvolution::CircularConvolution(const ComplexField& transfer, StandardDeviation<double> noise,
                                         DownSampling factors)
    : CircularConvolution(transfer, Variance<double>(noise.value() * noise.value()), factors) {
    require(noise.value() >= 0.0, "CircularConvolution", "standard_deviation", noise.value(), "[0, inf)");
}

RealField CircularConvolution::operator()(const RealField& x) const {
    require(x.rows() == height() && x.cols() == width(), "CircularConvolution",
            "the field is " + size_of(x.rows(), x.cols()) + ", the transfer function " + size_of(height(), width()));
    const RealField blurred = inverse_fourier_transform(fourier_transform(x) * transfer_).real();
    RealField kept(height() / factors_.rows, width() / factors_.columns);
    for (Eigen::Index i = 0; i < kept.rows(); ++i) {
        for (Eigen::Index j = 0; j < kept.cols(); ++j) {
            kept(i, j) = blurred(i * factors_.rows, j * factors_.columns);
        }
    }
    return kept;
}

RealField CircularConvolution::observe(const RealField& x, std::uint64_t seed) const {
    RealField y = (*this)(x);
    y += std::sqrt(variance_) * white_noise(y.rows(), y.cols(), seed);
    return y;
}

ComplexField identity_transfer(Eigen::Index height, Eigen::Index width) { return ComplexField::Ones(height, width); }

ComplexField gaussian_transfer(Eigen::Index height, Eigen::Index width, double deviation) {
    require(deviation >= 0.0 && deviation - deviation == 0.0, "gaussian_transfer", "deviation", deviation, "[0, inf)");
    const double scale = boost::math::constants::root_two<double>() * boost::math::constants::pi<double>() * deviation;
    const auto line = [scale](Eigen::Index n) {
        Eigen::ArrayXd values(n);
        for (Eigen::Index k = 0; k < n; ++k) {
            const double frequency = static_cast<double>(std::min(k, n - k)) / static_cast<double>(n);
            values(k) = std::exp(-(scale * frequency) * (scale * frequency));
        }
        return values;
    };
    const RealField gains = (line(height).matrix() * line(width).matrix().transpose()).array();
    return gains.cast<std::complex<double>>();
}

ComplexField kernel_transfer(const RealField& kernel, Eigen::Index height, Eigen::Index width) {
    require(kernel.size() > 0 && kernel.rows() <= height && kernel.cols() <= width, "kernel_transfer",
            "the kernel is " + size_of(kernel.rows(), kernel.cols()) + ", the torus " + size_of(height, width));
    const double total = kernel.abs().sum();
    require(total - total == 0.0, "kernel_transfer", "the kernel has an entry that is not finite");
    RealField wrapped = RealField::Zero(height, width);
    for (Eigen::Index i = 0; i < kernel.rows(); ++i) {
        for (Eigen::Index j = 0; j < kernel.cols(); ++j) {
            wrapped((i - kernel.rows() / 2 + height) % height, (j - kernel.cols() / 2 + width) % width) = kernel(i, j);
        }
    }
    return fourier_transform(wrapped);
}

} // namespace perdis
