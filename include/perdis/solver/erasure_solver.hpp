#pragma once

#include <perdis/channel/erasure.hpp>
#include <perdis/distortion/hamming.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/problem.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// P(D) of a k-ary X through an erasure channel under Hamming distortion, in closed form: total variation by ErasureForm,
/// KL(p‖q) by ErasureWaterFilling. The claim is one on the finite problem reduce(problem).
///
/// @accuracy  a few k ε in q.
/// @throws    DomainError for a distortion that is NaN, and for options: bins, an alphabet, linear estimators.
/// @source    [BlauMichaeli2018], eq. (9); derived in docs/solver.md
class ErasureSolver {
public:
    template <class Divergence>
    using ErasureProblem = Problem<Discrete<double>, Erasure<double>, Hamming, Divergence>;

    /// The estimator and multipliers at D.
    Solution operator()(const ErasureProblem<TotalVariation>& problem, double distortion) const;
    Solution operator()(const ErasureProblem<KullbackLeibler>& problem, double distortion) const;
};

static_assert(Solver<ErasureSolver, ErasureSolver::ErasureProblem<KullbackLeibler>, Solution>);

} // namespace perdis
