#include <perdis/inference/stationary_estimator.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace perdis {

namespace {

using Complex = std::complex<double>;

/// e, the phase of the conjugate of H; 1 where H = 0.
Complex phase(const Complex& gain) {
    const double size = std::abs(gain);
    return size > 0.0 ? std::conj(gain) / size : Complex(1.0, 0.0);
}

} // namespace

StationaryEstimator posterior_mean(const StationaryJoint& joint) {
    const Eigen::ArrayXXd& m = joint.deviation();
    return {m, Eigen::ArrayXXd::Zero(m.rows(), m.cols()), Eigen::ArrayXXd::Zero(m.rows(), m.cols())};
}

StationaryEstimator posterior_sample(const StationaryJoint& joint) {
    const Eigen::ArrayXXd& s = joint.power();
    const Eigen::ArrayXXd& m = joint.deviation();
    return {m, s, (s > 0.0).select(m / s.sqrt(), 0.0)};
}

StationaryEstimator transport_partner(const StationaryJoint& joint) {
    const Eigen::ArrayXXd& s = joint.power();
    Eigen::ArrayXXd u = s.sqrt() * joint.deviation();
    for (Eigen::Index k = 0; k < u.cols(); ++k) {
        const double largest = u.col(k).maxCoeff();
        if (largest > 0.0) { u.col(k) /= largest; } // squares of small powers do not underflow
        const double norm = std::sqrt(u.col(k).square().sum());
        if (norm > 0.0) { u.col(k) /= norm; }
    }
    return {s.sqrt() * u, s, u};
}

double mean_squared_error(const StationaryJoint& joint, const StationaryEstimator& estimator) {
    CompensatedSum<double> excess;
    for (Eigen::Index k = 0; k < joint.power().cols(); ++k) {
        for (Eigen::Index j = 0; j < joint.power().rows(); ++j) {
            const double u = estimator.direction(j, k);
            const double drift = estimator.gain(j, k) - joint.deviation()(j, k);
            excess.add(drift * drift + estimator.noise(j, k) * (1.0 - u) * (1.0 + u));
        }
    }
    return joint.min_distortion() + excess.value() / static_cast<double>(joint.size());
}

RealField output_spectrum(const StationaryJoint& joint, const StationaryEstimator& estimator) {
    const Eigen::ArrayXXd& u = estimator.direction;
    return joint.by_frequency(estimator.gain.square() + estimator.noise * ((1.0 - u) * (1.0 + u)).max(0.0));
}

RealField restore(const StationaryJoint& joint, const StationaryEstimator& estimator, const RealField& y,
                  std::uint64_t seed) {
    const StationaryGaussian& prior = joint.prior();
    const CircularConvolution& channel = joint.channel();
    const Eigen::Index rows = prior.height() / channel.factors().rows;
    const Eigen::Index columns = prior.width() / channel.factors().columns;
    require(y.rows() == rows && y.cols() == columns, "restore",
            "the observation is " + std::to_string(y.rows()) + " x " + std::to_string(y.cols()) + ", not "
                + std::to_string(rows) + " x " + std::to_string(columns));
    const double total = std::sqrt(static_cast<double>(prior.size()));
    const double mean = prior.mean() * channel.transfer()(0, 0).real();
    const ComplexField seen = fourier_transform(RealField(y - mean));
    const ComplexField white = fourier_transform(white_noise(prior.height(), prior.width(), seed));
    ComplexField restored(prior.height(), prior.width());
    const Eigen::Index members = joint.power().rows();
    const double reduction = static_cast<double>(members);
    for (Eigen::Index k = 0; k < joint.power().cols(); ++k) {
        const double t = joint.observed()(k);
        // the unitary coefficient of y is its transform over √(hw/F); ξ = √F y/√t
        const Complex xi = t > 0.0 ? seen(k / columns, k % columns) * (reduction / total / std::sqrt(t)) : Complex(0.0);
        const auto u = estimator.direction.col(k);
        const double norm = u.square().sum();
        Complex along(0.0, 0.0); // uᵀ of the white noise, each coefficient turned by its phase
        for (Eigen::Index j = 0; j < members; ++j) {
            const auto at = joint.frequency(j, k);
            along += u(j) * std::conj(phase(channel.transfer()(at.row, at.column))) * white(at.row, at.column) / total;
        }
        // (I − u uᵀ)^½ = I − (1 − √(1 − |u|²)) u uᵀ/|u|²
        const double shrink = norm > 0.0 ? (1.0 - std::sqrt(std::max(0.0, 1.0 - norm))) / norm : 0.0;
        for (Eigen::Index j = 0; j < members; ++j) {
            const auto at = joint.frequency(j, k);
            const Complex turn = phase(channel.transfer()(at.row, at.column));
            const Complex noise = white(at.row, at.column) / total - turn * (shrink * u(j)) * along;
            restored(at.row, at.column) =
                (turn * estimator.gain(j, k) * xi + std::sqrt(estimator.noise(j, k)) * noise) * total;
        }
    }
    return inverse_fourier_transform(restored).real() + prior.mean();
}

} // namespace perdis
