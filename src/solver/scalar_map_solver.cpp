#include <perdis/solver/scalar_map_solver.hpp>

#include "scalar_budget.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/tradeoff/scalar_excess.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

ScalarMapSolver::ScalarMapSolver(ScalarProblem problem, double order) : problem_(std::move(problem)), order_(order) {
    require(order > 0.0 && std::isfinite(order), "ScalarMapSolver", "order", order, "(0, inf)");
    require_density(problem_);
    system_ = std::make_shared<const ScalarMapSystem>(problem_.joint(), order);
}

LineSolution<ScalarMap> ScalarMapSolver::operator()(double distortion) const {
    const ScalarExcess excess(problem_, distortion);
    switch (excess.place()) {
    case ScalarExcess::Place::infeasible:
        return {Status::infeasible, distortion, system_->posterior_mean(), infinite};
    case ScalarExcess::Place::minimum:
        return {Status::solved, distortion, system_->posterior_mean(), infinite};
    case ScalarExcess::Place::perfect:
        return {Status::solved, distortion, system_->map(system_->rest()), 0.0};
    case ScalarExcess::Place::between:
        break;
    }
    // a little less: that the certificate need not draw the map in
    const double budget = excess.least() * (1.0 - 1e-12);
    ScalarBudget search(*system_, problem_.joint().prior_variance(), budget, problem_.gap_square());
    const auto [state, met] = search();
    return {met ? Status::solved : Status::stagnated, distortion, system_->map(state), state.multiplier};
}

} // namespace perdis
