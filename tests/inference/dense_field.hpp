#pragma once

#include <algorithm>
#include <cmath>
#include <complex>

#include <Eigen/Dense>

#include <perdis/inference/stationary_estimator.hpp>
#include <perdis/inference/stationary_joint.hpp>

// A stationary problem written out as matrices over all samples, by the definitions and Eigen's dense algebra.
namespace dense {

inline Eigen::MatrixXd root(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(matrix);
    return eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal()
           * eigen.eigenvectors().transpose();
}

/// W₂² of centred normal laws, all samples together.
inline double squared_wasserstein2(const Eigen::MatrixXd& p, const Eigen::MatrixXd& q) {
    const Eigen::MatrixXd half = root(p);
    return p.trace() + q.trace() - 2.0 * root(half * q * half).trace();
}

/// KL(q‖p) of centred normal laws, all samples together.
inline double reverse_kullback_leibler(const Eigen::MatrixXd& p, const Eigen::MatrixXd& q) {
    const Eigen::LLT<Eigen::MatrixXd> lower(p);
    const Eigen::LLT<Eigen::MatrixXd> other(q);
    const auto logarithm = [](const Eigen::LLT<Eigen::MatrixXd>& factor) {
        return 2.0 * factor.matrixLLT().diagonal().array().log().sum();
    };
    return 0.5 * (lower.solve(q).trace() - static_cast<double>(p.rows()) + logarithm(lower) - logarithm(other));
}

/// Samples are numbered row by row.
struct Field {
    Eigen::MatrixXd prior;          ///< Cov X
    Eigen::MatrixXd cross;          ///< Cov(X, Y)
    Eigen::MatrixXd observed;       ///< Cov Y
    Eigen::MatrixXd posterior_mean; ///< Cov X*
    double min_distortion = 0.0;    ///< of all samples together
};

/// The circulant covariance of a spectrum, by its cosine sum.
inline Eigen::MatrixXd covariance(const perdis::RealField& spectrum) {
    const Eigen::Index h = spectrum.rows();
    const Eigen::Index w = spectrum.cols();
    const double two_pi = 2.0 * std::acos(-1.0);
    Eigen::MatrixXd result(h * w, h * w);
    for (Eigen::Index a = 0; a < h * w; ++a) {
        for (Eigen::Index b = 0; b < h * w; ++b) {
            double sum = 0.0;
            for (Eigen::Index k = 0; k < h; ++k) {
                for (Eigen::Index l = 0; l < w; ++l) {
                    const auto row = static_cast<double>(k * (a / w - b / w)) / static_cast<double>(h);
                    const auto column = static_cast<double>(l * (a % w - b % w)) / static_cast<double>(w);
                    sum += spectrum(k, l) * std::cos(two_pi * (row + column));
                }
            }
            result(a, b) = sum / static_cast<double>(h * w);
        }
    }
    return result;
}

/// The blur and the down-sampling as one matrix, from a kernel centred at (⌊rows/2⌋, ⌊columns/2⌋).
inline Eigen::MatrixXd degradation(const perdis::RealField& kernel, Eigen::Index h, Eigen::Index w,
                                   perdis::DownSampling factors) {
    const Eigen::Index columns = w / factors.columns;
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(h / factors.rows * columns, h * w);
    for (Eigen::Index y = 0; y < result.rows(); ++y) {
        for (Eigen::Index a = 0; a < kernel.rows(); ++a) {
            for (Eigen::Index b = 0; b < kernel.cols(); ++b) {
                const Eigen::Index row = (y / columns * factors.rows - a + kernel.rows() / 2 + h) % h;
                const Eigen::Index column = (y % columns * factors.columns - b + kernel.cols() / 2 + w) % w;
                result(y, row * w + column) += kernel(a, b);
            }
        }
    }
    return result;
}

inline Field field(const perdis::RealField& spectrum, const Eigen::MatrixXd& degradation, double noise) {
    Field result;
    result.prior = covariance(spectrum);
    result.cross = result.prior * degradation.transpose();
    result.observed =
        degradation * result.cross + noise * Eigen::MatrixXd::Identity(degradation.rows(), degradation.rows());
    result.posterior_mean = result.cross * result.observed.ldlt().solve(result.cross.transpose());
    result.min_distortion = (result.prior - result.posterior_mean).trace();
    return result;
}

/// The gain of an estimator on Y, column by column from restore() without its noise.
inline Eigen::MatrixXd gain(const perdis::StationaryJoint& joint, perdis::StationaryEstimator estimator) {
    estimator.noise.setZero();
    const auto& channel = joint.channel();
    const Eigen::Index rows = channel.height() / channel.factors().rows;
    const Eigen::Index columns = channel.width() / channel.factors().columns;
    Eigen::MatrixXd result(joint.size(), rows * columns);
    const perdis::RealField zero = perdis::restore(joint, estimator, perdis::RealField::Zero(rows, columns), 0);
    for (Eigen::Index y = 0; y < rows * columns; ++y) {
        perdis::RealField unit = perdis::RealField::Zero(rows, columns);
        unit.data()[y] = 1.0;
        const perdis::RealField answer = perdis::restore(joint, estimator, unit, 0) - zero;
        result.col(y) = Eigen::Map<const Eigen::VectorXd>(answer.data(), answer.size());
    }
    return result;
}

/// The covariance of an estimator's noise, from its definition per alias class.
inline Eigen::MatrixXd noise(const perdis::StationaryJoint& joint, const perdis::StationaryEstimator& estimator) {
    using Complex = std::complex<double>;
    const Eigen::Index h = joint.prior().height();
    const Eigen::Index w = joint.prior().width();
    const double two_pi = 2.0 * std::acos(-1.0);
    Eigen::MatrixXcd sum = Eigen::MatrixXcd::Zero(h * w, h * w);
    for (Eigen::Index k = 0; k < joint.power().cols(); ++k) {
        Eigen::MatrixXcd basis(h * w, joint.power().rows());
        for (Eigen::Index j = 0; j < basis.cols(); ++j) {
            const auto at = joint.frequency(j, k);
            const Complex gain = joint.channel().transfer()(at.row, at.column);
            const Complex phase = gain == 0.0 ? Complex(1.0) : Complex(std::conj(gain) / std::abs(gain));
            for (Eigen::Index i = 0; i < h * w; ++i) {
                const double turn = static_cast<double>(at.row * (i / w)) / static_cast<double>(h)
                                    + static_cast<double>(at.column * (i % w)) / static_cast<double>(w);
                basis(i, j) = phase * std::polar(1.0 / std::sqrt(static_cast<double>(h * w)), two_pi * turn);
            }
        }
        const Eigen::VectorXd deviation = estimator.noise.col(k).sqrt().matrix();
        const Eigen::VectorXd u = estimator.direction.col(k).matrix();
        const Eigen::MatrixXd block = deviation.asDiagonal()
                                      * (Eigen::MatrixXd::Identity(u.size(), u.size()) - u * u.transpose())
                                      * deviation.asDiagonal();
        sum += basis * block.cast<Complex>() * basis.adjoint();
    }
    return sum.real();
}

/// The covariance of X̂.
inline Eigen::MatrixXd output(const Field& field, const Eigen::MatrixXd& gain, const Eigen::MatrixXd& noise) {
    return gain * field.observed * gain.transpose() + noise;
}

/// E‖X − X̂‖², all samples together.
inline double distortion(const Field& field, const Eigen::MatrixXd& gain, const Eigen::MatrixXd& noise) {
    return field.prior.trace() + output(field, gain, noise).trace() - 2.0 * (gain * field.cross.transpose()).trace();
}

/// A kernel of random numbers.
inline perdis::RealField kernel(Eigen::Index h, Eigen::Index w) {
    return perdis::white_noise(std::min<Eigen::Index>(h, 3), std::min<Eigen::Index>(w, 4), 11) + 0.5;
}

/// A stationary problem with a kernel of random numbers, so that phases matter, and its dense twin.
struct Twin {
    perdis::StationaryJoint joint;
    Field field;
};

inline Twin twin(Eigen::Index h, Eigen::Index w, perdis::DownSampling factors, double noise) {
    perdis::RealField spectrum(h, w);
    for (Eigen::Index k = 0; k < h; ++k) {
        for (Eigen::Index l = 0; l < w; ++l) {
            const auto row = static_cast<double>(std::min(k, h - k));
            const auto column = static_cast<double>(std::min(l, w - l));
            spectrum(k, l) = 10.0 / (1.0 + row * row + 0.5 * column * column);
        }
    }
    const perdis::RealField random = kernel(h, w);
    return {{perdis::StationaryGaussian(2.0, spectrum),
             perdis::CircularConvolution(perdis::kernel_transfer(random, h, w), perdis::variance(noise), factors)},
            field(spectrum, degradation(random, h, w, factors), noise)};
}

} // namespace dense
