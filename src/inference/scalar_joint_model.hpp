#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <memory>

namespace perdis {

/// What is behind ScalarJoint. y and x are numbers, v in (0, 1).
class ScalarJointModel {
public:
    explicit ScalarJointModel(double noise) : noise_(noise) {}
    virtual ~ScalarJointModel() = default;

    [[nodiscard]] double noise_variance() const { return noise_; }

    [[nodiscard]] virtual double prior_mean() const = 0;
    [[nodiscard]] virtual double prior_variance() const = 0;
    [[nodiscard]] virtual double prior_quantile(double v) const = 0;
    [[nodiscard]] virtual double prior_upper_quantile(double v) const = 0;
    [[nodiscard]] virtual double prior_cdf(double x) const = 0;
    [[nodiscard]] virtual double prior_survival(double x) const = 0;
    [[nodiscard]] virtual bool prior_has_density() const = 0;
    [[nodiscard]] virtual double prior_log_density(double x) const = 0;
    [[nodiscard]] virtual std::pair<double, double> prior_support() const = 0;
    [[nodiscard]] virtual std::vector<double> prior_kinks() const = 0;
    [[nodiscard]] virtual std::vector<Level> prior_levels() const = 0;

    [[nodiscard]] virtual double log_density(double y) const { return posterior(y).log_density; }
    [[nodiscard]] virtual double cdf(double y) const = 0;
    [[nodiscard]] virtual double survival(double y) const = 0;
    /// F_Y⁻¹ of a level whose smaller side is exact.
    [[nodiscard]] virtual double quantile(const Level& level) const = 0;
    [[nodiscard]] virtual ScalarPosterior posterior(double y) const = 0;
    [[nodiscard]] virtual double matched_quantile(double y) const {
        const double below = cdf(y), above = survival(y);
        const auto [lower, upper] = prior_support();
        if (below <= above) { return below > 0.0 ? prior_quantile(below) : lower; }
        return above > 0.0 ? prior_upper_quantile(above) : upper;
    }
    /// P(Y ≤ y) − P(X ≤ y) without cancellation; of a prior with a density.
    [[nodiscard]] virtual double spread(double y) const = 0;
    [[nodiscard]] NoisyValue perfect_shift(double y, const ScalarPosterior& at) const;
    [[nodiscard]] virtual std::vector<double> observed_levels() const {
        std::vector<double> result;
        for (const Level& level : prior_levels()) { result.push_back(quantile(level)); }
        return result;
    }
    [[nodiscard]] virtual double accuracy() const = 0;

private:
    double noise_;
};

std::shared_ptr<const ScalarJointModel> atoms_joint(const Discrete<double>& prior, double noise);
std::shared_ptr<const ScalarJointModel> mixture_joint(const GaussianMixture<double>& prior, double noise);
std::shared_ptr<const ScalarJointModel> laplace_joint(const Univariate& prior, double location, double scale,
                                                      double noise);
std::shared_ptr<const ScalarJointModel> quadrature_joint(const Univariate& prior, double noise);

} // namespace perdis
