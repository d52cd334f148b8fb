#include "scalar_budget.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

/// A state at some λ, from λ = 0.
ScalarMapState ScalarBudget::first() const {
    for (double multiplier = start_; multiplier > 1e-12 * start_; multiplier *= 0.1) {
        ScalarMapState state = system_.rest();
        state.multiplier = multiplier;
        if (system_.solve(state)) { return state; }
    }
    return system_.rest();
}

/// ln of spent over budget, or of the budget's rest over what is left, whichever is smaller.
double ScalarBudget::over(const ScalarMapState& state) const {
    const double spent = correction_ * system_.spending(state);
    if (excess_ < rest_) { return std::log(spent / excess_); }
    return std::log(rest_ / std::max(rest_ + (excess_ - spent), 1e-3 * rest_));
}

/// The point on a grid that resolves it.
bool ScalarBudget::settle(Point& point) const {
    for (int round = 0; round < 4; ++round) {
        ScalarMapState state = system_.resolved(point.state);
        if (state.grid == point.state.grid) { break; }
        if (!system_.solve(state)) { return false; }
        point.state = std::move(state);
    }
    point.over = over(point.state);
    return std::isfinite(point.over);
}

/// One step of the continuation, shorter where Newton's method fails, longer where it succeeds.
bool ScalarBudget::advance(const Point& from, const Point& before, bool up, double& factor, Point& to) const {
    const bool straight = before.state.grid == from.state.grid && before.state.multiplier != from.state.multiplier;
    for (; factor > 1.001; factor = std::sqrt(factor)) {
        const double multiplier = from.state.multiplier * (up ? factor : 1.0 / factor);
        for (const bool plain : {!straight, true}) {
            ScalarMapState guess = plain ? from.state : system_.between(before.state, from.state, multiplier);
            guess.multiplier = multiplier;
            if (!system_.solve(guess)) { continue; }
            to.state = std::move(guess);
            if (!settle(to)) { continue; }
            factor = std::min(std::pow(factor, 1.5), 64.0);
            return true;
        }
    }
    return false;
}

std::pair<ScalarMapState, bool> ScalarBudget::operator()() {
    Point start{first(), 0.0};
    if (!(start.state.multiplier > 0.0) || !settle(start)) { return {start.state, false}; }
    Point other = start, before = start;
    const bool up = start.over > 0.0; // it spends too much: a larger λ
    double factor = 8.0;
    while ((other.over > 0.0) == up && other.over != 0.0) {
        start = other;
        if (!advance(start, before, up, factor, other) || other.state.multiplier < 1e-12 * start_) {
            return {start.state, false};
        }
        before = start;
    }
    if (start.state.grid != other.state.grid) { // the finer one for both
        Point& coarse = up ? start : other;
        coarse.state = system_.moved(coarse.state, (up ? other : start).state.grid);
        if (!system_.solve(coarse.state)) { return {(up ? other : start).state, false}; }
        coarse.over = over(coarse.state);
        if (start.over * other.over > 0.0) { return {(up ? other : start).state, false}; }
    }
    return up ? bracketed(start, other) : bracketed(other, start);
}

/// The root in the bracket, then once more with what the claim spends in truth.
std::pair<ScalarMapState, bool> ScalarBudget::bracketed(Point high, Point low) {
    auto found = refine(high, low);
    if (!found.second) { return found; }
    correction_ = system_.spending(system_.map(found.first)) / system_.spending(found.first);
    if (!std::isfinite(correction_)) { return {found.first, false}; }
    high.over = over(high.state);
    low.over = over(low.state);
    for (int round = 0; round < 4 && !(high.over > 0.0 && low.over < 0.0); ++round) { // the root is just outside
        Point& end = high.over > 0.0 ? low : high;
        end.state.multiplier *= high.over > 0.0 ? 1.5 : 1.0 / 1.5;
        if (!system_.solve(end.state)) { return {found.first, false}; }
        end.over = over(end.state);
    }
    return refine(high, low);
}

/// `high` spends too much, `low` too little; the answer spends no more than the budget.
std::pair<ScalarMapState, bool> ScalarBudget::refine(Point high, Point low) const {
    double at_high = high.over, at_low = low.over; // halved where one end stays: Illinois
    int last = 0;
    for (int step = 0; step < 60 && low.over < -1e-13; ++step) {
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
    return {low.state, std::abs(low.over) <= 1e-8};
}

} // namespace perdis
