#include <perdis/inference/posterior_mean_law.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/inference/observed_integral.hpp>
#include <perdis/numeric/bracketed_newton.hpp>

#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

void PosteriorMeanLaw::keep_atoms(const Discrete<double>& prior) {
    const double point = support().first;
    atoms_ = point < support().second ? prior : Discrete<double>{{point}, {1.0}};
}

double PosteriorMeanLaw::variance() const {
    if (atoms_ || !noisy_ || !(joint_.prior_variance() < infinite)) {
        return atoms_ ? atoms_->variance() : joint_.prior_variance();
    }
    const double centre = mean();
    const ObservedIntegral<1> integral(joint_, [&](const ObservedPoint& at) {
        const double away = (at.posterior.anchor - centre) + at.posterior.offset;
        return NoisyValues<1>{{away * away}, {}};
    });
    return integral.value(0);
}

double PosteriorMeanLaw::observation(double estimate) const {
    require(estimate == estimate, "PosteriorMeanLaw", "estimate", estimate, "[-inf, inf]");
    require(noisy_, "PosteriorMeanLaw", "noise_variance", 0.0, "(0, inf)");
    const auto [lower, upper] = support();
    if (estimate <= lower) { return -infinite; }
    if (estimate >= upper) { return infinite; }
    const double noise = joint_.noise_variance();
    const auto excess = [&](double y) {
        const ScalarPosterior at = joint_.posterior(y);
        return ValueAndSlope{(at.anchor - estimate) + at.offset, at.variance / noise};
    };
    const double sign = excess(estimate).value < 0.0 ? 1.0 : -1.0; // the root lies that way
    double near = estimate, far = estimate;
    for (double step = std::sqrt(noise);; step *= 2.0) {
        far = estimate + sign * step;
        if (!std::isfinite(far)) { return far; }
        if (excess(far).value * sign >= 0.0) { break; }
        near = far;
    }
    return bracketed_newton(excess, std::min(near, far), std::max(near, far), near + (far - near) / 2.0);
}

double PosteriorMeanLaw::density(double estimate) const {
    require(has_density(), "PosteriorMeanLaw", "the law is finite: it has no density");
    if (!noisy_) { return std::exp(joint_.prior_log_density(estimate)); }
    const double y = observation(estimate);
    if (!std::isfinite(y)) { return 0.0; }
    const ScalarPosterior at = joint_.posterior(y);
    return std::exp(at.log_density) * (joint_.noise_variance() / at.variance);
}

double PosteriorMeanLaw::cdf(double estimate) const {
    return noisy_ && has_density() ? joint_.cdf(observation(estimate)) : joint_.prior_cdf(estimate);
}

double PosteriorMeanLaw::survival(double estimate) const {
    return noisy_ && has_density() ? joint_.survival(observation(estimate)) : joint_.prior_survival(estimate);
}

double PosteriorMeanLaw::quantile(double v) const {
    if (!noisy_ || !has_density()) { return joint_.prior_quantile(v); }
    const double y = joint_.quantile(v);
    if (std::isfinite(y)) { return joint_.posterior_mean(y); }
    return y < 0.0 ? support().first : support().second;
}

double PosteriorMeanLaw::upper_quantile(double v) const {
    if (!noisy_ || !has_density()) { return joint_.prior_upper_quantile(v); }
    const double y = joint_.upper_quantile(v);
    if (std::isfinite(y)) { return joint_.posterior_mean(y); }
    return y < 0.0 ? support().first : support().second;
}

} // namespace perdis
