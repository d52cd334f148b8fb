#include "price.hpp"

#include <algorithm>

namespace perdis {

namespace {

/// s = Σ ½|p − q| through the deficit α and the excess x: q = p − α + x, s = Σ ½(α + x), so with −½ ≤ u ≤ ½
///
///     α (½ + u) = μ ω,   x (½ − u) = μ ω.
class TotalVariationPrice final : public Price {
public:
    explicit TotalVariationPrice(const PriceSymbols& symbols)
        : left_out_(symbols.left_out()), weights_(symbols.weights) {
        p_.resize(weights_.size());
        for (Eigen::Index i = 0; i < p_.size(); ++i) {
            p_(i) = symbols.divergence.reference()(symbols.symbols[static_cast<std::size_t>(i)]);
        }
    }

    Eigen::VectorXd start(const Eigen::VectorXd& q, double mu) override {
        // Both pairs on the central path: α − x = p − q, α (½ + u) = x (½ − u) = μ ω.
        const Eigen::ArrayXd level = weights_.array() * mu;
        const Eigen::ArrayXd half = 0.5 * (p_ - q).array();
        const Eigen::ArrayXd root = (half.square() + level.square()).sqrt();
        deficit_ = level + (half > 0.0).select(half + root, level.square() / (root - half));
        excess_ = level + (half > 0.0).select(level.square() / (half + root), root - half);
        u_ = (excess_ - deficit_).array() / (excess_ + deficit_).array() * 0.5;
        below_ = 0.5 + u_.array();
        above_ = 0.5 - u_.array();
        return u_;
    }

    void start_at(const Eigen::VectorXd& q, Eigen::VectorXd& u, double mu) override {
        u = u.array().max(-0.499).min(0.499);
        deficit_ = (p_ - q).array().max(0.0) + mu * weights_.array() / (0.5 + u.array());
        excess_ = (q - p_).array().max(0.0) + mu * weights_.array() / (0.5 - u.array());
    }

    double value_at(const Eigen::VectorXd& q) const override { return 0.5 * (p_ - q).cwiseAbs().sum() + left_out_; }

    void linearise(const Eigen::VectorXd& q, const Eigen::VectorXd& u) override {
        u_ = u;
        below_ = (0.5 + u.array()).max(1e-300);
        above_ = (0.5 - u.array()).max(1e-300);
        stiffness_ = deficit_.array() / below_.array() + excess_.array() / above_.array();
        mismatch_ = p_ - deficit_ + excess_ - q;
        deficit_second_ = Eigen::VectorXd::Zero(q.size());
        excess_second_ = Eigen::VectorXd::Zero(q.size());
    }

    const Eigen::VectorXd& stiffness() const override { return stiffness_; }

    Eigen::VectorXd offset(double mu) override {
        return mismatch_.array() - deficit_target(mu) / below_.array() + excess_target(mu) / above_.array();
    }

    void predicted(const Eigen::VectorXd&, const Eigen::VectorXd& du) override {
        fix(du, 0.0);
        deficit_second_ = deficit_step_.cwiseProduct(du);
        excess_second_ = -excess_step_.cwiseProduct(du);
    }

    StepLength longest_affine_step(const Eigen::VectorXd&, const Eigen::VectorXd& du) override { return longest(du); }
    StepLength longest_step(const Eigen::VectorXd&, const Eigen::VectorXd& du, double mu) override {
        fix(du, mu);
        return longest(du);
    }

    void move(const StepLength& step) override {
        deficit_ += step.primal * deficit_step_;
        excess_ += step.primal * excess_step_;
    }

    double complementarity() const override { return deficit_.dot(below_) + excess_.dot(above_); }
    double weight() const override { return 2.0 * weights_.sum(); }
    double complementarity_after(const StepLength& step) const override {
        return (deficit_ + step.primal * deficit_step_).dot(below_ + step.dual * du_)
               + (excess_ + step.primal * excess_step_).dot(above_ - step.dual * du_);
    }
    double gap(const Eigen::VectorXd& q, const Eigen::VectorXd& u) const override {
        return 0.5 * (p_ - q).cwiseAbs().sum() + u.dot(p_ - q);
    }

private:
    [[nodiscard]] StepLength longest(const Eigen::VectorXd& du) const {
        StepLength step;
        for (Eigen::Index i = 0; i < du.size(); ++i) {
            StepLength::keep(step.primal, deficit_(i), deficit_step_(i));
            StepLength::keep(step.primal, excess_(i), excess_step_(i));
            StepLength::keep(step.dual, below_(i), du(i));
            StepLength::keep(step.dual, above_(i), -du(i));
        }
        return step;
    }
    [[nodiscard]] Eigen::ArrayXd deficit_target(double mu) const {
        return mu * weights_.array() - deficit_.array() * below_.array() - deficit_second_.array();
    }
    [[nodiscard]] Eigen::ArrayXd excess_target(double mu) const {
        return mu * weights_.array() - excess_.array() * above_.array() - excess_second_.array();
    }
    void fix(const Eigen::VectorXd& du, double mu) {
        deficit_step_ = (deficit_target(mu) - deficit_.array() * du.array()) / below_.array();
        excess_step_ = (excess_target(mu) + excess_.array() * du.array()) / above_.array();
        du_ = du;
    }

    double left_out_;
    Eigen::VectorXd weights_, p_, u_, deficit_, excess_, below_, above_, stiffness_, mismatch_;
    Eigen::VectorXd deficit_second_, excess_second_, deficit_step_, excess_step_, du_;
};

} // namespace

std::unique_ptr<Price> make_total_variation_price(const PriceSymbols& symbols) {
    return std::make_unique<TotalVariationPrice>(symbols);
}

} // namespace perdis
