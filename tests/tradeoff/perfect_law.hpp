#pragma once

#include "catch.hpp"

#include <perdis/tradeoff/finite_problem.hpp>

#include <cmath>

/// The check of the curve's end at D_max.
namespace perfect_law {

/// Sums of a dozen numbers below 2.
inline constexpr double rounding = 1e-14;

/// The perfect estimator's rows are laws, its divergence is P_min, its distortion D_max.
inline void check_perfect(const perdis::FiniteProblem& problem) {
    const perdis::RowMatrix& perfect = problem.perfect_estimator();
    CHECK(perfect.minCoeff() >= 0.0);
    for (Eigen::Index y = 0; y < perfect.rows(); ++y) { CHECK(std::abs(perfect.row(y).sum() - 1.0) <= rounding); }
    const double least = problem.minimum_perception();
    const double reached = problem.divergence().core(problem.law(perfect));
    CHECK(std::abs(reached - problem.divergence().core_minimum()) <= 1e-12 * (1.0 + std::abs(least)));
    CHECK(std::abs(problem.distortion(perfect) - problem.max_distortion())
          <= rounding * (1.0 + problem.max_distortion()));
}

} // namespace perfect_law
