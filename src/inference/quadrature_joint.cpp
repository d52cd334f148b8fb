#include "inverse_distribution.hpp"
#include "posterior_window.hpp"
#include "univariate_joint.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// ln φ(d/σ) up to a constant.
struct NormalNoise {
    double scale;
    static constexpr bool kink = false;
    double operator()(double offset) const {
        const double z = offset / scale;
        return -z * z / 2.0;
    }
    [[nodiscard]] double relative(double centre, double, double r) const {
        return -(r / scale) * ((r + 2.0 * centre) / scale) / 2.0;
    }
};

/// z with 1 − Φ(z) = v.
double normal_upper_quantile(double v) {
    return boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * v);
}

class QuadratureJoint final : public UnivariateJoint {
public:
    QuadratureJoint(const Univariate& prior, double noise) : UnivariateJoint(prior, noise) {
        for (const double v : {1e-9, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1.0 - 1e-9}) {
            const double y = shape().law.quantile(v);
            for (const double offset : {-deviation(), 0.0, deviation()}) {
                accuracy_ = std::max(accuracy_, error(y + offset));
            }
        }
        accuracy_ += unseen();
    }

    [[nodiscard]] ScalarPosterior posterior(double y) const override { return moments(y - shift()).posterior; }
    [[nodiscard]] double cdf(double y) const override {
        return std::max(0.0, shape().law.cdf(y - shift()) + spread(y));
    }
    [[nodiscard]] double survival(double y) const override {
        return std::max(0.0, shape().law.survival(y - shift()) - spread(y));
    }
    [[nodiscard]] double quantile(const Level& level) const override;
    [[nodiscard]] double accuracy() const override { return accuracy_; }

private:
    /// The mass so near to an end other than 0 that x cannot tell it from the end.
    [[nodiscard]] double unseen() const {
        const auto beside = [](double end, double sign) {
            return end * (1.0 + std::copysign(4.0 * epsilon, sign * end));
        };
        double mass = 0.0;
        if (std::isfinite(shape().lower) && shape().lower != 0.0) {
            mass += shape().law.cdf(beside(shape().lower, 1.0));
        }
        if (std::isfinite(shape().upper) && shape().upper != 0.0) {
            mass += shape().law.survival(beside(shape().upper, -1.0));
        }
        return mass;
    }

    struct Moments {
        ScalarPosterior posterior;
        double error; ///< the largest relative error of the three integrals
    };

    [[nodiscard]] double error(double y) const { return moments(y).error; }
    [[nodiscard]] Moments moments(double y) const;
    double accuracy_ = 64.0 * epsilon;
};

QuadratureJoint::Moments QuadratureJoint::moments(double y) const {
    const PosteriorWindow window(shape(), y, deviation(), NormalNoise{deviation()});
    const auto sums = window.integrate<3>([&](double x, double r) {
        const double weight = window.relative(x, r);
        return std::array<double, 3>{weight, weight * r, weight * r * r};
    });
    const double mass = sums.value[0], mean = sums.value[1] / mass;
    const double variance = std::max(0.0, sums.value[2] / mass - mean * mean);
    const double scale = deviation() * boost::math::constants::root_two_pi<double>();
    Moments result;
    result.posterior = {window.largest() + std::log(mass / scale),
                        shift() + (window.middle() + mean),
                        variance,
                        shift() + window.middle(),
                        mean,
                        window.centre() + mean};
    result.error = std::max(
        {sums.error[0] / mass, sums.error[1] / (mass * std::sqrt(variance)), sums.error[2] / (mass * variance)});
    return result;
}

/// P(X > x) P(N > z) ≤ P(Y > x + z) ≤ P(X > x) + P(N > z), and the same below.
double QuadratureJoint::quantile(const Level& level) const {
    const double v = std::max(std::min(level.below, level.above), 1e-290), root = std::sqrt(v);
    const double far = deviation() * normal_upper_quantile(v / 2.0), near = deviation() * normal_upper_quantile(root);
    if (level.below <= level.above) {
        const double lower = prior().quantile(v / 2.0) - far, upper = prior().quantile(root) - near;
        return inverse_distribution(*this, level, lower, upper, lower + (upper - lower) / 2.0);
    }
    const double lower = prior().upper_quantile(root) + near, upper = prior().upper_quantile(v / 2.0) + far;
    return inverse_distribution(*this, level, lower, upper, lower + (upper - lower) / 2.0);
}

} // namespace

std::shared_ptr<const ScalarJointModel> quadrature_joint(const Univariate& prior, double noise) {
    return std::make_shared<const QuadratureJoint>(prior, noise);
}

} // namespace perdis
