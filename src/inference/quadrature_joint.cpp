#include "inference/inverse_distribution.hpp"
#include "inference/posterior_window.hpp"
#include "inference/univariate_joint.hpp"

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

/// ln (1 − Φ(|d|/σ)).
struct NormalTail {
    double scale;
    static constexpr bool kink = true;
    double operator()(double offset) const {
        const double z = std::abs(offset) / scale;
        return z < 30.0 ? std::log(normal_complement(z))
                        : -z * z / 2.0 - std::log(boost::math::constants::root_two_pi<double>() * z);
    }
    [[nodiscard]] double relative(double centre, double at_centre, double r) const {
        return (*this)(centre + r) - at_centre;
    }
};

/// z with 1 − Φ(z) = v.
double normal_upper_quantile(double v) {
    return boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * v);
}

class QuadratureJoint final : public UnivariateJoint {
public:
    QuadratureJoint(const Univariate& prior, double noise)
        : UnivariateJoint(prior, noise), shift_(prior.shift()), deviation_(std::sqrt(noise)),
          shape_(shape(prior.translated(-prior.shift()))) {
        for (const double v : {1e-9, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1.0 - 1e-9}) {
            const double y = shape_.law.quantile(v);
            for (const double offset : {-deviation_, 0.0, deviation_}) {
                accuracy_ = std::max(accuracy_, error(y + offset));
            }
        }
        accuracy_ += unseen();
    }

    [[nodiscard]] ScalarPosterior posterior(double y) const override { return moments(y - shift_).posterior; }
    [[nodiscard]] double cdf(double y) const override {
        const double inner = y - shift_;
        return std::max(0.0, shape_.law.cdf(inner) - spread(inner));
    }
    [[nodiscard]] double survival(double y) const override {
        const double inner = y - shift_;
        return std::max(0.0, shape_.law.survival(inner) + spread(inner));
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
        if (std::isfinite(shape_.lower) && shape_.lower != 0.0) { mass += shape_.law.cdf(beside(shape_.lower, 1.0)); }
        if (std::isfinite(shape_.upper) && shape_.upper != 0.0) {
            mass += shape_.law.survival(beside(shape_.upper, -1.0));
        }
        return mass;
    }

    struct Moments {
        ScalarPosterior posterior;
        double error; ///< the largest relative error of the three integrals
    };

    static PriorShape shape(const Univariate& law) {
        const auto [lower, upper] = law.support();
        return {law, law.kinks(), lower, upper, law.mode()};
    }
    [[nodiscard]] double error(double y) const { return moments(y).error; }
    [[nodiscard]] Moments moments(double y) const;
    /// P(Y > y) − P(X > y) = P(X ≤ y < Y) − P(Y ≤ y < X).
    [[nodiscard]] double spread(double y) const;

    double shift_, deviation_;
    PriorShape shape_; ///< of X − shift
    double accuracy_ = 64.0 * epsilon;
};

QuadratureJoint::Moments QuadratureJoint::moments(double y) const {
    const PosteriorWindow window(shape_, y, deviation_, NormalNoise{deviation_});
    const auto sums = window.integrate<3>([&](double x, double r) {
        const double weight = window.relative(x, r);
        return std::array<double, 3>{weight, weight * r, weight * r * r};
    });
    const double mass = sums.value[0], mean = sums.value[1] / mass;
    const double variance = std::max(0.0, sums.value[2] / mass - mean * mean);
    const double scale = deviation_ * boost::math::constants::root_two_pi<double>();
    Moments result;
    result.posterior = {window.largest() + std::log(mass / scale), shift_ + (window.middle() + mean), variance,
                        shift_ + window.middle(), mean};
    result.error = std::max(
        {sums.error[0] / mass, sums.error[1] / (mass * std::sqrt(variance)), sums.error[2] / (mass * variance)});
    return result;
}

double QuadratureJoint::spread(double y) const {
    const PosteriorWindow window(shape_, y, deviation_, NormalTail{deviation_});
    const auto sums = window.integrate<1>([&](double x, double r) {
        const double value = window.relative(x, r);
        return std::array<double, 1>{window.centre() + r < 0.0 ? value : -value};
    });
    return sums.value[0] * std::exp(window.largest());
}

/// P(X > x) P(N > z) ≤ P(Y > x + z) ≤ P(X > x) + P(N > z), and the same below.
double QuadratureJoint::quantile(const Level& level) const {
    const double v = std::max(std::min(level.below, level.above), 1e-290), root = std::sqrt(v);
    const double far = deviation_ * normal_upper_quantile(v / 2.0), near = deviation_ * normal_upper_quantile(root);
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
