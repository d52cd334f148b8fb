#pragma once

#include <perdis/solver/interior_point.hpp>
#include <perdis/solver/lagrangian_transport.hpp>
#include <perdis/solver/solver.hpp>

#include <string>

namespace perdis {

/// The method for a finite problem, by its divergence: InteriorPoint if it is smooth, else LagrangianTransport.
class FiniteSolver {
public:
    /// @param options  of InteriorPoint; LagrangianTransport has none.
    explicit FiniteSolver(InteriorPointOptions options = {}) : smooth_(options) {}

    /// The estimator and multipliers at D.
    ///
    /// @param warm  a solution at a nearby D, from which to start.
    Solution operator()(const FiniteProblem& problem, double distortion, const Solution* warm = nullptr) const {
        return smooth(problem) ? smooth_(problem, distortion, warm) : transport(problem, distortion, warm);
    }

    /// The name of the method: "interior_point" or "lagrangian_transport".
    [[nodiscard]] static std::string method(const FiniteProblem& problem) {
        return smooth(problem) ? "interior_point" : "lagrangian_transport";
    }

private:
    static bool smooth(const FiniteProblem& problem) {
        return problem.divergence().kind() == FiniteDivergence::Kind::smooth;
    }

    InteriorPoint smooth_;
    static constexpr LagrangianTransport transport{};
};

static_assert(Solver<FiniteSolver, FiniteProblem, Solution>);

} // namespace perdis
