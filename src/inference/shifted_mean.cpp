#include <perdis/inference/shifted_mean.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

ShiftedMean::ShiftedMean(ScalarJoint joint, double share, double threshold)
    : joint_(std::move(joint)), share_(share), threshold_(threshold) {
    require(share >= 0.0 && share <= 1.0, "ShiftedMean", "share", share, "[0, 1]");
    require(threshold >= 0.0, "ShiftedMean", "threshold", threshold, "[0, inf]");
}

ShiftedMean ShiftedMean::identity(ScalarJoint joint) {
    ShiftedMean result(std::move(joint));
    result.exact_ = true;
    return result;
}

double ShiftedMean::clipped(double shift) const { return std::clamp(share_ * shift, -threshold_, threshold_); }

double ShiftedMean::operator()(double y) const {
    if (exact_) { return y; }
    const ScalarPosterior at = joint_.posterior(y);
    if (share_ == 1.0 && threshold_ == infinite) { return joint_.matched_quantile(y); }
    return at.anchor + (at.offset + clipped(joint_.perfect_shift(y, at).value));
}

double ShiftedMean::slope(double y) const {
    if (exact_) { return 1.0; }
    const ScalarPosterior at = joint_.posterior(y);
    const double mean_slope = at.variance / joint_.noise_variance();
    if (std::abs(share_ * joint_.perfect_shift(y, at).value) >= threshold_) { return mean_slope; }
    const double matched_slope = joint_.prior_has_density()
                                     ? std::exp(at.log_density - joint_.prior_log_density(joint_.matched_quantile(y)))
                                     : 0.0;
    return (1.0 - share_) * mean_slope + share_ * matched_slope;
}

double ShiftedMean::quantile(double v) const {
    if (exact_) { return joint_.prior_quantile(v); }
    const double y = joint_.quantile(v);
    if (std::isfinite(y)) { return (*this)(y); }
    return y < 0.0 ? joint_.prior_support().first : joint_.prior_support().second;
}

double ShiftedMean::upper_quantile(double v) const {
    if (exact_) { return joint_.prior_upper_quantile(v); }
    const double y = joint_.upper_quantile(v);
    if (std::isfinite(y)) { return (*this)(y); }
    return y < 0.0 ? joint_.prior_support().first : joint_.prior_support().second;
}

double ShiftedMean::last(double estimate) const {
    require(estimate == estimate, "ShiftedMean", "estimate", estimate, "[-inf, inf]");
    if (estimate >= joint_.prior_support().second) { return infinite; }
    if (estimate < joint_.prior_support().first) { return -infinite; }
    const double start = std::isfinite(estimate) ? estimate : 0.0;
    double step = std::sqrt(joint_.noise_variance());
    const bool up = (*this)(start) <= estimate;
    double near = start, far = start;
    for (;; step *= 2.0) {
        far = up ? start + step : start - step;
        if (!std::isfinite(far)) { return far; }
        if (((*this)(far) <= estimate) != up) { break; }
        near = far;
    }
    double below = up ? near : far, above = up ? far : near;
    for (double middle = below + (above - below) / 2.0; below < middle && middle < above;
         middle = below + (above - below) / 2.0) {
        ((*this)(middle) <= estimate ? below : above) = middle;
    }
    return below;
}

double ShiftedMean::cdf(double estimate) const {
    return exact_ ? joint_.prior_cdf(estimate) : joint_.cdf(last(estimate));
}

double ShiftedMean::density(double estimate) const {
    if (exact_) { return std::exp(joint_.prior_log_density(estimate)); }
    const double y = last(estimate);
    if (!std::isfinite(y)) { return 0.0; }
    const double scale = std::abs(estimate) + std::sqrt(joint_.noise_variance());
    if (std::abs((*this)(y)-estimate) > 1e-9 * scale) { return 0.0; } // in a gap: a jump passes over it
    return joint_.density(y) / slope(y);
}

} // namespace perdis
