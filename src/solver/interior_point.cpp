#include <perdis/solver/interior_point.hpp>

#include "central_path.hpp"
#include "path_start.hpp"
#include "polish.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double polishable = 1e-5; // the gap, relative to 1 + P, from which on an iterate is worth polishing

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
Solution expand(const FiniteProblem& problem, double distortion, const PathSetup& setup, const Iterate& iterate) {
    const Arcs& arcs = *iterate.arcs;
    Solution solution = exact(problem, distortion, RowMatrix::Zero(arcs.rows(), problem.excess().cols()));
    for (Eigen::Index j = 0; j < arcs.columns(); ++j) {
        solution.prices(setup.symbols[static_cast<std::size_t>(j)]) = iterate.prices(j);
    }
    const Eigen::ArrayXd shares = iterate.conditional / arcs.from_rows(arcs.row_sums(iterate.conditional));
    for (Eigen::Index arc = 0; arc < arcs.size(); ++arc) {
        solution.estimator(arcs.row(arc), setup.symbols[static_cast<std::size_t>(arcs.column(arc))]) = shares(arc);
    }
    solution.multiplier = iterate.multiplier / setup.unit;
    return solution;
}

/// How to follow the path: PathProblem::coupled and height.
struct Variant {
    bool coupled;
    double height;
};

/// A solution and its duality gap.
struct Attempt {
    Solution solution;
    double gap = std::numeric_limits<double>::infinity();
};

/// Follows the central path until the gap closes or nothing more is gained; keeps the best iterate.
///
/// Near the end every iterate is polished and its gap measured anew: the path's own gap takes the constraints for
/// granted.
Attempt attempt(const FiniteProblem& problem, double distortion, const Solution* warm, const Variant& variant,
                const InteriorPointOptions& options) {
    PathSetup setup = set_up_path(problem, distortion);
    Attempt result;
    if (setup.forced_infinite) {
        result.solution = exact(problem, distortion, cheapest_estimator(problem));
        return result;
    }
    setup.path.coupled = variant.coupled;
    setup.path.height = variant.height;
    Iterate start = warm != nullptr && warm->estimator.size() > 0 && !setup.at_minimum ? warm_start(setup, *warm)
                                                                                       : cold_start(problem, setup);
    CentralPath path(setup.path, std::move(start));
    const FiniteDivergence& divergence = problem.divergence();
    Iterate best;
    double value = 0.0;
    double milestone = path.gap();
    int iterations = 0;
    for (int stalled = 0; stalled < 80; ++iterations) {
        stalled = path.gap() < 0.5 * milestone ? 0 : stalled + 1;
        if (stalled == 0) { milestone = path.gap(); }
        Iterate current = path.iterate();
        const bool near = closed(divergence, path.value(), path.gap(), polishable);
        const double gap = near ? polish(setup.path, current) : path.gap();
        if (gap < result.gap) {
            result.gap = gap;
            best = std::move(current);
            value = setup.path.price->value_at(best.law);
        }
        const bool done = near && closed(divergence, value, result.gap, options.tolerance);
        if (done || iterations >= options.maximum_iterations || !path.step()) { break; }
    }
    if (!std::isfinite(result.gap)) {
        result.solution = exact(problem, distortion, cheapest_estimator(problem));
        result.solution.status = Status::stagnated;
        return result;
    }
    result.solution = expand(problem, distortion, setup, best);
    result.solution.iterations = iterations;
    if (!closed(divergence, value, result.gap, options.tolerance)) { result.solution.status = Status::stagnated; }
    return result;
}

} // namespace

Solution InteriorPoint::operator()(const FiniteProblem& problem, double distortion, const Solution* warm) const {
    require(problem.divergence().kind() != FiniteDivergence::Kind::transport, "InteriorPoint",
            "divergence: a transport cost has no prices on a path; LagrangianTransport answers");
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
    const bool smooth = problem.divergence().kind() == FiniteDivergence::Kind::smooth;
    Attempt best = attempt(problem, distortion, warm, {smooth, 1.0}, options_);
    // Another path rounds in other places.
    for (const Variant variant : {Variant{smooth, 1.0}, {!smooth, 1.0}, {smooth, 100.0}, {!smooth, 100.0}}) {
        if (best.solution.status == Status::solved) { break; }
        if (warm == nullptr && variant.coupled == smooth && variant.height == 1.0) { continue; }
        Attempt other = attempt(problem, distortion, nullptr, variant, options_);
        if (other.gap < best.gap) { best = std::move(other); }
    }
    return best.solution;
}

} // namespace perdis
