#pragma once

#include <perdis/inference/scalar_joint.hpp>
#include <perdis/numeric/bracketed_newton.hpp>

#include <cmath>

namespace perdis {

/// F⁻¹ at a level, on [lower, upper]: Newton on the logarithm of the smaller of F and 1 − F.
///
/// law has cdf, survival and log_density.
template <class DistributionOnTheLine>
double inverse_distribution(const DistributionOnTheLine& law, const Level& level, double lower, double upper,
                            double start) {
    if (level.below <= level.above) {
        const double goal = std::log(level.below);
        return bracketed_newton(
            [&](double y) {
                const double log_cdf = std::log(law.cdf(y));
                return ValueAndSlope{log_cdf - goal, std::exp(law.log_density(y) - log_cdf)};
            },
            lower, upper, start);
    }
    const double goal = std::log(level.above);
    return bracketed_newton(
        [&](double y) {
            const double log_survival = std::log(law.survival(y));
            return ValueAndSlope{goal - log_survival, std::exp(law.log_density(y) - log_survival)};
        },
        lower, upper, start);
}

} // namespace perdis
