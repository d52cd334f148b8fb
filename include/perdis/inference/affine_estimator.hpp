#pragma once

#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/linear_estimator.hpp>
#include <perdis/law/covariance.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/filter_matrix.hpp>

#include <utility>

namespace perdis {

/// The affine estimator X̂ = AY + b + W of vectors, W ~ N(0, S_W) independent of X and Y.
///
///     matrix A: d × m   [unit of x / unit of y];   intercept b: d   [unit of x];   noise covariance S_W: d × d
///
/// @domain    d, m ≥ 1; A and b finite; S_W a covariance as in MultivariateGaussian, 0 if it is not given.
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class AffineEstimator {
public:
    using scalar_type = T;

    AffineEstimator(DenseMatrix<T> matrix, const DenseVector<T>& intercept, const DenseMatrix<T>& noise_covariance)
        : matrix_(checked(std::move(matrix), intercept.size())), centred_(intercept, noise_covariance) {}

    AffineEstimator(DenseMatrix<T> matrix, const DenseVector<T>& intercept)
        : AffineEstimator(std::move(matrix), intercept,
                          DenseMatrix<T>::Constant(intercept.size(), intercept.size(), T(0))) {}

    /// X̂ = AY + V, V = b + W of this law.
    AffineEstimator(DenseMatrix<T> matrix, MultivariateGaussian<T> rest)
        : matrix_(checked(std::move(matrix), rest.dimension())), centred_(std::move(rest)) {}

    /// The scalar X̂ = aY + b + W.
    explicit AffineEstimator(const NoisyLinearEstimator<T>& scalar)
        : AffineEstimator(DenseMatrix<T>::Constant(1, 1, scalar.centre().slope()),
                          DenseVector<T>::Constant(1, scalar.centre().intercept()),
                          DenseMatrix<T>::Constant(1, 1, scalar.noise_variance())) {}

    /// A.
    const DenseMatrix<T>& matrix() const { return matrix_; }

    /// b   [unit of x].
    const DenseVector<T>& intercept() const { return centred_.mean(); }

    /// S_W   [unit of x, squared].
    const DenseMatrix<T>& noise_covariance() const { return centred_.covariance(); }

    /// E[X̂|Y=y] = Ay + b.
    ///
    /// @throws    DomainError unless y has m finite entries.
    DenseVector<T> centre(const DenseVector<T>& y) const {
        require_shape("AffineEstimator", "y", y, matrix_.cols(), 1);
        require_finite("AffineEstimator", "y", y);
        return matrix_product(matrix_, y) + intercept();
    }

    /// N(Ay + b, S_W), the law of X̂ given Y = y.
    MultivariateGaussian<T> operator()(const DenseVector<T>& y) const {
        return centred_.translated(centre(y) - intercept());
    }

private:
    static DenseMatrix<T> checked(DenseMatrix<T> matrix, Eigen::Index rows) {
        require(matrix.cols() > 0, "AffineEstimator", "columns of the matrix", matrix.cols(), "[1, inf)");
        require_shape("AffineEstimator", "the matrix", matrix, rows, matrix.cols());
        require_finite("AffineEstimator", "matrix", matrix);
        return matrix;
    }

    DenseMatrix<T> matrix_;
    MultivariateGaussian<T> centred_;
};

/// The law of X̂ = AY + b + W: N(AHμ + b, A S_Y Aᵀ + S_W).
///
/// @throws    DomainError unless A has as many columns as H has rows.
template <Real T>
MultivariateGaussian<T> output_law(const AffineEstimator<T>& estimator, const MultivariateGaussian<T>& prior,
                                   const LinearGaussian<T>& channel) {
    const MultivariateGaussian<T> observation = channel(prior);
    require_shape("output_law", "the estimator's matrix", estimator.matrix(), estimator.intercept().size(),
                  observation.dimension());
    return MultivariateGaussian<T>::of_semidefinite(estimator.centre(observation.mean()),
                                                    congruence<T>(estimator.matrix(), observation.covariance())
                                                        + estimator.noise_covariance());
}

/// E ‖X − X̂‖² = tr[(I − AH) S_X (I − AH)ᵀ + A S_N Aᵀ + S_W] + ‖(I − AH)μ − b‖² of X̂ = AY + b + W   [unit of x, squared].
///
/// @accuracy  8 (d + m) ε (1 + κ) relative, κ the condition number of I − AH as a difference.
/// @throws    DomainError unless A is d × m.
template <Real T>
T distortion(const AffineEstimator<T>& estimator, const MultivariateGaussian<T>& prior,
             const LinearGaussian<T>& channel) {
    channel.require_input(prior.dimension());
    const DenseMatrix<T>& a = estimator.matrix();
    require_shape("distortion", "the estimator's matrix", a, prior.dimension(), channel.output_dimension());
    const DenseMatrix<T> rest = identity_matrix<T>(prior.dimension()) - matrix_product(a, channel.matrix());
    const DenseVector<T> bias = matrix_product(rest, prior.mean()) - estimator.intercept();
    T sum = trace_of<T>(congruence<T>(rest, prior.covariance()))
            + trace_of<T>(congruence<T>(a, channel.noise_covariance())) + trace_of<T>(estimator.noise_covariance());
    for (Eigen::Index i = 0; i < bias.size(); ++i) { sum = sum + bias(i) * bias(i); }
    return sum;
}

} // namespace perdis
