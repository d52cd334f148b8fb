#include <perdis/solver/interior_point.hpp>

#include "central_path.hpp"
#include "path_start.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

/// A solution that needs no iteration.
Solution exact(const FiniteProblem& problem, double distortion, RowMatrix estimator) {
    Solution solution;
    solution.status = Status::solved;
    solution.distortion = distortion;
    solution.estimator = std::move(estimator);
    solution.prices = Eigen::VectorXd::Zero(problem.excess().cols());
    return solution;
}

/// Whether the gap closes transform(s) − transform(s − gap) to the tolerance.
bool closed(const FiniteDivergence& divergence, double value, double gap, double tolerance) {
    const double upper = divergence.transform(std::max(value, 0.0));
    const double lower = divergence.transform(std::max(value - gap, std::min(value, divergence.core_minimum())));
    return upper - lower <= tolerance * (1.0 + upper);
}

/// The iterate on all symbols of the problem: rows sum to one, symbols left out have no mass.
Solution expand(const FiniteProblem& problem, double distortion, const PathSetup& setup, const RowMatrix& conditional,
                const Eigen::VectorXd& prices, double multiplier) {
    Solution solution = exact(problem, distortion, RowMatrix::Zero(conditional.rows(), problem.excess().cols()));
    for (Eigen::Index j = 0; j < conditional.cols(); ++j) {
        const Eigen::Index z = setup.symbols[static_cast<std::size_t>(j)];
        solution.estimator.col(z) = conditional.col(j);
        solution.prices(z) = prices(j);
    }
    if (setup.at_minimum) {
        solution.estimator = (problem.excess().array() == 0.0).select(solution.estimator, 0.0);
    }
    for (Eigen::Index y = 0; y < conditional.rows(); ++y) {
        solution.estimator.row(y) /= solution.estimator.row(y).sum();
    }
    solution.multiplier = multiplier / setup.budget;
    return solution;
}

} // namespace

Solution InteriorPoint::operator()(const FiniteProblem& problem, double distortion, const Solution* warm) const {
    require(distortion == distortion, "InteriorPoint", "distortion", distortion, "[D_min, inf]");
    if (distortion < problem.min_distortion() - problem.slack()) {
        Solution solution;
        solution.distortion = distortion;
        return solution;
    }
    if (!problem.attainable() || distortion < problem.usable_distortion() - problem.slack()) {
        return exact(problem, distortion, cheapest_estimator(problem));
    }
    if (distortion >= problem.max_distortion() - problem.slack()) {
        return exact(problem, distortion, problem.perfect_estimator());
    }
    PathSetup setup = set_up_path(problem, distortion);
    if (setup.forced_infinite) { return exact(problem, distortion, cheapest_estimator(problem)); }
    Iterate start = warm != nullptr && warm->estimator.size() > 0 && !setup.at_minimum
                        ? warm_start(problem, setup, *warm)
                        : cold_start(problem, setup);
    CentralPath path(std::move(setup.path), std::move(start));
    RowMatrix best;
    Eigen::VectorXd best_prices;
    double best_multiplier = 0.0;
    double best_gap = std::numeric_limits<double>::infinity();
    Status status = Status::stagnated;
    int iterations = 0;
    for (int stalled = 0; stalled < 30; ++iterations) {
        if (path.gap() < best_gap) {
            stalled = path.gap() < 0.7 * best_gap ? 0 : stalled + 1;
            best_gap = path.gap();
            best = path.iterate().conditional;
            best_prices = path.iterate().prices;
            best_multiplier = path.iterate().multiplier;
        } else {
            ++stalled;
        }
        if (closed(problem.divergence(), path.value(), path.gap(), options_.tolerance)) {
            status = Status::solved;
            break;
        }
        if (iterations >= options_.maximum_iterations || !path.step()) { break; }
    }
    if (best.size() == 0) {
        Solution solution = exact(problem, distortion, cheapest_estimator(problem));
        solution.status = Status::stagnated;
        return solution;
    }
    Solution solution = expand(problem, distortion, setup, best, best_prices, best_multiplier);
    solution.status = status;
    solution.iterations = iterations;
    return solution;
}

} // namespace perdis
