#pragma once

#include "posterior_window.hpp"
#include "scalar_joint_model.hpp"

#include <cmath>
#include <utility>

namespace perdis {

/// The prior's part of a joint whose prior is a Univariate.
class UnivariateJoint : public ScalarJointModel {
public:
    UnivariateJoint(Univariate prior, double noise)
        : ScalarJointModel(noise), prior_(std::move(prior)), deviation_(std::sqrt(noise)),
          shape_(shape(prior_.translated(-prior_.shift()))) {}

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
    /// √n.
    [[nodiscard]] double deviation() const { return deviation_; }
    /// The prior of X − shift(): a translation would cost a singular density its digits.
    [[nodiscard]] const PriorShape& shape() const { return shape_; }
    [[nodiscard]] double shift() const { return prior_.shift(); }
    /// P(Y ≤ y) − P(X ≤ y) = P(Y ≤ y < X) − P(X ≤ y < Y), by quadrature.
    [[nodiscard]] double spread(double y) const override;

private:
    static PriorShape shape(const Univariate& law) {
        const auto [lower, upper] = law.support();
        return {law, law.kinks(), lower, upper, law.mode()};
    }

    Univariate prior_;
    double deviation_;
    PriorShape shape_;
};

} // namespace perdis
