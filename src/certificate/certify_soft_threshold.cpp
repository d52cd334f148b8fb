#include <perdis/certificate/certify_soft_threshold.hpp>

#include <perdis/numeric/normal.hpp>
#include <perdis/numeric/normal_excess.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A bound on the rounding error of normal_excess.
double excess_error(double t) { return t > 40.0 ? 0.0 : (32.0 + 8.0 * t * t) * epsilon * normal_density(t); }

/// E |Z − c clip(Z, ±t)| from above, c such that g² c² E min(Z², t²) is at most the budget.
double upper_bound(double gap, double threshold, double budget) {
    const double cost = gap * gap * normal_clipped_square(threshold) * (1.0 + 64.0 * epsilon);
    const double share = cost <= budget ? 1.0 : (budget > 0.0 ? std::sqrt(budget / cost) * (1.0 - 4.0 * epsilon) : 0.0);
    const double rest = 2.0 * (normal_excess(threshold) + excess_error(threshold));
    const double moved = 2.0 * std::max(normal_excess(0.0) - normal_excess(threshold), 0.0) + 4.0 * epsilon;
    return (rest + (1.0 - share) * moved) * (1.0 + 16.0 * epsilon);
}

/// The Lagrangian bound at λ' = 1/(2gτ), in units of g: 2M(τ) + (A(τ) − δ/g²)/(2τ), from below.
double lower_bound(double gap, double threshold, double budget) {
    if (!(threshold > 0.0 && threshold < infinite)) { return 0.0; }
    const double share = budget / gap / gap;
    // A − share through the side on which it cancels less
    const double slack =
        share < 0.5 ? normal_clipped_square(threshold) - share : (1.0 - share) - normal_clipped_square_rest(threshold);
    const double error = 32.0 * epsilon * std::min(threshold * threshold, 1.0) + 8.0 * epsilon * share;
    const double value =
        2.0 * (normal_excess(threshold) - excess_error(threshold)) + (slack - error) / (2.0 * threshold);
    return value > 0.0 ? value * (1.0 - 16.0 * epsilon) : 0.0;
}

} // namespace

Certificate certify_soft_threshold(const GaussianLine& line, const LineSolution<SoftThreshold>& claim) {
    const double gap = line.shrinkage().gap;
    const double unit = line.deviation() * gap;
    const double mean = normal_excess(0.0) * 2.0; // E|Z|
    switch (line.place(claim.distortion)) {
    case GaussianLine::Place::infeasible:
        return {infinite, infinite};
    case GaussianLine::Place::perfect:
        return {0.0, 0.0};
    case GaussianLine::Place::minimum:
        return {unit * mean * (1.0 - 16.0 * epsilon), unit * mean * (1.0 + 16.0 * epsilon)};
    case GaussianLine::Place::between:
        break;
    }
    const double excess = line.excess(claim.distortion);
    const double low = excess * (1.0 - 8.0 * epsilon) - line.excess_error();
    const double high = excess * (1.0 + 8.0 * epsilon) + line.excess_error();
    const double dual = 0.5 / (unit * claim.multiplier); // τ; NaN and wrong signs give the bound 0
    Certificate found{unit * lower_bound(gap, dual, high) * (1.0 - 4.0 * epsilon),
                      unit * upper_bound(gap, claim.estimator.threshold(), low) * (1.0 + 4.0 * epsilon)};
    found.upper = std::min(found.upper, unit * mean * (1.0 + 16.0 * epsilon));
    found.lower = std::min(found.lower, found.upper);
    return found;
}

} // namespace perdis
