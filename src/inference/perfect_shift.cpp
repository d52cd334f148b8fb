#include "scalar_joint_model.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

} // namespace

/// Where the two are nearly equal, d = F_X⁻¹(F_Y(y)) − y is the root of ∫ p_X over [y, y + d] = F_Y(y) − F_X(y).
NoisyValue ScalarJointModel::perfect_shift(double y, const ScalarPosterior& at) const {
    const double matched = matched_quantile(y);
    const double plain = (matched - at.anchor) - at.offset;
    if (!prior_has_density()) { return {plain, 4.0 * epsilon * std::abs(plain)}; }
    const double size = std::abs(matched) + std::abs(at.mean);
    const NoisyValue direct{plain, 4.0 * epsilon * size};
    if (!(std::abs(plain) < 1e-3 * size)) { return direct; }
    const auto [lower, upper] = prior_support();
    const double low = std::min(y, matched), high = std::max(y, matched), margin = 4.0 * epsilon * size;
    bool smooth = low > lower && high < upper;
    for (const double kink : prior_kinks()) { smooth = smooth && !(kink > low - margin && kink < high + margin); }
    if (!smooth) { return direct; }
    const auto density = [&](double s) { return std::exp(prior_log_density(y + s)); };
    const double goal = spread(y);
    double moved = matched - y;
    for (int i = 0; i < 3; ++i) {
        const double mass = boost::math::quadrature::gauss<double, 15>::integrate(density, 0.0, moved);
        const double step = (mass - goal) / density(moved);
        if (!(std::abs(step) <= std::abs(moved) + margin)) { return direct; }
        moved -= step;
    }
    const double noise = 8.0 * epsilon * (std::abs(moved) + std::abs(at.shift) + std::sqrt(noise_variance()));
    return noise < direct.noise ? NoisyValue{moved - at.shift, noise} : direct;
}

} // namespace perdis
