#pragma once

#include <perdis/curve/curve.hpp>
#include <perdis/curve/finite_curve.hpp>
#include <perdis/curve/semi_discrete_curve.hpp>
#include <perdis/solver/finite_solver.hpp>
#include <perdis/tradeoff/problem.hpp>
#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include <memory>
#include <vector>

namespace perdis {

/// How a curve is traced.
struct TraceOptions {
    /// Equally spaced over [D_min, D_max], both ends included; used where `at` is empty.
    int points = 50;
    /// The distortions to solve at, in any order.
    std::vector<double> at = {};
    /// Up to this many further points where the curve bends most: where linear interpolation is worst.
    int adaptive_points = 0;
    Progress progress = {};
};

/// Traces the curve of a model.
Curve trace(std::shared_ptr<const CurveModel> model, const TraceOptions& options = {});

/// Traces a finite problem with a solver of one's own.
template <class Method>
    requires Solver<Method, FiniteProblem, Solution> Curve trace(const FiniteProblem& problem, const Method& solver,
                                                                 const TraceOptions& options = {}) {
        return trace(finite_curve_model(problem, solver, "user"), options);
    }

/// Traces a finite problem with the method for its divergence.
inline Curve trace(const FiniteProblem& problem, const TraceOptions& options = {}) {
    return trace(finite_curve_model(problem, FiniteSolver{}, FiniteSolver::method(problem)), options);
}

/// The curve model of a problem with a finite prior: of its finite core, or with Y as it is where that is continuous.
template <class Channel, class Distortion, class Divergence>
std::shared_ptr<const CurveModel>
discrete_curve_model(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem) {
    if constexpr (!FiniteChannel<Channel>) {
        if (!observed_finitely(problem)) { return semi_discrete_curve_model(reduce_continuous(problem)); }
    }
    const FiniteProblem core = reduce(problem);
    return finite_curve_model(core, FiniteSolver{}, FiniteSolver::method(core));
}

/// Traces a problem with a finite prior.
template <class Channel, class Distortion, class Divergence>
Curve trace(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem,
            const TraceOptions& options = {}) {
    return trace(discrete_curve_model(problem), options);
}

} // namespace perdis
