#include "mass_surplus.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double reach = 12.0;  // scores of Y within which turning points are sought
constexpr double stride = 0.04; // of a score

} // namespace

/// Steps of nearly one stride in the score of Y, from the median both ways; a change of sign is bisected.
MassSurplus::MassSurplus(const ScalarJoint& joint) : joint_(joint) {
    for (const double sign : {-1.0, 1.0}) {
        double y = joint.quantile(0.5);
        double ratio = log_ratio(y);
        double score = 0.0;
        for (int step = 0; step < 2000 && std::abs(score) < reach; ++step) {
            const double density = std::max(joint.density(y), 1e-300);
            const double next = y + sign * stride * normal_density(score) / density;
            const double at_next = log_ratio(next);
            if (at_next == at_next && ratio == ratio && (at_next > 0.0) != (ratio > 0.0)) {
                double from = y, to = next;
                for (int halving = 0; halving < 60; ++halving) {
                    const double middle = 0.5 * (from + to);
                    ((log_ratio(middle) > 0.0) == (ratio > 0.0) ? from : to) = middle;
                }
                turns_.push_back(0.5 * (from + to));
            }
            y = next;
            ratio = at_next;
            const double tail = sign > 0.0 ? joint.survival(y) : joint.cdf(y);
            if (!(tail > 1e-300)) { break; }
            score =
                sign * boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * std::min(tail, 0.5));
        }
    }
    std::sort(turns_.begin(), turns_.end());
}

double MassSurplus::log_ratio(double y) const {
    const ScalarPosterior posterior = joint_.posterior(y);
    return posterior.log_density - std::log(posterior.variance / joint_.noise_variance())
           - joint_.prior_log_density(posterior.mean);
}

Bounded MassSurplus::operator()(double y) const {
    if (!std::isfinite(y)) { return {}; }
    const ScalarPosterior posterior = joint_.posterior(y);
    const double below = joint_.cdf(y), above = joint_.survival(y);
    const double prior_below = joint_.prior_cdf(posterior.mean), prior_above = joint_.prior_survival(posterior.mean);
    const bool left = below < above;
    const double value = left ? below - prior_below : prior_above - above;
    const double size = left ? below + prior_below : prior_above + above;
    const double moved =
        std::exp(joint_.prior_log_density(posterior.mean)) * (std::abs(posterior.mean) + std::sqrt(posterior.variance));
    return {value, (joint_.accuracy() + 8.0 * epsilon) * (size + moved)};
}

Bounded MassSurplus::variation(double from, double to) const {
    Bounded sum;
    Bounded last = (*this)(from);
    const auto step = [&](double y) {
        const Bounded next = (*this)(y);
        sum.add(0.5 * std::abs(next.value - last.value), 0.5 * (next.error + last.error));
        last = next;
    };
    for (const double turn : turns_) {
        if (turn > from && turn < to) { step(turn); }
    }
    step(to);
    return sum;
}

} // namespace perdis
