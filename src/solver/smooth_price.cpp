#include "price.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

/// u_z = ∂φ/∂q_z, linearised by the secant from (q, φ′(q)) to (ψ(u), u), ψ the response to a price:
///
///     dq = K du + ψ(u) − q,   K = (ψ(u) − q) / (u − φ′(q))
///
/// For KL(p‖q) this is Newton's method on the product (1 − u) q = p. Where the two points meet K is the derivative.
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
        u_ = u;
        stiffness_.resize(q.size());
        offset_.resize(q.size());
        second_ = Eigen::VectorXd::Zero(q.size());
        for (Eigen::Index i = 0; i < q.size(); ++i) { secant(i); }
    }

    const Eigen::VectorXd& stiffness() const override { return stiffness_; }

    Eigen::VectorXd offset(double) override { return offset_ - second_; }

    void predicted(const Eigen::VectorXd& dq, const Eigen::VectorXd& du) override {
        for (Eigen::Index i = 0; i < dq.size(); ++i) {
            if (divergence_.reference()(symbol(i)) <= 0.0) { continue; }
            const double step = std::max(dq(i), -0.9 * q_(i));
            // What the price misses at the predicted point, in units of q; never more than half of the step.
            const double missed = stiffness_(i) * (divergence_.price(symbol(i), q_(i) + step) - u_(i) - du(i));
            const double limit = 0.5 * std::abs(step);
            second_(i) = std::isfinite(missed) ? std::clamp(missed, -limit, limit) : 0.0;
        }
    }

    StepLength longest_affine_step(const Eigen::VectorXd& dq, const Eigen::VectorXd& du) override {
        return longest(dq, du, 1.0);
    }
    StepLength longest_step(const Eigen::VectorXd& dq, const Eigen::VectorXd& du, double) override {
        // The price curve is followed only where q and its room below the ceiling keep their size.
        return longest(dq, du, 0.95);
    }

    void move(const StepLength&) override {}
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
    double complementarity_after(const StepLength&) const override { return 0.0; }

    double gap(const Eigen::VectorXd& q, const Eigen::VectorXd& u) const override {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < q.size(); ++i) {
            sum += divergence_.term(symbol(i), q(i)) + divergence_.conjugate_term(symbol(i), u(i)) - u(i) * q(i);
        }
        return sum;
    }

private:
    [[nodiscard]] StepLength longest(const Eigen::VectorXd& dq, const Eigen::VectorXd& du, double share) const {
        StepLength step;
        for (Eigen::Index i = 0; i < du.size(); ++i) {
            if (divergence_.reference()(symbol(i)) <= 0.0) { continue; }
            if (std::isinf(divergence_.floor())) { StepLength::keep(step.primal, share * q_(i), dq(i)); }
            const double room = highest(i) - u_(i);
            if (room > blur() && std::isfinite(room)) { StepLength::keep(step.dual, share * room, -du(i)); }
        }
        return step;
    }

    /// What a price stays below: the ceiling, or the price of a mass of 2; no law has it, and e^u of KL(q‖p) explodes.
    [[nodiscard]] double highest(Eigen::Index i) const {
        return std::isfinite(divergence_.ceiling()) ? divergence_.ceiling() : divergence_.price(symbol(i), 2.0);
    }
    /// Prices this near to the ceiling are flat in q: they do not limit a step, they are moved back inside after it.
    [[nodiscard]] double blur() const {
        return std::isfinite(divergence_.ceiling()) ? 1e-7 * divergence_.ceiling() : 0.0;
    }
    /// The nearest to the ceiling that a price may come.
    [[nodiscard]] double narrowest() const { return std::numeric_limits<double>::epsilon() * divergence_.ceiling(); }
    [[nodiscard]] Eigen::Index symbol(Eigen::Index i) const { return symbols_[static_cast<std::size_t>(i)]; }

    void secant(Eigen::Index i) {
        offset_(i) = 0.0;
        stiffness_(i) = 1e150;
        // A symbol outside the support has the constant price f′(∞): its stiffness is infinite.
        if (divergence_.reference()(symbol(i)) <= 0.0) { return; }
        const double price = std::clamp(divergence_.price(symbol(i), q_(i)), -1e100, 1e100);
        const double response = u_(i) > divergence_.floor() ? divergence_.response(symbol(i), u_(i)) : 0.0;
        const double apart = response - q_(i);
        const double rounding =
            64.0 * std::numeric_limits<double>::epsilon() * std::max(std::abs(price), std::abs(u_(i)));
        // Near the ceiling prices agree to rounding where responses do not: a secant would be noise, of any sign.
        const bool distinct = std::abs(u_(i) - price) > rounding && std::abs(apart) > 1e-6 * std::max(response, q_(i));
        if (std::isfinite(response) && distinct) {
            offset_(i) = apart;
            stiffness_(i) = std::clamp(apart / (u_(i) - price), 1e-150, 1e150);
            return;
        }
        stiffness_(i) = 1.0 / std::clamp(divergence_.curvature(symbol(i), q_(i)), 1e-150, 1e150);
        offset_(i) = (u_(i) - price) * stiffness_(i);
    }

    const FiniteDivergence& divergence_;
    double left_out_;
    std::vector<Eigen::Index> symbols_;
    Eigen::VectorXd q_, u_, stiffness_, offset_, second_;
};

} // namespace

std::unique_ptr<Price> make_smooth_price(const PriceSymbols& symbols) { return std::make_unique<SmoothPrice>(symbols); }

} // namespace perdis
