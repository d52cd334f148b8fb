#include <perdis/solver/lagrangian_transport.hpp>

#include "composed_transport.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr int most_transports = 1000;

/// A chord of s(D), left.excess ≤ budget < right.excess, and the transport at its slope.
struct Chord {
    TradeoffPoint left, right;
    double multiplier = 0.0;
    Eigen::VectorXd prices = {};
    bool edge = false;
    int transports = 0;
};

double slope(const Chord& chord) {
    const double fall = chord.left.value - chord.right.value;
    return std::clamp(fall / (chord.right.excess - chord.left.excess), 0.0, std::numeric_limits<double>::max());
}

/// What rounding leaves of λ E + s along a chord.
double rounding(const Chord& chord) {
    return 32.0 * epsilon * (chord.left.value + chord.multiplier * chord.left.excess);
}

/// Replaces ends by the vertices below the chord until it is an edge. Each step lowers the chord at the budget.
void narrow(const ComposedTransport& transport, Chord& chord, double budget) {
    for (chord.edge = false; chord.transports < most_transports;) {
        chord.multiplier = slope(chord);
        LagrangianPoint found = transport.at(chord.multiplier);
        ++chord.transports;
        chord.prices = std::move(found.prices);
        const double below =
            chord.multiplier * (chord.left.excess - found.point.excess) + (chord.left.value - found.point.value);
        chord.edge = !(below > rounding(chord));
        if (chord.edge) { return; }
        (found.point.excess <= budget ? chord.left : chord.right) = std::move(found.point);
    }
}

/// The point of an estimator that may have come from elsewhere; an infinite excess where it is none of this problem.
TradeoffPoint point_of(const FiniteProblem& problem, const Solution& solution) {
    const RowMatrix& estimator = solution.estimator;
    const bool fits = estimator.rows() == problem.excess().rows() && estimator.cols() == problem.excess().cols();
    if (!fits || !(estimator.minCoeff() >= 0.0)) { return {infinite}; }
    if (!((estimator.rowwise().sum().array() - 1.0).abs().maxCoeff() <= 1e-12)) { return {infinite}; }
    return {problem.excess_distortion(estimator), problem.divergence().core(problem.law(estimator)), estimator};
}

/// The chord from D_min to D_max, or the one nearer to the budget that a solution nearby gives.
Chord first_chord(const FiniteProblem& problem, const ComposedTransport& transport, double budget,
                  const Solution* warm) {
    const RowMatrix& perfect = problem.perfect_estimator();
    Chord chord{{-infinite}, {problem.excess_distortion(perfect), problem.divergence().core_minimum(), perfect}};
    const auto place = [&](TradeoffPoint point) {
        if (point.excess <= budget && point.excess > chord.left.excess) {
            chord.left = std::move(point);
        } else if (point.excess > budget && point.excess < chord.right.excess) {
            chord.right = std::move(point);
        }
    };
    if (warm != nullptr && std::isfinite(warm->multiplier) && warm->multiplier > 0.0) {
        place(point_of(problem, *warm));
        place(transport.at(warm->multiplier).point);
        ++chord.transports;
    }
    if (chord.left.excess < 0.0) {
        chord.left = transport.at(infinite).point;
        ++chord.transports;
    }
    return chord;
}

/// The mixture of the ends that spends the budget, rounding included.
RowMatrix mixture(const Chord& chord, double budget) {
    const double rest = budget * (1.0 - 8.0 * epsilon) - chord.left.excess;
    const double share = std::clamp(rest / (chord.right.excess - chord.left.excess), 0.0, 1.0);
    if (share == 0.0) { return chord.left.estimator; }
    return (1.0 - share) * chord.left.estimator + share * chord.right.estimator;
}

/// At D_min ≤ D < D_max, with D − D_min as the budget.
Solution solve(const FiniteProblem& problem, double distortion, double budget, const Solution* warm) {
    const ComposedTransport transport(problem);
    Chord chord = first_chord(problem, transport, budget, budget > 0.0 ? warm : nullptr);
    narrow(transport, chord, budget);
    Solution solution;
    solution.distortion = distortion;
    solution.status = chord.edge ? Status::solved : Status::stagnated;
    solution.estimator = mixture(chord, budget);
    const double beyond = chord.right.excess - budget;
    if (beyond <= problem.slack() && chord.multiplier * beyond <= rounding(chord)) {
        // D is a breakpoint: from the right the next edge counts.
        const RowMatrix& perfect = problem.perfect_estimator();
        Chord next{std::move(chord.right),
                   {problem.excess_distortion(perfect), problem.divergence().core_minimum(), perfect}};
        next.transports = chord.transports;
        if (next.right.excess > next.left.excess) { narrow(transport, next, next.left.excess); }
        if (next.edge) { chord = std::move(next); }
    }
    solution.prices = std::move(chord.prices);
    solution.multiplier = chord.multiplier;
    solution.iterations = chord.transports;
    return solution;
}

} // namespace

Solution LagrangianTransport::operator()(const FiniteProblem& problem, double distortion, const Solution* warm) const {
    require(distortion == distortion, "LagrangianTransport", "distortion", distortion, "[D_min, inf]");
    require(problem.divergence().kind() != FiniteDivergence::Kind::smooth, "LagrangianTransport",
            "the divergence is neither total variation nor a transport");
    Solution solution;
    solution.distortion = distortion;
    if (distortion < problem.min_distortion() - problem.slack()) { return solution; }
    const double left = distortion - problem.usable_distortion();
    const double budget = left <= problem.slack() ? 0.0 : left;
    if (distortion >= problem.max_distortion() - problem.slack()
        || budget >= problem.excess_distortion(problem.perfect_estimator())) {
        solution.status = Status::solved;
        solution.estimator = problem.perfect_estimator();
        solution.prices = Eigen::VectorXd::Zero(problem.excess().cols());
        return solution;
    }
    return solve(problem, distortion, budget, warm);
}

} // namespace perdis
