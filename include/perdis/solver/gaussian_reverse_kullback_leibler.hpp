#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>

namespace perdis {

/// P(D) of KL(q‖p) on normal vectors: exact in closed form at each multiplier λ, one root in λ for a given D.
///
/// The optimum is normal. With the transport map M from q = N(μ, Σ) to N(μ, S_*), stationarity Σ⁻¹ = S_X⁻¹ + 2λ(I − M) and
/// MΣM = S_* give a Riccati equation whose solution needs no inverse: with d_i = (1 + 2λl_i)^−½ and the singular values
/// diag(d l) J = P diag(σ) Qᵀ, h = λσ + √(1 + λ²σ²),
///
///     T = diag(d) P diag(h) Qᵀ,   noise diag(d)(I − P Pᵀ)diag(d),   ln det = Σ ln d² + 2 Σ ln h
///
/// λ = 0 is the W₂ coupling: q = p. Where S_X and S_* commute it is water-filling, which solver/commuting_water_filling.hpp does
/// without matrices.
///
/// @domain    D in [-inf, inf]: D < D_min − slack is Status::infeasible, D within the slack is D_min.
/// @accuracy  P to about k ε (1 + λ tr S_X).
/// @throws    DomainError for NaN.
class GaussianReverseKullbackLeibler {
public:
    explicit GaussianReverseKullbackLeibler(const GaussianProblem& problem);

    /// D_max = D_min + G², that of W₂.
    [[nodiscard]] double max_distortion() const { return problem_.min_distortion() + max_excess_; }
    /// @param warm  a solution at a nearby D, or none.
    GaussianSolution operator()(double distortion, const GaussianSolution* warm = nullptr) const;
    /// The optimum at λ in [0, inf), at its own D.
    [[nodiscard]] GaussianSolution at_multiplier(double multiplier) const;

private:
    GaussianProblem problem_;
    double max_excess_ = 0.0;
};

} // namespace perdis
