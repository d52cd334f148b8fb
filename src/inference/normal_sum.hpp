#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <vector>

namespace perdis {

/// Σ w_i N(μ_i, s_i²), s_i > 0, w_i > 0: density, distribution and its inverse without cancellation.
class NormalSum {
public:
    NormalSum(std::vector<double> weights, std::vector<double> means, std::vector<double> deviations);

    [[nodiscard]] std::size_t size() const { return weights_.size(); }
    [[nodiscard]] double mean(std::size_t i) const { return means_[i]; }
    [[nodiscard]] double deviation(std::size_t i) const { return deviations_[i]; }

    /// The component of the largest ln w_i φ(z_i)/s_i, that logarithm, and all the others relative to it.
    struct Shares {
        std::size_t largest = 0;
        double log_largest = 0.0;
        std::vector<double> relative; ///< exp(ln_i − ln_largest)
        double sum = 0.0;             ///< of relative
    };
    [[nodiscard]] Shares shares(double y) const;
    [[nodiscard]] double log_density(double y) const;
    [[nodiscard]] double cdf(double y) const;
    [[nodiscard]] double survival(double y) const;
    [[nodiscard]] double quantile(const Level& level) const;

private:
    [[nodiscard]] double score(std::size_t i, double y) const { return (y - means_[i]) / deviations_[i]; }
    [[nodiscard]] double log_share(std::size_t i, double y) const;

    std::vector<double> weights_, log_weights_, means_, deviations_;
};

} // namespace perdis
