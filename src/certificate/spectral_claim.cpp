#include "spectral_claim.hpp"

#include "extended_sum.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

bool has_size(const Eigen::ArrayXXd& array, const Eigen::ArrayXXd& like) {
    return array.rows() == like.rows() && array.cols() == like.cols();
}

/// Σ u² − 1 below this is rounding in double.
constexpr long double unit_rounding = 1e-13L;

void make_unit(ClaimedClass& result) {
    long double norm = 0.0L;
    for (const long double u : result.u) { norm += u * u; }
    const bool unit = std::abs(norm - 1.0L) <= unit_rounding || norm > 1.0L;
    const long double scale = unit ? 1.0L / std::sqrt(norm) : 1.0L;
    for (long double& u : result.u) { u *= scale; }
    result.missing = unit ? 0.0L : 1.0L - norm;
    for (std::size_t j = 0; j < result.u.size(); ++j) {
        result.rest[j] = result.missing;
        for (std::size_t i = 0; i < result.u.size(); ++i) {
            if (i != j) { result.rest[j] += result.u[i] * result.u[i]; }
        }
    }
}

} // namespace

SpectralClaim::SpectralClaim(const StationaryJoint& joint, const StationaryEstimator& estimator)
    : joint_(joint), estimator_(estimator),
      sized_(has_size(estimator.gain, joint.power()) && has_size(estimator.noise, joint.power())
             && has_size(estimator.direction, joint.power())) {}

void SpectralClaim::read(Eigen::Index alias_class, ClaimedClass& result) const {
    const auto members = static_cast<std::size_t>(joint_.power().rows());
    for (auto* values : {&result.s, &result.m, &result.drift, &result.root, &result.u, &result.rest}) {
        values->assign(members, 0.0L);
    }
    bool legal = sized_;
    for (std::size_t i = 0; i < members; ++i) {
        const auto j = static_cast<Eigen::Index>(i);
        result.s[i] = static_cast<long double>(joint_.power()(j, alias_class));
        result.m[i] = static_cast<long double>(joint_.deviation()(j, alias_class));
        if (!sized_ || result.s[i] == 0.0L) { continue; }
        const double noise = estimator_.noise(j, alias_class);
        const double u = estimator_.direction(j, alias_class);
        result.drift[i] = static_cast<long double>(estimator_.gain(j, alias_class)) - result.m[i];
        result.root[i] = std::sqrt(static_cast<long double>(noise));
        result.u[i] = static_cast<long double>(u);
        legal = legal && std::isfinite(result.drift[i]) && noise >= 0.0 && std::isfinite(noise) && std::abs(u) <= 2.0;
    }
    if (!legal) {
        for (auto* values : {&result.drift, &result.root, &result.u}) { values->assign(members, 0.0L); }
    }
    make_unit(result);
}

long double SpectralClaim::spent() const {
    CompensatedSum<long double> sum;
    ClaimedClass one;
    for (Eigen::Index k = 0; k < classes(); ++k) {
        read(k, one);
        for (std::size_t j = 0; j < one.s.size(); ++j) {
            sum.add(one.drift[j] * one.drift[j] + one.root[j] * one.root[j] * one.rest[j]);
        }
    }
    return sum.value() / static_cast<long double>(joint_.size()) * (1.0L + class_rounding(joint_));
}

long double class_rounding(const StationaryJoint& joint) {
    return (16.0L + static_cast<long double>(joint.power().rows())) * extended_epsilon;
}

long double posterior_mean_rounding(const StationaryJoint& joint) {
    const long double power = static_cast<long double>(joint.deviation().square().sum());
    return 4.0L * static_cast<long double>(std::numeric_limits<double>::epsilon())
           * std::sqrt(power / static_cast<long double>(joint.size()));
}

RootBudget root_budget(const StationaryJoint& joint, double excess) {
    const auto epsilon = static_cast<long double>(std::numeric_limits<double>::epsilon());
    const auto least = static_cast<long double>(joint.min_distortion());
    const auto given = static_cast<long double>(excess);
    const long double shift = posterior_mean_rounding(joint);
    const long double low = given * (1.0L - 4.0L * epsilon) - 8.0L * epsilon * least;
    const long double high = given * (1.0L + 4.0L * epsilon) + 8.0L * epsilon * least;
    return {std::max(0.0L, std::sqrt(std::max(0.0L, low)) - shift), std::sqrt(std::max(0.0L, high)) + shift};
}

} // namespace perdis
