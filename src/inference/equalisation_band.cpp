#include <perdis/inference/equalisation_band.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

EqualisationBand::EqualisationBand(const Shrinkage& shrinkage, double start, double end)
    : shrinkage_(shrinkage), start_(start), end_(end) {
    const double middle = crossing(shrinkage);
    require(start >= 0.0 && start <= middle, "EqualisationBand", "start", start, "[0, x_c]");
    require(end >= middle, "EqualisationBand", "end", end, "[x_c, inf]");
}

double EqualisationBand::operator()(double score) const {
    const double place = shrinkage_.ratio * std::abs(score);
    if (!(place > start_ && place < end_)) { return shrinkage_.ratio * score; }
    // Masses from the nearer end: both laws have the same mass in the band.
    const bool low = place < crossing(shrinkage_);
    const double above = low ? normal_complement(start_) - normal_mass(start_ / shrinkage_.ratio, std::abs(score))
                             : normal_complement(end_)
                                   + normal_mass(std::abs(score), std::max(std::abs(score), end_ / shrinkage_.ratio));
    const double estimate = boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * above);
    return std::copysign(std::clamp(estimate, start_, end_), score);
}

double EqualisationBand::crossing(const Shrinkage& shrinkage) {
    const double logarithm = shrinkage.gap < 0.5 ? -std::log1p(-shrinkage.gap) : -std::log(shrinkage.ratio);
    if (shrinkage.gap == 0.0) { return 1.0; }
    return shrinkage.ratio * std::sqrt(2.0 * logarithm / (shrinkage.gap * (1.0 + shrinkage.ratio)));
}

double mass_surplus(const Shrinkage& shrinkage, double x) {
    if (!(x < 1e300)) { return 0.0; }
    return normal_mass_of_width(x, x / shrinkage.ratio, x * (shrinkage.gap / shrinkage.ratio));
}

} // namespace perdis
