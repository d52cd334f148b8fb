#include <perdis/solver/monotone_map_solver.hpp>

#include "monotone_system.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The λ at which the state spends a budget: a bracket by continuation, then the secant of Illinois in ln λ.
class BudgetSearch {
public:
    BudgetSearch(const Shrinkage& shrinkage, double order, double excess)
        : system_(shrinkage, order), excess_(excess), rest_(shrinkage.gap * shrinkage.gap - excess) {}

    /// The state nearest to the budget from below, and whether it meets it.
    std::pair<MonotoneState, bool> operator()() {
        Point start{first(), 0.0};
        start.over = over(start.state);
        if (!(start.state.multiplier > 0.0)) { return {start.state, false}; }
        Point other = start;
        const bool up = start.over > 0.0; // it spends too much: a larger λ
        std::optional<Point> before;
        double factor = 8.0;
        while ((other.over > 0.0) == up && other.over != 0.0) {
            start = other;
            if (!advance(start, before, up, factor, other) || other.state.multiplier < 1e-300) {
                return {start.state, false};
            }
            before = start;
        }
        return up ? refine(start, other) : refine(other, start);
    }
    [[nodiscard]] const MonotoneSystem& system() const { return system_; }

private:
    struct Point {
        MonotoneState state;
        double over = 0.0; ///< > 0: it spends too much
    };

    /// A state at some λ, from λ = 0.
    [[nodiscard]] MonotoneState first() const {
        for (double multiplier = 0.05; multiplier > 1e-12; multiplier *= 0.1) {
            MonotoneState state = system_.rest();
            state.multiplier = multiplier;
            if (system_.solve(state)) { return state; }
        }
        return system_.rest();
    }
    /// ln of spent over budget, or of the budget's rest over what is left, whichever is smaller.
    [[nodiscard]] double over(const MonotoneState& state) const {
        const Spending spent = system_.spending(state);
        return excess_ < rest_ ? std::log(spent.excess / excess_) : std::log(rest_ / spent.rest);
    }
    /// One step of the continuation, shorter where Newton's method fails, longer where it succeeds.
    bool advance(const Point& from, const std::optional<Point>& before, bool up, double& factor, Point& to) const {
        for (; factor > 1.001; factor = std::sqrt(factor)) {
            const double multiplier = from.state.multiplier * (up ? factor : 1.0 / factor);
            MonotoneState guess = from.state;
            if (before) { guess = system_.between(before->state, from.state, multiplier); }
            for (const bool plain : {false, true}) {
                if (plain && !before) { break; }
                if (plain) { guess = from.state; }
                guess.multiplier = multiplier;
                if (!system_.solve(guess)) { continue; }
                to = {guess, 0.0};
                to.over = over(to.state);
                if (!std::isfinite(to.over)) { continue; }
                factor = std::min(std::pow(factor, 1.5), 64.0);
                return true;
            }
        }
        return false;
    }
    /// `high` spends too much, `low` too little; the answer spends no more than the budget.
    [[nodiscard]] std::pair<MonotoneState, bool> refine(Point high, Point low) const {
        double at_high = high.over, at_low = low.over; // halved where one end stays: Illinois
        int last = 0;
        for (int step = 0; step < 60 && low.over < -4e-14; ++step) {
            const double a = std::log(high.state.multiplier), b = std::log(low.state.multiplier);
            if (!(b - a > 2e-15 * (1.0 + std::abs(b)))) { break; }
            const double share = step < 40 ? at_high / (at_high - at_low) : 0.5;
            Point middle{system_.between(high.state, low.state, std::exp(a + share * (b - a))), 0.0};
            if (!system_.solve(middle.state)) { break; }
            middle.over = over(middle.state);
            if (!std::isfinite(middle.over)) { break; }
            const int side = middle.over > 0.0 ? 1 : -1;
            if (side == last) { (side > 0 ? at_low : at_high) *= 0.5; }
            last = side;
            if (side > 0) {
                high = middle;
                at_high = middle.over;
            } else {
                low = middle;
                at_low = middle.over;
            }
        }
        return {low.state, std::abs(low.over) <= 1e-9};
    }

    MonotoneSystem system_;
    double excess_;
    double rest_;
};

} // namespace

LineSolution<MonotoneMap> MonotoneMapSolver::solve(const GaussianLine& line, double order, double distortion) const {
    require(order > 0.0 && std::isfinite(order), "MonotoneMapSolver", "order", order, "(0, inf)");
    const Shrinkage& shrinkage = line.shrinkage();
    switch (line.place(distortion)) {
    case GaussianLine::Place::infeasible:
        return {Status::infeasible, distortion, MonotoneMap::posterior_mean(shrinkage), infinite};
    case GaussianLine::Place::minimum:
        return {Status::solved, distortion, MonotoneMap::posterior_mean(shrinkage), infinite};
    case GaussianLine::Place::perfect:
        return {Status::solved, distortion, MonotoneMap::perfect(), 0.0};
    case GaussianLine::Place::between:
        break;
    }
    const double excess = line.excess(distortion);
    if (!(excess < line.max_excess())) { return {Status::solved, distortion, MonotoneMap::perfect(), 0.0}; }
    // A little less: that the certificate need not draw the map in, which in loud noise bends it far out, where P is large.
    const double spared = std::min(2e-13 * excess, 1e-8 * (line.max_excess() - excess));
    BudgetSearch search(shrinkage, order, excess - spared);
    const auto [state, met] = search();
    const double variance = line.deviation() * line.deviation();
    return {met ? Status::solved : Status::stagnated, distortion, search.system().map(state),
            state.multiplier / variance};
}

} // namespace perdis
