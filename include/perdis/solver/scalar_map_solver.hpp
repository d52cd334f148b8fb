#pragma once

#include <perdis/inference/scalar_map.hpp>
#include <perdis/tradeoff/line_solution.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>

#include <memory>

namespace perdis {

class ScalarMapSystem;

/// P(D) of a scalar X with a density in normal noise, over all estimators, under any increasing function of an
/// α-divergence of order a > 0.
///
/// With s the score of X, x = x(s) = F_X⁻¹(Φ(s)), w = s + e(s) that of the y which is restored to x, m(w) = E[X|Y = y],
/// t = q/p, and the price u = f′(t), the optimum at the multiplier λ solves the boundary value problem
///
///     e′ = t(u) exp(e (s + e/2)) − 1,   t(u) = (1 − a u)^{−1/a},   u′ = −2λ (x(s) − m(s + e)) dx/ds
///
/// with e′ = 0 at both ends, |s| = 12 or where |x − E X| is 1000 deviations. The prior and the noise enter the price
/// alone. Collocation by cubic Hermite pieces (of order 4) on a grid that follows the solution, with nodes that crowd
/// towards the kinks of the prior; m and y by spline tables; Newton's method with banded elimination, continuation in λ, then
/// the λ at which the claim spends δ. For a normal X it is MonotoneMapSolver's system.
///
/// @domain    D in [-inf, inf]; a > 0.
/// @accuracy  the certificate's: 1e-9 (1 + P) and mostly 1e-12.
/// @throws    DomainError for a NaN, an order a ≤ 0, a prior without a density.
class ScalarMapSolver {
public:
    /// The tables are made once.
    ScalarMapSolver(ScalarProblem problem, double order);

    /// a.
    [[nodiscard]] double order() const { return order_; }
    /// The multiplier is −∂A_a/∂D. At D_min and below the estimator is a spline of the posterior mean.
    LineSolution<ScalarMap> operator()(double distortion) const;

private:
    ScalarProblem problem_;
    double order_;
    std::shared_ptr<const ScalarMapSystem> system_;
};

} // namespace perdis
