#pragma once

#include <cmath>
#include <limits>

namespace perdis {

/// A function's value and slope at one point.
struct ValueAndSlope {
    double value;
    double slope;
};

/// The root of an increasing f on [lower, upper] by Newton's steps, halving wherever one leaves the bracket or gains little.
///
/// f returns ValueAndSlope; ±inf are legal values. A root outside gives the nearer end.
///
/// @accuracy  an ulp of the root, or where |f| ≤ 2 ε; 200 evaluations at most.
template <class Function>
double bracketed_newton(const Function& f, double lower, double upper, double start) {
    constexpr double epsilon = std::numeric_limits<double>::epsilon();
    double x = start > lower && start < upper ? start : lower + (upper - lower) / 2.0;
    double before = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 200 && lower < upper; ++i) {
        const ValueAndSlope at = f(x);
        if (std::abs(at.value) <= 2.0 * epsilon) { return x; }
        (at.value < 0.0 ? lower : upper) = x;
        double next = x - at.value / at.slope;
        const bool poor = std::abs(at.value) > before / 2.0;
        if (!(next > lower && next < upper) || poor) { next = lower + (upper - lower) / 2.0; }
        before = poor ? std::numeric_limits<double>::infinity() : std::abs(at.value);
        if (!(std::abs(next - x) > epsilon * std::abs(x)) || next == lower || next == upper) { return next; }
        x = next;
    }
    return x;
}

} // namespace perdis
