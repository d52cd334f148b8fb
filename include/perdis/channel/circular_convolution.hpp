#pragma once

#include <perdis/law/scale.hpp>
#include <perdis/numeric/fft.hpp>

#include <cstdint>

namespace perdis {

/// Every how many samples one is kept, along each axis; 1 keeps all.
struct DownSampling {
    Eigen::Index rows = 1;
    Eigen::Index columns = 1;
};

/// A blur on the discrete torus and white noise, possibly with down-sampling between them: Y = (h ⊛ X)↓ + N.
///
///     (h ⊛ x)(i, j) = Σ_{a,b} h(a, b) x(i − a, j − b),   (·)↓(i, j) = (·)(f_r i, f_c j),   N ~ N(0, σ²) each
///
/// The blur is given by its transfer function H, the Fourier transform of its kernel: 1 everywhere for the identity.
///
/// @domain    H finite, H(−k, −l) the conjugate of H(k, l) (a real kernel) within 1e-12 of the largest |H|, then made so;
///            σ², σ in [0, inf); f_r divides the height and f_c the width.
/// @throws    DomainError outside the domain, NaN included.
class CircularConvolution {
public:
    /// @param transfer  H, h × w, at least 1 × 1.
    CircularConvolution(const ComplexField& transfer, Variance<double> noise, DownSampling factors = {});
    CircularConvolution(const ComplexField& transfer, StandardDeviation<double> noise, DownSampling factors = {});

    [[nodiscard]] Eigen::Index height() const { return transfer_.rows(); }
    [[nodiscard]] Eigen::Index width() const { return transfer_.cols(); }
    /// H.
    [[nodiscard]] const ComplexField& transfer() const { return transfer_; }
    /// σ², of each observed sample   [unit of y, squared].
    [[nodiscard]] double variance() const { return variance_; }
    [[nodiscard]] const DownSampling& factors() const { return factors_; }
    /// f_r f_c, samples of X per sample of Y.
    [[nodiscard]] Eigen::Index reduction() const { return factors_.rows * factors_.columns; }

    /// (h ⊛ x)↓, the mean of Y given X = x.
    ///
    /// @throws DomainError for a field of another size.
    [[nodiscard]] RealField operator()(const RealField& x) const;

    /// A draw of Y given X = x. The same seed gives the same noise.
    [[nodiscard]] RealField observe(const RealField& x, std::uint64_t seed) const;

private:
    ComplexField transfer_;
    double variance_;
    DownSampling factors_;
};

/// H = 1: every sample is seen as it is.
ComplexField identity_transfer(Eigen::Index height, Eigen::Index width);

/// H(k, l) = exp(−2π² σ² ((k/h)² + (l/w)²)), frequencies nearest to 0: the sampled transform of a Gaussian of deviation σ.
///
/// @domain    σ in [0, inf), in samples.
/// @throws    DomainError outside the domain, NaN included.
ComplexField gaussian_transfer(Eigen::Index height, Eigen::Index width, double deviation);

/// The transfer function of a kernel whose entry (⌊rows/2⌋, ⌊columns/2⌋) weighs the sample itself.
///
/// @domain    a kernel of finite numbers, not larger than the torus.
/// @throws    DomainError outside the domain.
ComplexField kernel_transfer(const RealField& kernel, Eigen::Index height, Eigen::Index width);

} // namespace perdis
