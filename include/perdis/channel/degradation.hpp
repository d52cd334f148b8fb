#pragma once

#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/scale.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/filter_matrix.hpp>

#include <type_traits>
#include <vector>

// The usual degradations of signals and images as linear Gaussian channels with white noise N(0, n I). An image of
// height × width pixels is a vector in row-major order: pixel (i, j) is coordinate i · width + j; its filters act on the columns
// and on the rows by the same one-dimensional matrix. Each is dense: m × d numbers.

namespace perdis {

/// Height and width of an image in pixels.
struct ImageSize {
    Eigen::Index height;
    Eigen::Index width;
};

/// The channel Y = HX + N with white noise of this scale.
///
/// @throws    DomainError for a variance or deviation outside [0, inf).
template <Real T>
LinearGaussian<T> with_white_noise(const DenseMatrix<T>& matrix, const Variance<T>& noise) {
    const T n = AdditiveGaussian<T>(noise).variance();
    DenseMatrix<T> covariance = DenseMatrix<T>::Constant(matrix.rows(), matrix.rows(), T(0));
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) { covariance(i, i) = n; }
    return LinearGaussian<T>(matrix, covariance);
}

/// The same by the deviation of the noise.
template <Real T>
LinearGaussian<T> with_white_noise(const DenseMatrix<T>& matrix, const StandardDeviation<T>& noise) {
    return with_white_noise<T>(matrix, Variance<T>(AdditiveGaussian<T>(noise).variance()));
}

/// The scalar of a Variance or StandardDeviation.
template <class Scale>
using NoiseScalar = std::decay_t<decltype(std::declval<const Scale&>().value())>;

/// Y = X + N in d coordinates.
template <class Scale>
auto denoising(Eigen::Index dimension, const Scale& noise) {
    return with_white_noise(identity_matrix<NoiseScalar<Scale>>(dimension), noise);
}

/// Y = k ∗ X + N: convolution_matrix.
template <class Scale>
auto blur(Eigen::Index dimension, const std::vector<NoiseScalar<Scale>>& kernel, const Scale& noise,
          Border border = Border::circular) {
    return with_white_noise(convolution_matrix(dimension, kernel, border), noise);
}

/// The blur of an image by the kernel k kᵀ.
template <class Scale>
auto blur(ImageSize size, const std::vector<NoiseScalar<Scale>>& kernel, const Scale& noise,
          Border border = Border::circular) {
    return with_white_noise(kronecker_product(convolution_matrix(size.height, kernel, border),
                                              convolution_matrix(size.width, kernel, border)),
                            noise);
}

/// Every factor-th sample, or the means of runs: decimation_matrix. After a blur: cascade(blur(…, variance(0)), down_sampling(…)).
template <class Scale>
auto down_sampling(Eigen::Index dimension, Eigen::Index factor, const Scale& noise,
                   Decimation kept = Decimation::first) {
    return with_white_noise(decimation_matrix<NoiseScalar<Scale>>(dimension, factor, kept), noise);
}

/// One pixel, or the mean, of each factor × factor square of an image.
template <class Scale>
auto down_sampling(ImageSize size, Eigen::Index factor, const Scale& noise, Decimation kept = Decimation::first) {
    using T = NoiseScalar<Scale>;
    return with_white_noise(kronecker_product(decimation_matrix<T>(size.height, factor, kept),
                                              decimation_matrix<T>(size.width, factor, kept)),
                            noise);
}

/// The coordinates where the mask is true, in noise.
///
/// @throws    DomainError for a mask without a true entry.
template <class Scale>
auto inpainting(const std::vector<bool>& mask, const Scale& noise) {
    using T = NoiseScalar<Scale>;
    std::vector<Eigen::Index> seen;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i]) { seen.push_back(static_cast<Eigen::Index>(i)); }
    }
    require(!seen.empty(), "inpainting", "the mask shows no coordinate");
    const auto rows = static_cast<Eigen::Index>(seen.size());
    DenseMatrix<T> matrix = DenseMatrix<T>::Constant(rows, static_cast<Eigen::Index>(mask.size()), T(0));
    for (Eigen::Index i = 0; i < rows; ++i) { matrix(i, seen[static_cast<std::size_t>(i)]) = T(1); }
    return with_white_noise(matrix, noise);
}

} // namespace perdis
