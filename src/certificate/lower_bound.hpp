#pragma once

#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// The dual bound on min s from a claim's prices and multiplier, rounded down; inf where d = ∞ is forced at D_min.
///
/// @param target  an upper bound on s: tightening stops when the bound is within rounding of it.
[[nodiscard]] double lower_bound(const FiniteProblem& problem, const Solution& claim, double target);

} // namespace perdis
