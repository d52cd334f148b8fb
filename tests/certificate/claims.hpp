#pragma once

#include "catch.hpp"
#include "solver/instances.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/solver/finite_solver.hpp>

#include <cmath>

/// Claims to certify: of the solver, and random ones.
namespace claims {

/// Instances of at most 16 symbols; all eight kinds.
inline instances::Instance small(unsigned seed) { return instances::small(seed, 16, 32); }

/// A random conditional law on the usable symbols.
inline perdis::RowMatrix random_estimator(const perdis::FiniteProblem& problem, std::mt19937& random) {
    perdis::RowMatrix estimator(problem.excess().rows(), problem.excess().cols());
    const bool sparse = random() % 2 == 0;
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        for (Eigen::Index z = 0; z < estimator.cols(); ++z) {
            const double mass = -std::log(instances::uniform(random));
            estimator(y, z) = problem.usable(z) ? (sparse ? mass * mass * mass * mass : mass) : 0.0;
        }
        estimator.row(y) /= estimator.row(y).sum();
    }
    return estimator;
}

/// f(problem, D, the solver's claim, its certificate, name) for every divergence on small instances.
template <class F>
void each(unsigned count, const F& f) {
    for (unsigned seed = 0; seed < count; ++seed) {
        const auto instance = small(seed);
        for (const auto& measure : instances::measures()) {
            const perdis::FiniteProblem problem = instances::problem(instance, measure);
            if (!problem.attainable()) { continue; }
            const double distortion = instances::distortion(instance, problem);
            if (distortion >= problem.max_distortion() - problem.slack()) { continue; }
            const perdis::Solution claim = perdis::FiniteSolver({.tolerance = 1e-12})(problem, distortion);
            CAPTURE(instance.name, instance.share, measure.name);
            f(problem, claim, perdis::certify(problem, claim));
        }
    }
}

} // namespace claims
