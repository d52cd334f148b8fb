#pragma once

#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/tradeoff/problem.hpp>

#include <Eigen/Core>

namespace perdis {

/// A normal vector X in Y = HX + N under squared error.
template <class Divergence>
using VectorGaussianProblem = Problem<MultivariateGaussian<double>, LinearGaussian<double>, SquaredError, Divergence>;

/// The core of every problem on normal vectors under squared error: p_X = N(μ, S_X) and the law N(μ, S_*) of the
/// posterior mean X* = E[X|Y], in coordinates where S_X is diagonal. Since E|X − X̂|² = D_min + E|X* − X̂|²,
///
///     P(D) = min_q d(N(μ, S_X), q)   subject to   W₂²(N(μ, S_*), q) ≤ D − D_min
///
/// and solvers and certificates see nothing else. With S_X = U diag(l) Uᵀ on its range (k of d eigenvalues), a whitening
/// ξ = Ω(Y − Hμ) ~ N(0, I_r) of what Y says of X, and J the k × r matrix of correlations,
///
///     X = μ + U diag(l)^½ ζ,   E[ζ|Y] = Jξ,   S_* = U diag(l)^½ J Jᵀ diag(l)^½ Uᵀ,   D_min = tr diag(l) (I − J Jᵀ)
///
/// S_X, the noise and H may be singular: eigenvalues and pivots below 16 n ε of the largest count as 0 (of a diagonal S_X
/// only 0 itself), each coordinate of Y in its own unit, and J has full column rank r.
///
/// @accuracy  D_min to d ε relative and d² ε² tr S_X, J to d ε times the condition of the part of S_Y that is kept.
/// @throws    DomainError where the prior and the channel do not fit.
/// @source    [Kay1993], chapter 10; [FreirichMichaeliMeir2021]
class GaussianProblem {
public:
    GaussianProblem(const MultivariateGaussian<double>& prior, const LinearGaussian<double>& channel);

    /// μ   [unit of x], d entries.
    [[nodiscard]] const Eigen::VectorXd& mean() const { return mean_; }
    /// Hμ   [unit of y].
    [[nodiscard]] const Eigen::VectorXd& observed_mean() const { return observed_mean_; }
    /// U, d × k, orthonormal columns.
    [[nodiscard]] const Eigen::MatrixXd& basis() const { return basis_; }
    /// l, the positive eigenvalues of S_X, increasing   [unit of x, squared].
    [[nodiscard]] const Eigen::VectorXd& variances() const { return variances_; }
    /// l^½   [unit of x].
    [[nodiscard]] const Eigen::VectorXd& deviations() const { return deviations_; }
    /// J, k × r, of full column rank; its singular values are the canonical correlations of X and Y.
    [[nodiscard]] const Eigen::MatrixXd& correlation() const { return correlation_; }
    /// I − J Jᵀ without cancellation, k × k.
    [[nodiscard]] const Eigen::MatrixXd& relative_error() const { return relative_error_; }
    /// Ω, r × m.
    [[nodiscard]] const Eigen::MatrixXd& whitening() const { return whitening_; }

    /// k, the rank of S_X.
    [[nodiscard]] Eigen::Index rank() const { return variances_.size(); }
    /// r, the rank of S_*.
    [[nodiscard]] Eigen::Index observed_rank() const { return correlation_.cols(); }

    /// D_min   [unit of x, squared].
    [[nodiscard]] double min_distortion() const { return min_distortion_; }
    /// 8 d ε D_min: distortions closer than this are equal.
    [[nodiscard]] double slack() const;
    /// tr S_X   [unit of x, squared].
    [[nodiscard]] double variance() const { return variances_.sum(); }
    /// Symmetric eigendecompositions taken: 1, or 2 where the noise covariance is singular, less what is diagonal.
    [[nodiscard]] int decompositions() const { return decompositions_; }

private:
    void factor_prior(const Eigen::MatrixXd& covariance);
    Eigen::MatrixXd noise_factor(const Eigen::MatrixXd& covariance);
    void observe(const Eigen::MatrixXd& matrix, const Eigen::MatrixXd& noise);

    Eigen::VectorXd mean_;
    Eigen::VectorXd observed_mean_;
    Eigen::MatrixXd basis_;
    Eigen::VectorXd variances_;
    Eigen::VectorXd deviations_;
    Eigen::MatrixXd correlation_;
    Eigen::MatrixXd relative_error_;
    Eigen::MatrixXd whitening_;
    double min_distortion_ = 0.0;
    int decompositions_ = 0;
};

/// The core of a problem on normal vectors.
///
/// @throws DomainError for an option that it has no place for: bins, a reconstruction alphabet.
template <class Divergence>
GaussianProblem reduce(const VectorGaussianProblem<Divergence>& problem) {
    require(!problem.options().observation, "Problem",
            "observation: a normal vector is seen as it is; bins are not allowed");
    require(!problem.options().reconstruction, "Problem",
            "reconstruction: a normal vector is restored on the whole space; an alphabet is not allowed");
    return GaussianProblem(problem.prior(), problem.channel());
}

} // namespace perdis
