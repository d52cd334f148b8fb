#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/rate_problem.hpp>
#include <perdis/tradeoff/rate_solution.hpp>

namespace perdis {

/// R(D) of a finite source: Blahut and Arimoto's iteration at the slope that meets D, finished by Newton steps.
///
/// A sweep sets q to the law of the output and the slope s to the root of E Δ = D. Sweeps alone converge linearly, and
/// slower still where a symbol's mass tends to zero; after ten a primal-dual interior-point method goes on, in (q, s)
/// at once. R(D) may have straight segments, several q at one s: they need no care.
///
/// @domain    D in [-inf, inf]: D < D_min is Status::infeasible, D within slack() of D_min is D_min.
/// @accuracy  the claim's duality gap is at most tolerance · (1 + R) where the status is solved.
/// @throws    DomainError for NaN.
/// @source    [Blahut1972], section IV; [Arimoto1972]; [Wright1997]
class BlahutArimoto {
public:
    /// @param tolerance  of the duality gap, in nats per 1 + R.
    explicit BlahutArimoto(double tolerance = 1e-11);

    /// The conditional law, the slope and the potentials at D.
    [[nodiscard]] RateSolution operator()(const RateProblem& problem, double distortion) const;

private:
    double tolerance_;
};

static_assert(Solver<BlahutArimoto, RateProblem, RateSolution>);

} // namespace perdis
