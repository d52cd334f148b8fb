#pragma once

#include <perdis/law/law.hpp>
#include <perdis/numeric/fft.hpp>

#include <cstdint>

namespace perdis {

/// A stationary normal law on the discrete torus of height h and width w (1 × n: on the circle).
///
///     E X(i, j) = μ,   Cov(X(i, j), X(i + a, j + b)) = r(a, b) = (1/hw) Σ_{k,l} S(k, l) exp(2πi (k a/h + l b/w))
///
/// S, the mean power per sample at each frequency, is E|F(k, l)|²/(hw) of the transform F of X − μ: the eigenvalues of the
/// covariance, which the Fourier basis diagonalises. Zeros are allowed.
///
/// @domain    μ in (-inf, inf); S in [0, inf), S(−k, −l) = S(k, l) within 1e-12 of the largest power, then made equal.
/// @throws    DomainError outside the domain, NaN included.
class StationaryGaussian {
public:
    using scalar_type = double;

    /// @param spectrum  S, h × w, at least 1 × 1   [unit of x, squared].
    StationaryGaussian(double mean, const RealField& spectrum);

    /// @param autocovariance  r, h × w, even; S is its Fourier transform.
    /// @throws DomainError where S is negative beyond rounding, 16 ε log₂(2hw) Σ|r|: r is no autocovariance.
    static StationaryGaussian from_autocovariance(double mean, const RealField& autocovariance);

    [[nodiscard]] Eigen::Index height() const { return spectrum_.rows(); }
    [[nodiscard]] Eigen::Index width() const { return spectrum_.cols(); }
    /// hw, the number of samples.
    [[nodiscard]] Eigen::Index size() const { return spectrum_.size(); }

    /// μ, the mean of every sample   [unit of x].
    [[nodiscard]] double mean() const { return mean_; }
    /// S   [unit of x, squared].
    [[nodiscard]] const RealField& spectrum() const { return spectrum_; }
    /// r   [unit of x, squared].
    [[nodiscard]] RealField autocovariance() const;
    /// E ‖X − μ‖² = Σ S, of all samples together   [unit of x, squared].
    [[nodiscard]] double variance() const;
    /// r(0, 0) = Σ S/(hw), of one sample   [unit of x, squared].
    [[nodiscard]] double sample_variance() const { return variance() / static_cast<double>(size()); }

    /// A draw: white noise, its transform times √S. The same seed gives the same field.
    [[nodiscard]] RealField sample(std::uint64_t seed) const;

private:
    double mean_;
    RealField spectrum_;
};

/// Independent standard normal numbers, by Box and Muller from std::mt19937_64: the same on every machine up to its libm.
RealField white_noise(Eigen::Index height, Eigen::Index width, std::uint64_t seed);

static_assert(Law<StationaryGaussian>);

} // namespace perdis
