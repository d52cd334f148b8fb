#include "price.hpp"

#include <perdis/numeric/transport.hpp>
#include <perdis/tradeoff/finite_problem.hpp>

#include <algorithm>

namespace perdis {

namespace {

/// s(q) = min ⟨h, Π⟩ over couplings Π(x, z) = p_x G(z|x) of p_X and q, with its own central path
///
///     G(z|x) σ_xz = μ ω_z,   σ_xz = h(x, z) − f_x − u_z ≥ 0.
class TransportPrice final : public Price {
public:
    explicit TransportPrice(const PriceSymbols& symbols) : p_(symbols.divergence.source()), weights_(symbols.weights) {
        const auto k = static_cast<Eigen::Index>(symbols.symbols.size());
        ground_.resize(p_.size(), k);
        for (Eigen::Index i = 0; i < k; ++i) {
            ground_.col(i) = symbols.divergence.ground().col(symbols.symbols[static_cast<std::size_t>(i)]).array();
        }
    }

    Eigen::VectorXd start(const Eigen::VectorXd& q, double mu) override {
        // The optimal plan to q and its potentials, moved inside: Π has the column sums q from the start.
        const RowMatrix cost = ground_.matrix();
        const auto best = transport<double>({p_.data(), static_cast<std::size_t>(p_.size())},
                                            {q.data(), static_cast<std::size_t>(q.size())}, cost);
        const double independent = p_.dot(cost * q) / q.sum();
        const double inside = std::min(0.1, std::max(mu, best.cost) / independent);
        plan_ = q.transpose().array().replicate(p_.size(), 1) * (inside / q.sum());
        for (const auto& flow : best.flows) {
            plan_(flow.row, flow.column) += (1.0 - inside) * flow.mass / p_(flow.row);
        }
        const Eigen::VectorXd u = Eigen::Map<const Eigen::VectorXd>(best.column_potential.data(), q.size());
        place_slack(u, mu);
        return u;
    }

    void start_at(const Eigen::VectorXd& q, Eigen::VectorXd& u, double mu) override {
        start(q, mu);
        place_slack(u, mu);
    }

    double value_at(const Eigen::VectorXd&) const override {
        return p_.dot((plan_ * ground_).rowwise().sum().matrix());
    }

    void linearise(const Eigen::VectorXd& q, const Eigen::VectorXd&) override {
        ratio_ = plan_ / slack_;
        row_ratio_ = ratio_.rowwise().sum();
        row_residual_ = 1.0 - plan_.rowwise().sum();
        const Eigen::MatrixXd scaled = ratio_.colwise() * (p_.array() / row_ratio_).sqrt();
        laplacian_ = -(scaled.transpose() * scaled);
        // Prices matter up to a constant: one symbol is tied down, which leaves its price where it is.
        Eigen::Index tied = 0;
        weights_.maxCoeff(&tied);
        anchor_.setZero(q.size());
        anchor_(tied) = p_.dot(ratio_.col(tied).matrix());
        mismatch_ = plan_.matrix().transpose() * p_ - q;
        second_ = Eigen::ArrayXXd::Zero(plan_.rows(), plan_.cols());
    }

    const Eigen::VectorXd& diagonal() const override { return anchor_; }
    const Eigen::MatrixXd& dense() const override { return laplacian_; }

    Eigen::VectorXd offset(double mu) override {
        const Eigen::ArrayXXd aim = target(mu) / slack_;
        const Eigen::ArrayXd share = (row_residual_ - aim.rowwise().sum()) / row_ratio_;
        return mismatch_ + (aim + ratio_.colwise() * share).matrix().transpose() * p_;
    }

    void predicted(const Eigen::VectorXd&, const Eigen::VectorXd& du) override {
        fix(du, 0.0);
        second_ = plan_step_ * slack_step_;
    }

    StepLength longest_affine_step(const Eigen::VectorXd&, const Eigen::VectorXd&) override { return longest(); }
    StepLength longest_step(const Eigen::VectorXd&, const Eigen::VectorXd& du, double mu) override {
        fix(du, mu);
        return longest();
    }

    void move(const StepLength& step) override {
        plan_ = (plan_ + step.primal * plan_step_).max(1e-250);
        slack_ = (slack_ + step.dual * slack_step_).max(1e-250);
    }

    double complementarity() const override { return p_.dot((plan_ * slack_).rowwise().sum().matrix()); }
    double weight() const override { return weights_.sum(); }
    double complementarity_after(const StepLength& step) const override {
        const Eigen::ArrayXXd products = (plan_ + step.primal * plan_step_) * (slack_ + step.dual * slack_step_);
        return p_.dot(products.rowwise().sum().matrix());
    }
    double gap(const Eigen::VectorXd& q, const Eigen::VectorXd& u) const override {
        const Eigen::VectorXd support = (ground_.rowwise() - u.transpose().array()).rowwise().minCoeff();
        const double mismatch = (plan_.matrix().transpose() * p_ - q).cwiseAbs().sum();
        return value_at(q) - p_.dot(support) - u.dot(q) + mismatch * ground_.maxCoeff();
    }

private:
    void place_slack(const Eigen::VectorXd& u, double mu) {
        slack_ = ground_.rowwise() - u.transpose().array();
        const Eigen::ArrayXd least = slack_.rowwise().minCoeff();
        slack_.colwise() -= least;
        slack_ += mu;
    }
    [[nodiscard]] StepLength longest() const {
        const double primal = (-plan_step_ / plan_).maxCoeff();
        const double dual = (-slack_step_ / slack_).maxCoeff();
        return {primal > 1.0 ? 1.0 / primal : 1.0, dual > 1.0 ? 1.0 / dual : 1.0};
    }
    [[nodiscard]] Eigen::ArrayXXd target(double mu) const {
        return (mu * weights_.transpose().array()).replicate(plan_.rows(), 1) - plan_ * slack_ - second_;
    }
    void fix(const Eigen::VectorXd& du, double mu) {
        const Eigen::ArrayXXd aim = target(mu) / slack_;
        const Eigen::ArrayXd df =
            (row_residual_ - aim.rowwise().sum()) / row_ratio_ - (ratio_.matrix() * du).array() / row_ratio_;
        slack_step_ = -(du.transpose().array().replicate(plan_.rows(), 1).colwise() + df);
        plan_step_ = aim - ratio_ * slack_step_;
    }

    Eigen::VectorXd p_, weights_, anchor_, mismatch_;
    Eigen::ArrayXXd ground_, plan_, slack_, ratio_, second_, plan_step_, slack_step_;
    Eigen::ArrayXd row_ratio_, row_residual_;
    Eigen::MatrixXd laplacian_;
};

} // namespace

std::unique_ptr<Price> make_transport_price(const PriceSymbols& symbols) {
    return std::make_unique<TransportPrice>(symbols);
}

} // namespace perdis
