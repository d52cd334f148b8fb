#pragma once

#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/cumulative_solution.hpp>
#include <perdis/tradeoff/squared_error_line.hpp>

namespace perdis {

/// Squared error on the line under W₁ or total variation, for a million symbols.
///
/// With the quantile function m(·) of X*, g_j = x_{j+1} − x_j and the middles x̄_j the problem is one of Q_j alone:
///
///     min d(p, q) + λ Σ_j H_j(Q_j),   H_j′(Q) = 2 g_j (m(Q) − x̄_j),   H_j convex, piecewise linear
///
/// * **W₁** = Σ g_j |Q_j − P_j| falls apart: Q_j = P_j clipped to [P(X* < x̄_j − 1/(2λ)), P(X* ≤ x̄_j + 1/(2λ))], which is
///   monotone in j. O(m + k).
/// * **Total variation** = ½ Σ |E_j − E_{j−1}|, E = Q − P, is a chain. Its level sets {j: E_j > e} solve a chain of two labels
///   each, and are nested: e is halved in every stretch at once. Q is monotone of itself. O((m + k) log(m + k)).
///
/// At a given D, λ is sought by bisection: every step is one point at a given λ.
///
/// Double precision only.
///
/// @accuracy  at a given λ a few ε in Q_j.
/// @throws    DomainError for a NaN, λ outside (0, inf).
/// @source    [Johnson2013] for chains, [Hochbaum2001] for level sets; derived in docs/solver.md
class MonotoneSolver {
public:
    /// The law and prices at D.
    CumulativeSolution operator()(const PosteriorMeanProblem<Wasserstein1>& problem, double distortion) const;
    CumulativeSolution operator()(const PosteriorMeanProblem<TotalVariation>& problem, double distortion) const;

    /// The law and prices at λ, and the D they belong to.
    [[nodiscard]] CumulativeSolution at_multiplier(const PosteriorMeanProblem<Wasserstein1>& problem,
                                                   double multiplier) const;
    [[nodiscard]] CumulativeSolution at_multiplier(const PosteriorMeanProblem<TotalVariation>& problem,
                                                   double multiplier) const;
};

static_assert(Solver<MonotoneSolver, PosteriorMeanProblem<Wasserstein1>, CumulativeSolution>);
static_assert(Solver<MonotoneSolver, PosteriorMeanProblem<TotalVariation>, CumulativeSolution>);

} // namespace perdis
