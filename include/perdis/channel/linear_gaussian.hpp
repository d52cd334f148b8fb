#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/covariance.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/dense.hpp>

#include <utility>

namespace perdis {

/// The channel Y = HX + N of vectors, N ~ N(0, S_N) independent of X.
///
///     matrix H: m × d   [unit of y / unit of x];   noise covariance S_N: m × m   [unit of y, squared]
///
/// H may be rectangular, of any rank, 0; S_N may be singular, 0. channel/degradation.hpp builds H by name.
///
/// @domain    m, d ≥ 1; H finite; S_N a covariance as in MultivariateGaussian.
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class LinearGaussian {
public:
    using scalar_type = T;

    LinearGaussian(DenseMatrix<T> matrix, const DenseMatrix<T>& noise_covariance)
        : matrix_(checked(std::move(matrix))),
          noise_(DenseVector<T>::Constant(matrix_.rows(), T(0)),
                 checked_covariance<T>("LinearGaussian", "noise_covariance", noise_covariance, matrix_.rows())) {}

    /// The scalar channel Y = X + N on vectors of one coordinate.
    explicit LinearGaussian(const AdditiveGaussian<T>& channel)
        : matrix_(DenseMatrix<T>::Constant(1, 1, T(1))), noise_(channel.noise()) {}

    /// Noise of this law, its mean 0.
    ///
    /// @throws    DomainError for a law of another dimension or mean.
    LinearGaussian(DenseMatrix<T> matrix, MultivariateGaussian<T> noise)
        : matrix_(checked(std::move(matrix))), noise_(std::move(noise)) {
        require_shape("LinearGaussian", "noise_covariance", noise_.covariance(), matrix_.rows(), matrix_.rows());
        for (const T& entry : noise_.mean()) {
            require(entry == T(0), "LinearGaussian", "mean of the noise", entry, "{0}");
        }
    }

    /// H.
    const DenseMatrix<T>& matrix() const { return matrix_; }

    /// S_N   [unit of y, squared].
    const DenseMatrix<T>& noise_covariance() const { return noise_.covariance(); }

    /// N(0, S_N), the law of the noise.
    const MultivariateGaussian<T>& noise() const { return noise_; }

    /// d, the dimension of X.
    Eigen::Index input_dimension() const { return matrix_.cols(); }

    /// m, the dimension of Y.
    Eigen::Index output_dimension() const { return matrix_.rows(); }

    /// N(Hx, S_N), the law of Y given X = x.
    ///
    /// @throws    DomainError unless x has d finite entries.
    MultivariateGaussian<T> operator()(const DenseVector<T>& x) const {
        require_shape("LinearGaussian", "x", x, input_dimension(), 1);
        return noise_.translated(matrix_product(matrix_, x));
    }

    /// N(Hm, H S_X Hᵀ + S_N), the marginal law of Y under the prior N(m, S_X).
    ///
    /// @throws    DomainError unless the prior has d coordinates.
    MultivariateGaussian<T> operator()(const MultivariateGaussian<T>& prior) const {
        require_input(prior.dimension());
        return MultivariateGaussian<T>::of_semidefinite(
            matrix_product(matrix_, prior.mean()), congruence<T>(matrix_, prior.covariance()) + noise_.covariance());
    }

    /// "LinearGaussian: the prior has n coordinates, the matrix d columns" unless n = d.
    void require_input(Eigen::Index n) const {
        if (n == input_dimension()) { return; }
        require(false, "LinearGaussian",
                "the prior has " + std::to_string(n) + " coordinates, the matrix " + std::to_string(input_dimension())
                    + " columns");
    }

private:
    static DenseMatrix<T> checked(DenseMatrix<T> matrix) {
        require(matrix.rows() > 0, "LinearGaussian", "rows of the matrix", matrix.rows(), "[1, inf)");
        require(matrix.cols() > 0, "LinearGaussian", "columns of the matrix", matrix.cols(), "[1, inf)");
        require_finite("LinearGaussian", "matrix", matrix);
        return matrix;
    }

    DenseMatrix<T> matrix_;
    MultivariateGaussian<T> noise_;
};

/// The channel X → Y₁ → Y₂ of two linear Gaussian channels, which is one: H = H₂H₁, S_N = H₂ S_{N₁} H₂ᵀ + S_{N₂}.
///
/// @throws    DomainError unless H₂ has as many columns as H₁ has rows.
template <Real T>
LinearGaussian<T> cascade(const LinearGaussian<T>& first, const LinearGaussian<T>& second) {
    require_shape("cascade", "the second matrix", second.matrix(), second.output_dimension(), first.output_dimension());
    return LinearGaussian<T>(matrix_product(second.matrix(), first.matrix()), second(first.noise()));
}

} // namespace perdis
