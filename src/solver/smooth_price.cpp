#include "price.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

/// u_z = ∂φ/∂q_z, linearised with the geometric mean of the curvatures at q and at the response to u: for
/// KL(p‖q) this is Newton's method on the product (1 − u) q = p.
class SmoothPrice final : public Price {
public:
    explicit SmoothPrice(const PriceSymbols& symbols)
        : divergence_(symbols.divergence), left_out_(symbols.left_out()), symbols_(symbols.symbols) {}

    Eigen::VectorXd start(const Eigen::VectorXd& q, double) override {
        Eigen::VectorXd u(q.size());
        for (Eigen::Index i = 0; i < q.size(); ++i) {
            u(i) = std::clamp(divergence_.price(symbol(i), q(i)), -1e100, 1e100);
        }
        keep_inside(u);
        return u;
    }

    void start_at(const Eigen::VectorXd&, Eigen::VectorXd& u, double) override { keep_inside(u); }

    double value_at(const Eigen::VectorXd& q) const override {
        double sum = left_out_;
        for (Eigen::Index i = 0; i < q.size(); ++i) { sum += divergence_.term(symbol(i), q(i)); }
        return sum;
    }

    void linearise(const Eigen::VectorXd& q, const Eigen::VectorXd& u) override {
        q_ = q;
        residual_.resize(q.size());
        curvature_.resize(q.size());
        for (Eigen::Index i = 0; i < q.size(); ++i) {
            residual_(i) = u(i) - std::clamp(divergence_.price(symbol(i), q(i)), -1e100, 1e100);
            curvature_(i) = curvature(i, u(i));
        }
        stiffness_ = curvature_.cwiseMax(1e-150).cwiseInverse();
        second_ = Eigen::VectorXd::Zero(q.size());
        u_ = u;
    }

    const Eigen::VectorXd& diagonal() const override { return stiffness_; }
    const Eigen::MatrixXd& dense() const override { return none_; }

    Eigen::VectorXd offset(double) override { return (residual_ - second_).cwiseProduct(stiffness_); }

    void predicted(const Eigen::VectorXd& dq, const Eigen::VectorXd&) override {
        for (Eigen::Index i = 0; i < dq.size(); ++i) {
            if (divergence_.reference()(symbol(i)) <= 0.0) { continue; }
            const double q = q_(i);
            const double step = std::max(dq(i), -0.9 * q);
            const double moved = divergence_.price(symbol(i), q + step) - divergence_.price(symbol(i), q);
            const double second = moved - curvature_(i) * step;
            const double limit = 0.5 * std::abs(curvature_(i) * step);
            second_(i) = std::isfinite(second) ? std::clamp(second, -limit, limit) : 0.0;
        }
    }

    double longest_affine_step(const Eigen::VectorXd& du) override { return longest_step(du, 0.0); }
    double longest_step(const Eigen::VectorXd& du, double) override {
        double alpha = 1.0;
        for (Eigen::Index i = 0; i < du.size(); ++i) {
            const double room = divergence_.ceiling() - u_(i);
            const bool bounded = divergence_.reference()(symbol(i)) > 0.0 && room > blur();
            if (bounded && du(i) > 0.0 && du(i) * alpha > room) { alpha = room / du(i); }
        }
        return std::max(alpha, 0.0);
    }

    void move(double) override {}
    void keep_inside(Eigen::VectorXd& u) const override {
        if (std::isinf(divergence_.ceiling())) { return; }
        for (Eigen::Index i = 0; i < u.size(); ++i) {
            if (divergence_.reference()(symbol(i)) <= 0.0) { continue; }
            const double room = u_.size() > 0 ? divergence_.ceiling() - u_(i) : 0.0;
            const double least = std::max(room < blur() ? 0.1 * room : 0.0, narrowest());
            u(i) = std::min(u(i), divergence_.ceiling() - least);
        }
    }
    double complementarity() const override { return 0.0; }
    double weight() const override { return 0.0; }
    double level() const override { return 0.0; }
    double complementarity_after(double) const override { return 0.0; }

    double gap(const Eigen::VectorXd& q, const Eigen::VectorXd& u) const override {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < q.size(); ++i) {
            if (getenv("TR2")) { double g=divergence_.term(symbol(i), q(i)) + divergence_.conjugate_term(symbol(i), u(i)) - u(i) * q(i); if (std::abs(g)>1e-6) printf("     z %d p %.3e q %.6e u %.17g price %.17g gap %.3e K %.3e\n",int(i),divergence_.reference()(symbol(i)),q(i),u(i),divergence_.price(symbol(i),q(i)),g,stiffness_(i)); }
            sum += divergence_.term(symbol(i), q(i)) + divergence_.conjugate_term(symbol(i), u(i)) - u(i) * q(i);
        }
        return sum;
    }

private:
    /// Prices this near to the ceiling are flat in q: they do not limit a step, they are moved back inside after it.
    [[nodiscard]] double blur() const { return 1e-7 * divergence_.ceiling(); }
    /// The nearest to the ceiling that a price may come.
    [[nodiscard]] double narrowest() const { return std::numeric_limits<double>::epsilon() * divergence_.ceiling(); }
    [[nodiscard]] Eigen::Index symbol(Eigen::Index i) const { return symbols_[static_cast<std::size_t>(i)]; }

    [[nodiscard]] double curvature(Eigen::Index i, double u) const {
        // A symbol outside the support has the constant price f′(∞): its stiffness is infinite.
        if (divergence_.reference()(symbol(i)) <= 0.0) { return 0.0; }
        const double here = std::clamp(divergence_.curvature(symbol(i), q_(i)), 1e-150, 1e150);
        if (!(u < divergence_.ceiling()) || !(u > divergence_.floor())) { return here; }
        const double response = divergence_.response(symbol(i), u);
        if (!(response > 0.0)) { return here; }
        const double there = std::clamp(divergence_.curvature(symbol(i), response), 1e-150, 1e150);
        return std::sqrt(here) * std::sqrt(there);
    }

    const FiniteDivergence& divergence_;
    double left_out_;
    std::vector<Eigen::Index> symbols_;
    Eigen::VectorXd q_, u_, residual_, curvature_, stiffness_, second_;
    Eigen::MatrixXd none_;
};

} // namespace

std::unique_ptr<Price> make_smooth_price(const PriceSymbols& symbols) { return std::make_unique<SmoothPrice>(symbols); }

} // namespace perdis
