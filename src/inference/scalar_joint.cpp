#include <perdis/inference/scalar_joint.hpp>

#include <perdis/core/domain_error.hpp>

#include "scalar_joint_model.hpp"

#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double checked_noise(const AdditiveGaussian<double>& channel) {
    require(channel.variance() > 0.0, "ScalarJoint", "noise_variance", channel.variance(), "(0, inf)");
    return channel.variance();
}

double number(double x, const char* name) {
    require(x == x, "ScalarJoint", name, x, "[-inf, inf]");
    return x;
}

double level(double v) {
    require(v >= 0.0 && v <= 1.0, "ScalarJoint", "v", v, "[0, 1]");
    return v;
}

std::shared_ptr<const ScalarJointModel> univariate_joint(const Univariate& prior, double noise) {
    if (const auto* laplace = prior.target<boost::math::laplace>()) {
        return laplace_joint(prior, laplace->location() + prior.shift(), laplace->scale(), noise);
    }
    if (const auto* normal = prior.target<boost::math::normal>()) {
        const double deviation = normal->standard_deviation();
        return mixture_joint({{1.0}, {normal->mean() + prior.shift()}, {deviation * deviation}}, noise);
    }
    return quadrature_joint(prior, noise);
}

} // namespace

ScalarJoint::ScalarJoint(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel)
    : model_(prior.variance() > 0.0 ? mixture_joint({{1.0}, {prior.mean()}, {prior.variance()}}, checked_noise(channel))
                                    : atoms_joint(Discrete<double>{{prior.mean()}, {1.0}}, checked_noise(channel))) {}

ScalarJoint::ScalarJoint(const Discrete<double>& prior, const AdditiveGaussian<double>& channel)
    : model_(atoms_joint(prior, checked_noise(channel))) {}

ScalarJoint::ScalarJoint(const GaussianMixture<double>& prior, const AdditiveGaussian<double>& channel)
    : model_(mixture_joint(prior, checked_noise(channel))) {}

ScalarJoint::ScalarJoint(const Univariate& prior, const AdditiveGaussian<double>& channel)
    : model_(univariate_joint(prior, checked_noise(channel))) {}

double ScalarJoint::noise_variance() const { return model_->noise_variance(); }

double ScalarJoint::prior_mean() const { return model_->prior_mean(); }

double ScalarJoint::prior_variance() const { return model_->prior_variance(); }

double ScalarJoint::prior_quantile(double v) const {
    if (level(v) == 0.0) { return prior_support().first; }
    return v == 1.0 ? prior_support().second : model_->prior_quantile(v);
}

double ScalarJoint::prior_upper_quantile(double v) const {
    if (level(v) == 0.0) { return prior_support().second; }
    return v == 1.0 ? prior_support().first : model_->prior_upper_quantile(v);
}

double ScalarJoint::prior_cdf(double x) const { return model_->prior_cdf(number(x, "x")); }

double ScalarJoint::prior_survival(double x) const { return model_->prior_survival(number(x, "x")); }

bool ScalarJoint::prior_has_density() const { return model_->prior_has_density(); }

double ScalarJoint::prior_log_density(double x) const {
    require(prior_has_density(), "ScalarJoint", "the prior has no density");
    return model_->prior_log_density(number(x, "x"));
}

std::pair<double, double> ScalarJoint::prior_support() const { return model_->prior_support(); }

std::vector<double> ScalarJoint::prior_kinks() const { return model_->prior_kinks(); }

std::vector<Level> ScalarJoint::prior_levels() const { return model_->prior_levels(); }

double ScalarJoint::density(double y) const { return std::exp(log_density(y)); }

double ScalarJoint::log_density(double y) const {
    return std::abs(number(y, "y")) < infinite ? model_->log_density(y) : -infinite;
}

double ScalarJoint::cdf(double y) const {
    if (std::abs(number(y, "y")) < infinite) { return model_->cdf(y); }
    return y < 0.0 ? 0.0 : 1.0;
}

double ScalarJoint::survival(double y) const {
    if (std::abs(number(y, "y")) < infinite) { return model_->survival(y); }
    return y < 0.0 ? 1.0 : 0.0;
}

double ScalarJoint::quantile(double v) const {
    if (level(v) == 0.0) { return -infinite; }
    return v == 1.0 ? infinite : model_->quantile({v, 1.0 - v});
}

double ScalarJoint::upper_quantile(double v) const {
    if (level(v) == 0.0) { return infinite; }
    return v == 1.0 ? -infinite : model_->quantile({1.0 - v, v});
}

ScalarPosterior ScalarJoint::posterior(double y) const {
    require(y - y == 0.0, "ScalarJoint", "y", y, "(-inf, inf)");
    return model_->posterior(y);
}

double ScalarJoint::matched_quantile(double y) const {
    if (std::abs(number(y, "y")) < infinite) { return model_->matched_quantile(y); }
    return y < 0.0 ? prior_support().first : prior_support().second;
}

NoisyValue ScalarJoint::perfect_shift(double y, const ScalarPosterior& at) const {
    require(y - y == 0.0, "ScalarJoint", "y", y, "(-inf, inf)");
    return model_->perfect_shift(y, at);
}

std::vector<double> ScalarJoint::observed_levels() const { return model_->observed_levels(); }

double ScalarJoint::accuracy() const { return model_->accuracy(); }

} // namespace perdis
