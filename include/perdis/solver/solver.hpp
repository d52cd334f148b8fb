#pragma once

#include <concepts>

namespace perdis {

/// A method for P(D).
template <class S, class Problem, class Answer>
concept Solver = requires(const S solver, const Problem& problem, double distortion) {
    /// The best estimator it finds with E Δ ≤ D, and the multipliers that prove it.
    { solver(problem, distortion) } -> std::same_as<Answer>;
};

} // namespace perdis
