#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>

namespace perdis {

/// The W₂-optimal coupling of X and X*: with the singular values diag(l) J = P diag(σ) Qᵀ,
///
///     Θ = P Qᵀ,   G² = |diag(l)^½ (Θ − J)|² + tr diag(l)(I − P Pᵀ) = tr(S_X + S_* − 2 (S_X^½ S_* S_X^½)^½)
///
/// One singular value decomposition, of a k × r matrix: its values are the roots of the eigenvalues of S_X^½ S_* S_X^½,
/// without squaring.
///
/// @accuracy  G to d ε √tr S_X.
/// @source    [GivensShortt1984]; [FreirichMichaeliMeir2021]
GaussianCoupling optimal_coupling(const GaussianProblem& problem);

/// P(D) = [G − √(D − D_min)]₊ of W₂ and its estimators, between X* and its optimal partner X̂₀:
///
///     X̂_P = (1 − t) X* + t X̂₀,   t = 1 − P/G,   noise covariance t² S_w,   λ = 1/(2√(D − D_min))
///
/// S_w = U diag(l)^½ (I − P Pᵀ) diag(l)^½ Uᵀ is 0 unless S_* is singular on the range of S_X.
///
/// @domain    D in [-inf, inf]: D < D_min − slack is Status::infeasible, D within the slack is D_min.
/// @throws    DomainError for NaN.
/// @source    [FreirichMichaeliMeir2021]
class GaussianTransport {
public:
    explicit GaussianTransport(const GaussianProblem& problem);

    [[nodiscard]] const GaussianCoupling& coupling() const { return coupling_; }
    /// D_max = D_min + G²   [unit of x, squared].
    [[nodiscard]] double max_distortion() const {
        return problem_.min_distortion() + coupling_.deviation * coupling_.deviation;
    }
    /// W₂'s slope −1/(2√(D − D_min)) from the right: −inf at D_min, 0 from D_max on.
    [[nodiscard]] double slope(double distortion) const;
    /// The estimator at D; its prices are the coupling's.
    GaussianSolution operator()(double distortion) const;

private:
    GaussianProblem problem_;
    GaussianCoupling coupling_;
    Eigen::MatrixXd free_; ///< I − ΘΘᵀ where r < k
};

} // namespace perdis
