#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/parametric_problem.hpp>

#include <cstdint>

namespace perdis {

/// What ParametricFamily may be told.
struct ParametricFamilyOptions {
    double tolerance = 1e-9;          ///< of the parameters, relative to 1 + |θ|
    long maximum_evaluations = 20000; ///< of each of the searches, at most three
    int starts = 1;                   ///< local searches: from the start, then from random points of the box
    std::uint64_t seed = 1;           ///< of these points
};

/// P(D) over a parametric family of estimators, from above, by NLopt's derivative-free COBYLA.
///
/// A local search in θ for the least P(θ) with D(θ) ≤ D. Where it meets no such θ, the least D(θ) is sought and the
/// search begun again there. The answer is feasible to the last bit of what the family says and is an upper bound on
/// P(D) if the family says the truth; no lower bound is claimed, and a local minimum may be all that is found.
///
/// @domain    D in [-inf, inf]; start, bounds and options as minimise has them.
/// @accuracy  none promised; near a smooth minimum about the tolerance in θ, so its square in P along the constraint.
/// @throws    DomainError outside the domain, NaN included; whatever the family throws.
/// @source    [Powell1994]
class ParametricFamily {
public:
    explicit ParametricFamily(ParametricFamilyOptions options = {}) : options_(options) {}

    /// The best θ that was met at D.
    ParametricSolution operator()(const ParametricProblem& problem, double distortion) const;

private:
    ParametricFamilyOptions options_;
};

static_assert(Solver<ParametricFamily, ParametricProblem, ParametricSolution>);

} // namespace perdis
