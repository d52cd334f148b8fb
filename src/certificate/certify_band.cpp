#include <perdis/certificate/certify_band.hpp>

#include "band_enclosure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// The band's total variation, widened by its rounding: 2 (Φ(x/σ_*) − Φ(x)), the masses balanced to rounding.
Enclosure band_variation(const Shrinkage& shrinkage, double start) {
    const double value = 2.0 * mass_surplus(shrinkage, start);
    const double error = 64.0 * epsilon * value + 4.0 * epsilon * std::min(start, 1.0);
    return {std::max(value - error, 0.0), value + error};
}

} // namespace

Certificate certify_band(const GaussianLine& line, const LineSolution<EqualisationBand>& claim) {
    const Shrinkage& shrinkage = line.shrinkage();
    const double crossing = EqualisationBand::crossing(shrinkage);
    const Enclosure worst = band_variation(shrinkage, crossing); // P(D_min)
    switch (line.place(claim.distortion)) {
    case GaussianLine::Place::infeasible:
        return {infinite, infinite};
    case GaussianLine::Place::perfect:
        return {0.0, 0.0};
    case GaussianLine::Place::minimum:
        return {worst.lower, std::min(worst.upper, 1.0)};
    case GaussianLine::Place::between:
        break;
    }
    const double excess = line.excess(claim.distortion);
    const double low = excess * (1.0 - 8.0 * epsilon) - line.excess_error();
    const double high = excess * (1.0 + 8.0 * epsilon) + line.excess_error();
    const double start = std::clamp(claim.estimator.start(), 0.0, crossing);
    const Enclosure own = band_variation(shrinkage, start);
    const BandEnclosure band =
        enclose_band(shrinkage, crossing, start, 1e-15 * std::max(excess, 1e-6 * line.max_excess()));
    Certificate found{0.0, worst.upper};
    if (band.excess.upper <= low) {
        found.upper = own.upper;
    } else if (low > 0.0) {
        const double share = low / band.excess.upper * (1.0 - 4.0 * epsilon);
        found.upper = ((1.0 - share) * worst.upper + share * own.upper) * (1.0 + 4.0 * epsilon);
    }
    // The supporting line at the band: steeper to its right, flatter to its left than its own slope is safe.
    const double beyond = std::max(high - band.excess.lower, 0.0);
    const double steepest = band.gap.lower > 0.0 ? 0.5 / band.gap.lower : infinite;
    if (beyond == 0.0) {
        found.lower = own.lower;
    } else if (std::isfinite(steepest)) {
        found.lower = std::max(own.lower - steepest * beyond * (1.0 + 8.0 * epsilon), 0.0);
    }
    // what is no number has proved nothing
    found.upper = std::min(found.upper <= worst.upper ? found.upper : worst.upper, 1.0);
    found.lower = found.lower >= 0.0 ? std::min(found.lower, found.upper) : 0.0;
    return found;
}

} // namespace perdis
