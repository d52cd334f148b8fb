#pragma once

#include <perdis/inference/scalar_joint.hpp>
#include <perdis/numeric/adaptive_panels.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

namespace perdis {

/// An observation with its posterior.
struct ObservedPoint {
    double y;
    ScalarPosterior posterior;
};

/// ∫ p_Y(y) f_k(y) dy, k < N, for f smooth between observed_levels(); f(ObservedPoint) is a NoisyValues<N>.
///
/// Panels between quantiles of Y out to tails of mass 1e-24, halved until the error is below 1e-14 of ∫ p_Y |f_k|; the mass
/// of every panel is checked against the distribution function.
///
/// @accuracy  error(k): estimated; the noise of f, the accuracy of the joint and the error of the total mass included.
template <std::size_t N>
class ObservedIntegral {
public:
    using Panels = AdaptivePanels<N + 1>; ///< p_Y, then p_Y f_k

    /// @param kinks  further observations where f is not smooth.
    template <class Function>
    ObservedIntegral(const ScalarJoint& joint, const Function& f, const std::vector<double>& kinks = {})
        : accuracy_(joint.accuracy()),
          panels_(
              [&](double y) {
                  const ObservedPoint at{y, joint.posterior(y)};
                  const double density = std::exp(at.posterior.log_density);
                  NoisyValues<N + 1> result;
                  const double rounding = joint.accuracy() * std::max(1.0, std::abs(at.posterior.log_density) / 8.0);
                  result.value[0] = density;
                  result.noise[0] = density * rounding;
                  if (!(density > 0.0)) { return result; }
                  const NoisyValues<N> values = f(at);
                  for (std::size_t k = 0; k < N; ++k) {
                      result.value[k + 1] = density * values.value[k];
                      result.noise[k + 1] = density * (values.noise[k] + rounding * std::abs(values.value[k]));
                  }
                  return result;
              },
              merged(quantiles(joint), kinks), 1e-14,
              [&](double a, double b) {
                  const double below = joint.cdf(b);
                  return below < 0.5 ? below - joint.cdf(a) : joint.survival(a) - joint.survival(b);
              }) {}

    [[nodiscard]] double value(std::size_t k) const { return panels_.value(k + 1); }
    [[nodiscard]] double error(std::size_t k) const {
        const double missed = std::max(0.0, std::abs(panels_.value(0) - 1.0) - 16.0 * accuracy_);
        return panels_.error(k + 1) + missed * panels_.magnitude(k + 1);
    }
    [[nodiscard]] const Panels& panels() const { return panels_; }

    /// The ends of the first panels, ascending; a kink's neighbours may lie beyond the tails: no harm.
    static std::vector<double> quantiles(const ScalarJoint& joint) {
        std::vector<double> result = joint.observed_levels();
        const double reach = 6.0 * std::sqrt(joint.noise_variance());
        for (std::size_t i = joint.prior_has_density() ? result.size() : 0; i-- > 0;) { // the noise rounds a kink off
            result.push_back(result[i] - reach);
            result.push_back(result[i] + reach);
        }
        for (const double v : {1e-24, 1e-18, 1e-13, 1e-9, 1e-6, 1e-4, 1e-2, 0.1, 0.3}) {
            result.push_back(joint.quantile(v));
            result.push_back(joint.upper_quantile(v));
        }
        result.push_back(joint.quantile(0.5));
        std::sort(result.begin(), result.end());
        return result;
    }

private:
    static std::vector<double> merged(std::vector<double> breaks, const std::vector<double>& kinks) {
        breaks.insert(breaks.end(), kinks.begin(), kinks.end());
        std::sort(breaks.begin(), breaks.end());
        return breaks;
    }

    double accuracy_;
    Panels panels_;
};

} // namespace perdis
