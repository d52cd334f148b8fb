#include <perdis/certificate/certify_map.hpp>

#include "map_integrals.hpp"

#include <cmath>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// The map with D multiplied by 1 − share: e + share (g z − σ_* e)/σ_*, a spline on the same nodes.
MonotoneMap drawn_in(const MonotoneMap& map, const Shrinkage& shrinkage, double share) {
    const double limit = shrinkage.gap / shrinkage.ratio;
    std::vector<double> stretch, slopes;
    for (std::size_t i = 0; i < map.nodes().size(); ++i) {
        stretch.push_back((1.0 - share) * map.stretch()[i] + share * limit * map.nodes()[i]);
        slopes.push_back((1.0 - share) * map.slopes()[i] + share * limit);
    }
    return {map.nodes(), std::move(stretch), std::move(slopes)};
}

double above(const Bounded& bounded) {
    const double sum = bounded.value + bounded.error;
    return sum == sum ? sum : infinite;
}

/// The divergence of the map, drawn in until it spends no more than the budget.
double upper_bound(const MonotoneMap& map, const Shrinkage& shrinkage, double order, double budget) {
    double share = 0.0;
    for (int step = 0; step < 12 && share < 1.0; ++step) {
        const MonotoneMap tried = share == 0.0 ? map : drawn_in(map, shrinkage, share);
        const MapIntegrals found = map_integrals(tried, shrinkage, order, 0.0, 0.0);
        const double spent = above(found.spent);
        if (!std::isfinite(spent)) { return infinite; }
        if (spent <= budget) { return above(found.divergence); }
        const double next = 1.0 - (1.0 - share) * std::sqrt(budget / spent) * (1.0 - 4.0 * epsilon);
        share += (next - share) * (step == 0 ? 1.0 : step < 4 ? 1.1 : 2.0);
    }
    return infinite;
}

/// The dual function at the map and the multiplier, at the best shift of the price.
double lower_bound(const MonotoneMap& map, const Shrinkage& shrinkage, double order, double multiplier, double budget) {
    const double ratio = 1.0 + map.slopes().front(); // q/p at 0
    if (!(multiplier > 0.0 && std::isfinite(multiplier) && ratio > 0.0)) { return 0.0; }
    double shift = -std::expm1(-order * std::log(ratio)) / order; // f′ there
    double best = 0.0;
    for (int step = 0; step < 4; ++step) {
        const MapIntegrals found = map_integrals(map, shrinkage, order, multiplier, shift);
        const double bound =
            found.dual.value - found.dual.error + multiplier * (found.spent.value - found.spent.error - budget);
        if (bound > best) { best = bound; }
        const double surplus = found.response - 1.0;
        // the bound gains surplus²/(2 slope) at most, nearly
        if (!(std::abs(surplus) > 1e-12) || !(surplus * surplus > 1e-11 * best * found.slope)) { break; }
        const double move = surplus / found.slope;
        const double room = (1.0 - order * shift) / order;
        shift -= std::max(move, -0.5 * room);
        if (!std::isfinite(shift)) { break; }
    }
    return best * (1.0 - 8.0 * epsilon);
}

} // namespace

Certificate certify_map(const GaussianLine& line, double order, const LineSolution<MonotoneMap>& claim) {
    const Shrinkage& shrinkage = line.shrinkage();
    const double excess = line.excess(claim.distortion);
    const double low = excess * (1.0 - 8.0 * epsilon) - line.excess_error();
    const double high = excess * (1.0 + 8.0 * epsilon) + line.excess_error();
    const double variance = line.deviation() * line.deviation();
    const double multiplier = claim.multiplier * variance;
    const double upper = low > 0.0 ? upper_bound(claim.estimator, shrinkage, order, low) : infinite;
    const double lower = lower_bound(claim.estimator, shrinkage, order, multiplier, high);
    return {std::isfinite(lower) ? std::max(lower, 0.0) : 0.0, upper};
}

} // namespace perdis
