#pragma once

#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/affine_estimator.hpp>
#include <perdis/inference/gaussian_regression.hpp>
#include <perdis/law/covariance.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/dense.hpp>

#include <type_traits>
#include <utility>

namespace perdis {

/// The joint law of a normal vector X and its observation Y = HX + N, with what Y says of X.
///
///     S_XY = S_X Hᵀ,   S_Y = H S_X Hᵀ + S_N,   E[X|Y] = μ + K(Y − Hμ),   K = S_XY S_Y⁺
///
/// MMSE, MAP and best affine estimator are one. Accuracy and rank decisions: gaussian_regression.
///
/// @throws    DomainError unless the prior has as many coordinates as H columns.
/// @source    [Kay1993], chapter 10
template <Real T>
class GaussianJoint {
public:
    using scalar_type = T;

    GaussianJoint(MultivariateGaussian<T> prior, LinearGaussian<T> channel)
        : prior_(std::move(prior)), channel_(std::move(channel)), observation_(channel_(prior_)),
          regression_(gaussian_regression<T>(prior_, channel_)) {}

    /// The law of X.
    const MultivariateGaussian<T>& prior() const { return prior_; }

    /// The law of Y given X.
    const LinearGaussian<T>& channel() const { return channel_; }

    /// The law of Y: N(Hμ, S_Y).
    const MultivariateGaussian<T>& observation() const { return observation_; }

    /// S_XY = S_X Hᵀ, d × m.
    DenseMatrix<T> cross_covariance() const {
        const DenseMatrix<T> transposed = channel_.matrix().transpose();
        return matrix_product(prior_.covariance(), transposed);
    }

    /// The law of (X, Y), d + m coordinates.
    MultivariateGaussian<T> law() const {
        const Eigen::Index d = prior_.dimension();
        const Eigen::Index m = observation_.dimension();
        DenseVector<T> mean(d + m);
        DenseMatrix<T> covariance(d + m, d + m);
        const DenseMatrix<T> cross = cross_covariance();
        mean.head(d) = prior_.mean();
        mean.tail(m) = observation_.mean();
        covariance.topLeftCorner(d, d) = prior_.covariance();
        covariance.topRightCorner(d, m) = cross;
        covariance.bottomLeftCorner(m, d) = cross.transpose();
        covariance.bottomRightCorner(m, m) = observation_.covariance();
        return MultivariateGaussian<T>::of_semidefinite(std::move(mean), covariance);
    }

    /// K, d × m.
    const DenseMatrix<T>& gain() const { return regression_.gain; }

    /// S_X − K S_YX, the covariance of X given any Y = y.
    const DenseMatrix<T>& error_covariance() const { return regression_.error_covariance; }

    /// S_* = K S_YX, the covariance of E[X|Y].
    const DenseMatrix<T>& estimate_covariance() const { return regression_.estimate_covariance; }

    /// N(μ, S_*), the law of E[X|Y].
    MultivariateGaussian<T> estimate() const {
        return MultivariateGaussian<T>::of_semidefinite(prior_.mean(), estimate_covariance());
    }

private:
    MultivariateGaussian<T> prior_;
    LinearGaussian<T> channel_;
    MultivariateGaussian<T> observation_;
    GaussianRegression<T> regression_;
};

/// The joint law of X ~ N(μ, S_X) and Y = HX + N.
template <Real T>
GaussianJoint<T> joint(const MultivariateGaussian<T>& prior, const LinearGaussian<T>& channel) {
    return GaussianJoint<T>(prior, channel);
}

/// MMSE = E ‖X − E[X|Y]‖² = tr(S_X − K S_YX)   [unit of x, squared].
template <Real T>
T minimum_mean_squared_error(const GaussianJoint<T>& joint) {
    return trace_of<T>(joint.error_covariance());
}

/// E[X|Y] = KY + (I − KH)μ: the posterior mean, which attains MMSE.
template <Real T>
AffineEstimator<T> posterior_mean(const GaussianJoint<T>& joint) {
    return AffineEstimator<T>(
        joint.gain(), DenseVector<T>(joint.prior().mean() - matrix_product(joint.gain(), joint.observation().mean())));
}

/// The posterior's mode; a normal posterior has it at its mean.
template <Real T>
AffineEstimator<T> maximum_posterior(const GaussianJoint<T>& joint) {
    return posterior_mean(joint);
}

/// The affine estimator of least squared error; of a normal X under normal noise it is the posterior mean.
template <Real T>
AffineEstimator<T> linear(const GaussianJoint<T>& joint) {
    return posterior_mean(joint);
}

/// The law of X given Y = y: N(E[X|Y=y], S_X − K S_YX).
///
/// @domain    y of m finite entries; where S_Y is singular, y counts by its projection on what Y may be.
/// @throws    DomainError outside the domain.
template <Real T>
MultivariateGaussian<T> posterior(const GaussianJoint<T>& joint, const std::type_identity_t<DenseVector<T>>& y) {
    require_shape("posterior", "y", y, joint.observation().dimension(), 1);
    require_finite("posterior", "y", y);
    const DenseVector<T> excess = y - joint.observation().mean();
    return MultivariateGaussian<T>::of_semidefinite(
        DenseVector<T>(joint.prior().mean() + matrix_product(joint.gain(), excess)), joint.error_covariance());
}

/// Posterior sampling: X̂ drawn from the law of X given Y. Its output has the law of X, its squared error is 2 MMSE.
template <Real T>
AffineEstimator<T> posterior_sample(const GaussianJoint<T>& joint) {
    return AffineEstimator<T>(joint.gain(), MultivariateGaussian<T>::of_semidefinite(posterior_mean(joint).intercept(),
                                                                                     joint.error_covariance()));
}

/// X̂ drawn from the prior, blind to Y. Its squared error is 2 tr S_X.
template <Real T>
AffineEstimator<T> random_draw(const GaussianJoint<T>& joint) {
    return AffineEstimator<T>(
        DenseMatrix<T>::Constant(joint.prior().dimension(), joint.observation().dimension(), T(0)), joint.prior());
}

} // namespace perdis
