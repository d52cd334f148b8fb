#pragma once

#include <perdis/solver/finite_parametric_simplex.hpp>
#include <perdis/solver/interior_point.hpp>
#include <perdis/solver/lagrangian_transport.hpp>
#include <perdis/solver/solver.hpp>

#include <string>

namespace perdis {

/// The method for a finite problem, by its divergence: InteriorPoint if it is smooth, FiniteParametricSimplex for total
/// variation and W₁ of numbers, else LagrangianTransport.
class FiniteSolver {
public:
    /// @param options  of InteriorPoint; the others have none.
    explicit FiniteSolver(InteriorPointOptions options = {}) : smooth_(options) {}

    /// The estimator and multipliers at D.
    ///
    /// @param warm  a solution at a nearby D, from which to start.
    Solution operator()(const FiniteProblem& problem, double distortion, const Solution* warm = nullptr) const {
        if (smooth(problem)) { return smooth_(problem, distortion, warm); }
        if (FiniteParametricSimplex::answers(problem)) { return exact_(problem, distortion); }
        return LagrangianTransport{}(problem, distortion, warm);
    }

    /// The name of the method: "interior_point", "parametric_simplex" or "lagrangian_transport".
    [[nodiscard]] static std::string method(const FiniteProblem& problem) {
        if (smooth(problem)) { return "interior_point"; }
        return FiniteParametricSimplex::answers(problem) ? "parametric_simplex" : "lagrangian_transport";
    }

private:
    static bool smooth(const FiniteProblem& problem) {
        return problem.divergence().kind() == FiniteDivergence::Kind::smooth;
    }

    InteriorPoint smooth_;
    FiniteParametricSimplex exact_;
};

static_assert(Solver<FiniteSolver, FiniteProblem, Solution>);

} // namespace perdis
