#pragma once

#include "scalar_joint_model.hpp"

#include <utility>

namespace perdis {

/// The prior's part of a joint whose prior is a Univariate.
class UnivariateJoint : public ScalarJointModel {
public:
    UnivariateJoint(Univariate prior, double noise) : ScalarJointModel(noise), prior_(std::move(prior)) {}

    [[nodiscard]] double prior_mean() const override { return prior_.mean(); }
    [[nodiscard]] double prior_variance() const override { return prior_.variance(); }
    [[nodiscard]] double prior_quantile(double v) const override { return prior_.quantile(v); }
    [[nodiscard]] double prior_upper_quantile(double v) const override { return prior_.upper_quantile(v); }
    [[nodiscard]] double prior_cdf(double x) const override { return prior_.cdf(x); }
    [[nodiscard]] double prior_survival(double x) const override { return prior_.survival(x); }
    [[nodiscard]] bool prior_has_density() const override { return true; }
    [[nodiscard]] double prior_log_density(double x) const override { return prior_.log_density(x); }
    [[nodiscard]] std::pair<double, double> prior_support() const override { return prior_.support(); }
    [[nodiscard]] std::vector<double> prior_kinks() const override { return prior_.kinks(); }
    [[nodiscard]] std::vector<Level> prior_levels() const override {
        std::vector<Level> levels;
        for (const double kink : prior_.kinks()) {
            const Level level{prior_.cdf(kink), prior_.survival(kink)};
            if (level.below > 0.0 && level.above > 0.0) { levels.push_back(level); }
        }
        return levels;
    }

protected:
    [[nodiscard]] const Univariate& prior() const { return prior_; }

private:
    Univariate prior_;
};

} // namespace perdis
