#pragma once

#include <perdis/curve/curve.hpp>
#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <functional>
#include <memory>
#include <string>

namespace perdis {

/// solver(problem, D, warm) → Solution, whatever the solver.
using FiniteSolverFunction = std::function<Solution(const FiniteProblem&, double, const Solution*)>;

/// The curve model of a finite problem: every claim of the solver is certified; warm starts along ascending D.
std::shared_ptr<const CurveModel> finite_curve_model(FiniteProblem problem, FiniteSolverFunction solver,
                                                     std::string method);

/// The same for a solver that may or may not start warm.
template <class Method>
    requires(!std::same_as<std::decay_t<Method>, FiniteSolverFunction>)
std::shared_ptr<const CurveModel> finite_curve_model(const FiniteProblem& problem, const Method& solver,
                                                     const std::string& method) {
    return finite_curve_model(
        problem, FiniteSolverFunction([solver](const FiniteProblem& core, double distortion, const Solution* warm) {
            if constexpr (requires { solver(core, distortion, warm); }) {
                return solver(core, distortion, warm);
            } else {
                return solver(core, distortion);
            }
        }),
        method);
}

} // namespace perdis
