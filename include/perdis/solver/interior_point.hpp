#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// What InteriorPoint may be told.
struct InteriorPointOptions {
    /// Aim for upper − lower ≤ tolerance · (1 + P).
    double tolerance = 1e-10;
    /// Newton steps at most.
    int maximum_iterations = 400;
};

/// P(D) of a finite problem by a structured primal-dual interior-point method; smooth divergences and total variation.
///
/// Unknown are Q(z|y), the prices u, the row potentials a and the multiplier λ. On the central path
///
///     Q(z|y) s_yz = μ ρ_y ω_z,   s_yz = λ c(y, z) + u_z − a_y ≥ 0,   u = ∂s(q),   λ (D − E c) = μ / 100
///
/// with weights ω that cover p_X and the law at D_min, on the arcs (y, z) that matter: of a large problem a few of every
/// row, which all arcs are priced against after every step. Mehrotra's predictor and corrector; every Newton system is
/// reduced to one symmetric positive definite system of the size of the smaller alphabet. At D_min the estimators are
/// restricted to the cheapest symbols and λ is dropped. A divergence that is a monotone transform of a convex one
/// (Hellinger, Rényi) is solved through the latter.
///
/// Double precision only. Cost per step O(m k + min(m, k)³), memory O(m k).
///
/// @accuracy  the tolerance; where rounding stops it earlier the best iterate is returned as Status::stagnated.
/// @throws    DomainError for a distortion that is NaN and for a transport cost.
/// @source    [Wright1997], chapter 10; the reduction to semi-relaxed transport is in docs/solver.md
class InteriorPoint {
public:
    explicit InteriorPoint(InteriorPointOptions options = {}) : options_(options) {}

    /// The estimator and multipliers at D.
    ///
    /// @param warm  a solution at a nearby D, from which to start.
    Solution operator()(const FiniteProblem& problem, double distortion, const Solution* warm = nullptr) const;

private:
    InteriorPointOptions options_;
};

static_assert(Solver<InteriorPoint, FiniteProblem, Solution>);

} // namespace perdis
