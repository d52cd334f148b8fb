#include "inverse_distribution.hpp"
#include "univariate_joint.hpp"

#include <perdis/numeric/mills_ratio.hpp>
#include <perdis/numeric/normal.hpp>

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

/// Laplace's prior exp(−|x|/b)/(2b) in noise of deviation σ, with a = σ/b and u = y/σ:
///
///     2b p_Y = e^(a²/2 − au) Φ(u − a) + e^(a²/2 + au) Φ(−u − a)
///
/// X given y is N(y ∓ σa, σ²) above and below 0 with these weights, so that with the moments of Mills' ratio at a ∓ u
///
///     E[X|y] = σ (w₊ excess(a − u) − w₋ excess(a + u))
class LaplaceJoint final : public UnivariateJoint {
public:
    LaplaceJoint(const Univariate& prior, double location, double scale, double noise)
        : UnivariateJoint(prior, noise), location_(location), scale_(scale), deviation_(std::sqrt(noise)),
          ratio_(deviation_ / scale) {}

    [[nodiscard]] double log_density(double y) const override {
        const double u = (y - location_) / deviation_;
        const double above = log_weight(-u), below = log_weight(u);
        const double largest = std::max(above, below);
        return largest + std::log1p(std::exp(std::min(above, below) - largest)) - std::log(2.0 * scale_);
    }
    [[nodiscard]] double cdf(double y) const override {
        const double u = (y - location_) / deviation_;
        return u <= 0.0 ? tail(-u) : 1.0 - tail(u);
    }
    [[nodiscard]] double survival(double y) const override {
        const double u = (y - location_) / deviation_;
        return u >= 0.0 ? tail(u) : 1.0 - tail(-u);
    }
    [[nodiscard]] double quantile(const Level& level) const override;
    [[nodiscard]] ScalarPosterior posterior(double y) const override;
    [[nodiscard]] double accuracy() const override { return 32.0 * std::numeric_limits<double>::epsilon(); }

private:
    /// ln e^(a²/2 + as) Φ(−a − s); by Mills' ratio where the exponent could be large and positive.
    [[nodiscard]] double log_weight(double s) const {
        const double z = ratio_ + s;
        if (z < 0.0) { return ratio_ * (ratio_ / 2.0 + s) + std::log1p(-normal_cdf(z)); }
        return MillsRatio(z).log() - s * s / 2.0 - std::log(boost::math::constants::root_two_pi<double>());
    }
    /// P(Y > y) at u ≥ 0: Φ(−u) + (e^(a²/2 − au) Φ(u − a) − e^(a²/2 + au) Φ(−u − a))/2, where the last is at most Φ(−u)/2.
    [[nodiscard]] double tail(double u) const {
        return (normal_complement(u) - std::exp(log_weight(u)) / 2.0) + std::exp(log_weight(-u)) / 2.0;
    }
    /// Var(X|y)/n at u.
    [[nodiscard]] double relative_variance(double u) const {
        const MillsRatio above(ratio_ - u), below(ratio_ + u);
        const double odds = std::exp(-std::abs(log_weight(-u) - log_weight(u)));
        const double major = 1.0 / (1.0 + odds), minor = odds / (1.0 + odds);
        const double up = u >= 0.0 ? major : minor, down = u >= 0.0 ? minor : major;
        const double between = above.excess() + below.excess();
        return up * above.variance() + down * below.variance() + up * down * between * between;
    }

    double location_, scale_, deviation_;
    double ratio_; ///< a
};

ScalarPosterior LaplaceJoint::posterior(double y) const {
    const double u = (y - location_) / deviation_;
    const MillsRatio above(ratio_ - u), below(ratio_ + u);
    const double odds = std::exp(-std::abs(log_weight(-u) - log_weight(u)));
    const double major = 1.0 / (1.0 + odds), minor = odds / (1.0 + odds);
    const double weight_above = u >= 0.0 ? major : minor, weight_below = u >= 0.0 ? minor : major;
    const double up = weight_above * above.excess(), down = weight_below * below.excess();
    double mean = up - down;
    if (std::abs(mean) < (up + down) / 16.0) { // the integral of its derivative instead of a difference
        mean = boost::math::quadrature::gauss<double, 15>::integrate([this](double s) { return relative_variance(s); },
                                                                     0.0, std::abs(u));
        mean = std::copysign(mean, u);
    }
    return {log_density(y),
            location_ + deviation_ * mean,
            noise_variance() * relative_variance(u),
            location_,
            deviation_ * mean,
            deviation_ * (weight_above * (above.hazard() - ratio_) - weight_below * (below.hazard() - ratio_))};
}

/// Between the quantiles of X and N for half the tail each: P(Y > x + z) ≤ P(X > x) + P(N > z).
double LaplaceJoint::quantile(const Level& level) const {
    const double small = std::min(level.below, level.above);
    if (small == 0.5) { return location_; }
    const double normal = boost::math::constants::root_two<double>() * boost::math::erfc_inv(std::max(small, 1e-300));
    const double reach = deviation_ * normal - scale_ * std::log(small);
    const double start = std::hypot(deviation_ * normal, scale_ * std::log(2.0 * small)) / 1.2;
    return level.below <= level.above
               ? inverse_distribution(*this, level, location_ - reach, location_, location_ - start)
               : inverse_distribution(*this, level, location_, location_ + reach, location_ + start);
}

} // namespace

std::shared_ptr<const ScalarJointModel> laplace_joint(const Univariate& prior, double location, double scale,
                                                      double noise) {
    return std::make_shared<const LaplaceJoint>(prior, location, scale, noise);
}

} // namespace perdis
