#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <memory>

namespace perdis {

/// ParametricSimplex on the finite core in double: total variation, and W₁ of numbers.
///
/// The curve of a problem is traced as far as it is asked for and kept, with what later questions need, until another
/// problem comes. May be called from several threads; copies share what is kept.
///
/// @accuracy  a few ε of the largest cost and of the largest ground cost.
/// @throws    DomainError for a distortion that is NaN and for another divergence.
class FiniteParametricSimplex {
public:
    FiniteParametricSimplex();

    /// Whether the divergence is one of these.
    [[nodiscard]] static bool answers(const FiniteProblem& problem);

    /// The estimator and multipliers at D; λ from the right, at D_min too.
    Solution operator()(const FiniteProblem& problem, double distortion) const;

private:
    class Kept;
    std::shared_ptr<Kept> kept_;
};

static_assert(Solver<FiniteParametricSimplex, FiniteProblem, Solution>);

} // namespace perdis
