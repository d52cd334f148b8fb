#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// P(D) of a finite problem whose divergence is a transport cost, exact to rounding: total variation and every W.
///
/// With s(q) the least cost of carrying q to p under the ground cost h (1{z ≠ x} for total variation), the estimators
/// that minimise s + λ E c at a fixed λ are the plans of one transport from p_Y to p, of the composed cost
///
///     C_λ(y, x) = min_z [ λ e(y, z) + h(x, z) ],   e = c − min_z c
///
/// Each of them is a vertex of the convex, piecewise linear s(D). The edge above D is found by chords: λ is the slope
/// of the chord between the nearest vertices on both sides, the transport at λ proves it an edge or finds a vertex
/// below it. The answer mixes the two ends of the edge so as to spend D; λ is −s′(D) from the right, at D_min too.
///
/// Double precision only. A transport costs O(m k |X|) beside its simplex; the number of transports is
/// Solution::iterations.
///
/// @accuracy  the accuracy of transport(): a few ε of the largest ground cost.
/// @throws    DomainError for a distortion that is NaN and for a smooth divergence.
/// @source    [EisnerSeverance1976] for the chords; the composed cost is derived in docs/solver.md
class LagrangianTransport {
public:
    /// The estimator and multipliers at D.
    ///
    /// @param warm  a solution at a nearby D: one end of the first chord, and the first λ.
    Solution operator()(const FiniteProblem& problem, double distortion, const Solution* warm = nullptr) const;
};

static_assert(Solver<LagrangianTransport, FiniteProblem, Solution>);

} // namespace perdis
