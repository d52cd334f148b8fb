#pragma once

#include "catch.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <cmath>

/// The finite solver's answers, with their proofs.
namespace certified {

/// The width a certificate may have.
inline double width(double value) { return 1e-9 * (1.0 + value); }

/// The certified point at D; the estimator is feasible and attains the upper bound.
inline perdis::Certificate point(const perdis::FiniteProblem& problem, double distortion,
                                 const perdis::FiniteSolver& solver = perdis::FiniteSolver{}) {
    const perdis::Solution solution = solver(problem, distortion);
    CHECK(solution.status == perdis::Status::solved);
    CHECK(solution.distortion == distortion);
    CHECK(solution.estimator.minCoeff() >= 0.0);
    CHECK((solution.estimator.rowwise().sum().array() - 1.0).abs().maxCoeff() <= 1e-13);
    CHECK(problem.distortion(solution.estimator) <= distortion + 1e-9 * (1.0 + distortion));
    const perdis::Certificate proof = perdis::certify(problem, solution);
    if (std::isfinite(proof.lower)) { CHECK(proof.upper - proof.lower <= width(proof.upper)); }
    return proof;
}

} // namespace certified
