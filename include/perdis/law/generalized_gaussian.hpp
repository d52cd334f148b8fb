#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/law/law.hpp>
#include <perdis/law/univariate_model.hpp>

#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// The generalized Gaussian law: β = 1 is Laplace's, β = 2 the normal law of variance α²/2, β → inf the uniform law.
///
///     density  β/(2αΓ(1/β)) exp(−(|x − μ|/α)^β)
///
/// Wavelet coefficients of natural images are fitted with β from 0.5 to 1.
///
/// @domain    μ in (-inf, inf), α in (0, inf), β in [0.2, 50]; x in [-inf, inf], v in (0, 1).
/// @accuracy  32 ε (1 + κ) relative, κ the condition number in x or v.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [Mallat1989]
class GeneralizedGaussian {
public:
    using scalar_type = double;

    GeneralizedGaussian(double location, double scale, double shape)
        : location_(location), scale_(scale), shape_(shape) {
        require(location - location == 0.0, "GeneralizedGaussian", "location", location, "(-inf, inf)");
        require(scale > 0.0 && scale - scale == 0.0, "GeneralizedGaussian", "scale", scale, "(0, inf)");
        require(shape >= 0.2 && shape <= 50.0, "GeneralizedGaussian", "shape", shape, "[0.2, 50]");
        log_norm_ = std::log(shape / (2.0 * scale)) - boost::math::lgamma(1.0 / shape);
    }

    /// μ   [unit of x].
    [[nodiscard]] double location() const { return location_; }
    /// α   [unit of x].
    [[nodiscard]] double scale() const { return scale_; }
    /// β.
    [[nodiscard]] double shape() const { return shape_; }

    [[nodiscard]] double mean() const { return location_; }
    /// α² Γ(3/β)/Γ(1/β).
    [[nodiscard]] double variance() const {
        return scale_ * scale_ * std::exp(boost::math::lgamma(3.0 / shape_) - boost::math::lgamma(1.0 / shape_));
    }
    [[nodiscard]] double density(double x) const { return std::exp(log_density(x)); }
    [[nodiscard]] double log_density(double x) const { return log_norm_ - power(x); }
    /// Γ(1/β, t)/(2Γ(1/β)) below μ, 1 − that above, t = (|x − μ|/α)^β.
    [[nodiscard]] double cdf(double x) const { return x <= location_ ? tail(x) : 0.5 + centre(x); }
    [[nodiscard]] double survival(double x) const { return x >= location_ ? tail(x) : 0.5 + centre(x); }
    [[nodiscard]] double quantile(double v) const {
        return v <= 0.5 ? location_ - distance(v, 0.5 - v) : location_ + distance(1.0 - v, v - 0.5);
    }
    [[nodiscard]] double upper_quantile(double v) const {
        return v <= 0.5 ? location_ + distance(v, 0.5 - v) : location_ - distance(1.0 - v, v - 0.5);
    }
    [[nodiscard]] std::pair<double, double> support() const {
        return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    }
    [[nodiscard]] double mode() const { return location_; }
    /// μ, unless β is an even number.
    [[nodiscard]] std::vector<double> kinks() const {
        return std::fmod(shape_, 2.0) == 0.0 ? std::vector<double>{} : std::vector<double>{location_};
    }

private:
    [[nodiscard]] double power(double x) const { return std::pow(std::abs(x - location_) / scale_, shape_); }
    /// P(X beyond x).
    [[nodiscard]] double tail(double x) const {
        const double t = power(x);
        return t < std::numeric_limits<double>::infinity() ? boost::math::gamma_q(1.0 / shape_, t) / 2.0 : 0.0;
    }
    /// P(X between μ and x).
    [[nodiscard]] double centre(double x) const {
        const double t = power(x);
        return t < std::numeric_limits<double>::infinity() ? boost::math::gamma_p(1.0 / shape_, t) / 2.0 : 0.5;
    }
    /// |x − μ| of a tail of mass v, 1/2 − v given too.
    [[nodiscard]] double distance(double v, double rest) const {
        const double t = v < rest ? boost::math::gamma_q_inv(1.0 / shape_, 2.0 * v)
                                  : boost::math::gamma_p_inv(1.0 / shape_, 2.0 * rest);
        return scale_ * std::pow(t, 1.0 / shape_);
    }

    double location_, scale_, shape_;
    double log_norm_ = 0.0;
};

static_assert(Law<GeneralizedGaussian>);
static_assert(DensityLaw<GeneralizedGaussian>);

} // namespace perdis
