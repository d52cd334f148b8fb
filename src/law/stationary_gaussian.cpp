#include <perdis/law/stationary_gaussian.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/numeric/normal_deviates.hpp>

#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <utility>

namespace perdis {

namespace {

std::string place(const char* name, Eigen::Index row, Eigen::Index column) {
    return std::string(name) + "(" + std::to_string(row) + ", " + std::to_string(column) + ")";
}

/// Refuses what is not even within 1e-12 of its largest value, and makes it even to the last bit.
RealField made_even(RealField field, const char* name) {
    const double slack = 1e-12 * field.abs().maxCoeff();
    for (Eigen::Index i = 0; i < field.rows(); ++i) {
        const Eigen::Index across = opposite(i, field.rows());
        for (Eigen::Index j = 0; j < field.cols(); ++j) {
            const Eigen::Index over = opposite(j, field.cols());
            if (std::pair(across, over) <= std::pair(i, j)) { continue; }
            if (!(std::abs(field(i, j) - field(across, over)) <= slack)) {
                std::ostringstream legal;
                legal.precision(17);
                legal << '{' << field(i, j) << "}, the value at the opposite " << place(name, i, j);
                require(false, "StationaryGaussian", place(name, across, over), field(across, over), legal.str());
            }
            const double middle = 0.5 * field(i, j) + 0.5 * field(across, over);
            field(i, j) = middle;
            field(across, over) = middle;
        }
    }
    return field;
}

RealField checked(const RealField& spectrum) {
    require(spectrum.size() > 0, "StationaryGaussian", "the spectrum is empty");
    for (Eigen::Index i = 0; i < spectrum.rows(); ++i) {
        for (Eigen::Index j = 0; j < spectrum.cols(); ++j) {
            const double power = spectrum(i, j);
            const bool legal = power >= 0.0 && power - power == 0.0;
            if (!legal) { require(false, "StationaryGaussian", place("spectrum", i, j), power, "[0, inf)"); }
        }
    }
    return made_even(spectrum, "spectrum");
}

} // namespace

StationaryGaussian::StationaryGaussian(double mean, const RealField& spectrum)
    : mean_(mean), spectrum_(checked(spectrum)) {
    require(mean - mean == 0.0, "StationaryGaussian", "mean", mean, "(-inf, inf)");
}

StationaryGaussian StationaryGaussian::from_autocovariance(double mean, const RealField& autocovariance) {
    require(autocovariance.size() > 0, "StationaryGaussian", "the autocovariance is empty");
    const double total = autocovariance.abs().sum();
    require(total - total == 0.0, "StationaryGaussian", "the autocovariance has an entry that is not finite");
    const RealField even = made_even(autocovariance, "autocovariance");
    RealField spectrum = fourier_transform(even).real();
    const double rounding =
        16.0 * std::numeric_limits<double>::epsilon() * std::log2(2.0 * static_cast<double>(spectrum.size())) * total;
    for (Eigen::Index i = 0; i < spectrum.rows(); ++i) {
        for (Eigen::Index j = 0; j < spectrum.cols(); ++j) {
            double& power = spectrum(i, j);
            if (power < -rounding) {
                require(false, "StationaryGaussian", place("the autocovariance's spectrum", i, j), power, "[0, inf)");
            }
            if (power < 0.0) { power = 0.0; }
        }
    }
    // the transform of an even field is even up to rounding, which may exceed 1e-12 of a small spectrum's largest value
    RealField result = spectrum;
    for (Eigen::Index i = 0; i < result.rows(); ++i) {
        for (Eigen::Index j = 0; j < result.cols(); ++j) {
            result(i, j) = 0.5 * (spectrum(i, j) + spectrum(opposite(i, result.rows()), opposite(j, result.cols())));
        }
    }
    return {mean, result};
}

RealField StationaryGaussian::autocovariance() const {
    return inverse_fourier_transform(spectrum_.cast<std::complex<double>>()).real();
}

double StationaryGaussian::variance() const {
    CompensatedSum<double> sum;
    for (Eigen::Index i = 0; i < size(); ++i) { sum.add(spectrum_.data()[i]); }
    return sum.value();
}

RealField StationaryGaussian::sample(std::uint64_t seed) const {
    ComplexField transform = fourier_transform(white_noise(height(), width(), seed));
    transform *= spectrum_.sqrt().cast<std::complex<double>>();
    return inverse_fourier_transform(transform).real() + mean_;
}

RealField white_noise(Eigen::Index height, Eigen::Index width, std::uint64_t seed) {
    NormalDeviates deviates(seed);
    RealField noise(height, width);
    for (Eigen::Index i = 0; i < noise.size(); ++i) { noise.data()[i] = deviates(); }
    return noise;
}

} // namespace perdis
