#pragma once

#include "central_path.hpp"

#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <vector>

namespace perdis {

/// A PathProblem and how it sits in the problem it came from.
struct PathSetup {
    PathProblem path;
    std::vector<Eigen::Index> symbols; ///< the columns that take part
    double unit = 1.0;                 ///< of cost: a power of two, so that costs are exact
    bool at_minimum = false;           ///< D = D_min: cheapest symbols alone
    bool forced_infinite = false;      ///< d = ∞ for every estimator at D_min
};

/// For every observation the cheapest usable symbols, equally likely.
[[nodiscard]] RowMatrix cheapest_estimator(const FiniteProblem& problem);

/// Scales cost and budget by the power of two next above the budget and leaves out the symbols that cannot take part.
[[nodiscard]] PathSetup set_up_path(const FiniteProblem& problem, double distortion);

/// An interior point from nothing, near the central path of zero prices.
[[nodiscard]] Iterate cold_start(const FiniteProblem& problem, const PathSetup& setup);

/// An interior point near a solution at another D.
[[nodiscard]] Iterate warm_start(const PathSetup& setup, const Solution& warm);

} // namespace perdis
