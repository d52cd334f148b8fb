#pragma once

#include <concepts>

namespace perdis {

/// A proof of a claim about P(D): callable as certify(problem, solution).
template <class C, class Problem, class Solution>
concept Certifier = requires(const C& certify, const Problem& problem, const Solution& solution) {
    /// lower ≤ P(D) ≤ upper, from the problem and the claim's estimator and multipliers alone.
    { certify(problem, solution).lower } -> std::convertible_to<double>;
    { certify(problem, solution).upper } -> std::convertible_to<double>;
};

} // namespace perdis
