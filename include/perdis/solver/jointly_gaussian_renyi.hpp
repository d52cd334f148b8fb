#pragma once

#include <perdis/solver/gaussian_reverse_kullback_leibler.hpp>
#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>

namespace perdis {

/// Rényi's divergence R_a(p‖q) of normal vectors, KL(p‖q) for a = 1, over estimators that are jointly normal with Y: S_X and
/// S_* need not commute. Newton's method on the concave dual at each multiplier λ, one root in λ for a given D.
///
/// With K = diag(l) J, B = diag(l) − K U Kᵀ, and ω(b) the stationary point of φ(ω) + λbω, φ the R_a of N(0, 1) and N(0, ω), the
/// optimal output covariance is Ω = ω(B) in the coordinates ζ, where U ≻ 0, r × r, solves
///
///     U⁻² = Kᵀ ω(B) K
///
/// λ = 0 is the W₂ coupling: q = p. Where S_X and S_* commute it is solver/commuting_renyi.hpp. For a > 1, R_a is infinite at and below
/// a least excess: the claim there is X*, λ = inf, with prices that show it.
///
/// @domain    a in (0, inf); D in [-inf, inf]: D < D_min − slack is Status::infeasible, D within the slack is D_min.
/// @accuracy  P to about k ε (1 + λ tr S_X), or Status::stagnated.
/// @throws    DomainError outside the domain, NaN included.
class JointlyGaussianRenyi {
public:
    JointlyGaussianRenyi(const GaussianProblem& problem, double order);

    /// D_max = D_min + G², that of W₂.
    [[nodiscard]] double max_distortion() const { return reverse_.max_distortion(); }
    /// @param warm  a solution at a nearby D, or none.
    GaussianSolution operator()(double distortion, const GaussianSolution* warm = nullptr) const;
    /// The optimum at λ in [0, inf), at its own D.
    [[nodiscard]] GaussianSolution at_multiplier(double multiplier, const GaussianSolution* warm = nullptr) const;

private:
    /// Keeps of λ and of smaller ones the estimator with the least R_a and the prices with the greatest bound.
    void settle(GaussianSolution& solution, double excess) const;

    GaussianProblem problem_;
    double order_;
    GaussianReverseKullbackLeibler reverse_; ///< where Newton's method starts
    GaussianSolution steepest_;              ///< for a > 1, at a very large λ
};

} // namespace perdis
