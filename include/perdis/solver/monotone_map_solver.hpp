#pragma once

#include <perdis/divergence/alpha_form.hpp>
#include <perdis/inference/monotone_map.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

namespace perdis {

/// P(D) of a normal X in normal noise over all estimators, under any increasing function of an α-divergence of order a > 0.
///
/// With x = R(z) = z + e(z) the inverse of the estimator in standard units, t = q/p, and the price u = f′(t), the optimum at
/// the multiplier λ solves the boundary value problem, on z ≥ 0,
///
///     e′ = t(u) exp(e (z + e/2)) − 1,   t(u) = (1 − a u)^{−1/a},   u′ = −2λ ((1 − σ_*) z − σ_* e),   e(0) = 0,
///
/// with R bounded by a straight line. Collocation by cubic Hermite pieces (of order 4), Newton's method with banded
/// elimination, continuation in λ, then the λ that spends δ exactly.
///
/// @domain    D in [-inf, inf]; a > 0.
/// @accuracy  the certificate's: its gap is of the order h⁶, 1e-9 P and mostly 1e-12 P.
/// @throws    DomainError for a NaN, and for an order a ≤ 0.
class MonotoneMapSolver {
public:
    template <AlphaDivergence Divergence>
    LineSolution<MonotoneMap> operator()(const LinearGaussianProblem<double, Divergence>& problem,
                                         double distortion) const {
        return solve(GaussianLine(problem), alpha_form(problem.divergence()).order(), distortion);
    }
    /// The multiplier is −∂A_a/∂D.
    [[nodiscard]] LineSolution<MonotoneMap> solve(const GaussianLine& line, double order, double distortion) const;
};

} // namespace perdis
