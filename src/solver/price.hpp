#pragma once

#include <perdis/divergence/finite_divergence.hpp>

#include <Eigen/Core>

#include <memory>
#include <vector>

namespace perdis {

/// How far a step may go: estimators and prices apart.
struct StepLength {
    double primal = 1.0;
    double dual = 1.0;

    /// Shortens to keep value + α step ≥ 0.
    static void keep(double& alpha, double value, double step) {
        if (step < 0.0 && -step * alpha > value) { alpha = value / -step; }
    }
};

/// The price u = ∂s(q) inside Newton's method: linearised, du and dq obey dq = stiffness · du + offset.
///
/// A piecewise linear s (total variation) carries complementarity pairs of its own.
class Price {
public:
    virtual ~Price() = default;

    /// Prices to start from at the law q.
    [[nodiscard]] virtual Eigen::VectorXd start(const Eigen::VectorXd& q, double mu) = 0;
    /// Starts from given prices, which are moved inside their domain.
    virtual void start_at(const Eigen::VectorXd& q, Eigen::VectorXd& u, double mu) = 0;
    /// s(q).
    [[nodiscard]] virtual double value_at(const Eigen::VectorXd& q) const = 0;
    /// The average complementarity product at the start.
    [[nodiscard]] virtual double level() const { return complementarity() / weight(); }
    /// Prepares a step from (q, u).
    virtual void linearise(const Eigen::VectorXd& q, const Eigen::VectorXd& u) = 0;
    /// The stiffness.
    [[nodiscard]] virtual const Eigen::VectorXd& stiffness() const = 0;
    /// The offset that aims at complementarity mu; second order in the predicted step once predicted() has been called.
    [[nodiscard]] virtual Eigen::VectorXd offset(double mu) = 0;
    /// Takes note of the predictor's step for the corrector's second-order term.
    virtual void predicted(const Eigen::VectorXd& dq, const Eigen::VectorXd& du) = 0;
    /// The longest step in [0, 1] along the predictor that keeps the price's own variables in their domain.
    [[nodiscard]] virtual StepLength longest_affine_step(const Eigen::VectorXd& dq, const Eigen::VectorXd& du) = 0;
    /// Fixes the corrector's step and returns the longest one likewise.
    [[nodiscard]] virtual StepLength longest_step(const Eigen::VectorXd& dq, const Eigen::VectorXd& du, double mu) = 0;
    /// Moves along the step fixed last.
    virtual void move(const StepLength& step) = 0;
    /// Moves prices that rounding carried out of the domain back into it.
    virtual void keep_inside(Eigen::VectorXd&) const {}
    /// The sum of complementarity products, of their weights, and the sum after a step along the one fixed last.
    [[nodiscard]] virtual double complementarity() const = 0;
    [[nodiscard]] virtual double weight() const = 0;
    [[nodiscard]] virtual double complementarity_after(const StepLength& step) const = 0;
    /// s(q) + s*(u) − ⟨u, q⟩ ≥ 0, or the products where s is piecewise linear.
    [[nodiscard]] virtual double gap(const Eigen::VectorXd& q, const Eigen::VectorXd& u) const = 0;
};

/// The symbols of a divergence that take part, and their weights on the central path.
struct PriceSymbols {
    const FiniteDivergence& divergence;
    std::vector<Eigen::Index> symbols;
    Eigen::VectorXd weights;

    /// Σ φ(p, 0) over the symbols of the support that take no part.
    [[nodiscard]] double left_out() const;
};

/// The price model of a separable divergence.
[[nodiscard]] std::unique_ptr<Price> make_price(const PriceSymbols& symbols);

[[nodiscard]] std::unique_ptr<Price> make_smooth_price(const PriceSymbols& symbols);
[[nodiscard]] std::unique_ptr<Price> make_total_variation_price(const PriceSymbols& symbols);

} // namespace perdis
