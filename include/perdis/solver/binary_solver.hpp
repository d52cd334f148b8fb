#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// P(D) of a finite problem with two reconstruction symbols, in closed form, for every divergence: see BinaryForm.
///
/// X may have any number of symbols. q = P(X̂ = 1) moves to the nearest law of least divergence: p where the alphabet is
/// the support.
///
/// Double precision only. Cost O(m log m), and O(|X| log |X|) for a transport cost.
///
/// @accuracy  a few m ε in q; no iteration.
/// @throws    DomainError for a distortion that is NaN, for another number of reconstruction symbols.
/// @source    [BlauMichaeli2018], eq. (9); derived in docs/solver.md
class BinarySolver {
public:
    /// The estimator and multipliers at D.
    Solution operator()(const FiniteProblem& problem, double distortion) const;
};

static_assert(Solver<BinarySolver, FiniteProblem, Solution>);

} // namespace perdis
