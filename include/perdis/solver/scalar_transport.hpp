#pragma once

#include <perdis/tradeoff/scalar_problem.hpp>
#include <perdis/tradeoff/scalar_solution.hpp>

namespace perdis {

/// P(D) of a scalar X in normal noise under squared error and W₁ or W₂, X̂ anywhere on the line.
///
/// Either distance and E(X̂ − X*)² are minimised together by increasing functions of y, so that the problem falls apart into
/// one for every y. With δ = F_X⁻¹(F_Y(y)) − E[X|y] and G² = E δ²:
///
///     W₂   D = D_min + (G − P)₊²,   X̂ = X* + (1 − P/G) δ,   λ = 1/(2√(D − D_min))
///     W₁   D = D_min + E min(|δ|, τ)²,   P = E(|δ| − τ)₊,   X̂ = X* + clip(δ, ±τ),   λ = 1/(2τ)
///
/// @domain    D in [-inf, inf]: D < D_min − slack is Status::infeasible, D within the slack is D_min; order 1 or 2.
/// @accuracy  that of the problem's integrals, times (1 + κ), κ the condition number in D.
/// @throws    DomainError for a NaN or another order.
/// @source    [FreirichMichaeliMeir2021] (W₂)
class ScalarTransport {
public:
    explicit ScalarTransport(ScalarProblem problem, double order);

    /// r.
    [[nodiscard]] double order() const { return order_; }
    ScalarSolution operator()(double distortion) const;
    /// The least D with P(D) ≤ P, in closed form for W₂: D_min + (G − P)₊².
    ///
    /// @throws DomainError for a negative P or a NaN, or order 1.
    [[nodiscard]] double distortion(double perception) const;

private:
    /// E min(|δ|, τ)² and its derivative 2τ P(|δ| > τ).
    struct Clipped {
        double square;
        double slope;
    };
    [[nodiscard]] Clipped clipped(double threshold) const;
    [[nodiscard]] double threshold(double excess) const;

    ScalarProblem problem_;
    double order_;
    double largest_ = 0.0; ///< of |δ| at the nodes
};

} // namespace perdis
