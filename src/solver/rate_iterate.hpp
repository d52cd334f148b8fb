#pragma once

#include <perdis/tradeoff/rate_problem.hpp>
#include <perdis/tradeoff/rate_solution.hpp>

#include <Eigen/Core>

namespace perdis {

/// A point (q, s) of the rate problem: a law of the output and a slope, with what both determine.
///
///     Q(z|x) = q_z e^{−s e(x, z)} / Z_x,   Z_x = Σ_z q_z e^{−s e(x, z)},   c_z = Σ_x p_x e^{−s e(x, z)} / Z_x,   q′ = Qᵀp = q c
///
/// At D_min (no budget) e^{−s e} is 1 for the symbols of zero excess, 0 for all others. Symbols x with p_x = 0 are left out.
class RateIterate {
public:
    /// @param budget  D − D_min; 0 asks for D_min.
    RateIterate(const RateProblem& problem, double budget);

    /// Q, Z, q′ and the distortion at the law and the slope as they are.
    void evaluate();
    /// The slope at which the excess distortion is the budget, q as it is; evaluates.
    void meet_budget();
    /// Blahut and Arimoto's step: q becomes q′, the slope meets the budget.
    void sweep();

    /// −s budget + Σ p ln λ ≤ R(D), λ = w/Z with factors w ≤ 1 that leave Σ_x p_x λ_x e^{−s e(x, z)} ≤ 1 for every z.
    [[nodiscard]] double lower() const;
    /// How far R(D) is above lower() at most: Σ p ln(1/w), and what it costs to meet the budget, whether it is left
    /// over, at the slope s, or overspent, by a mixture with the cheapest output, whose rate is at most min{ln k, H(X)}.
    [[nodiscard]] double gap() const;
    /// The claim: Q, the potentials ln λ and the slope.
    [[nodiscard]] RateSolution claim(const RateProblem& problem) const;

    [[nodiscard]] bool at_minimum() const { return budget_ == 0.0; }
    /// The excess distortion less the budget.
    [[nodiscard]] double overspent() const { return spent_ - budget_; }
    /// Σ_x p_x Var(e(x, X̂) | x) = −∂(excess distortion)/∂s.
    [[nodiscard]] double variance() const { return variance_; }
    /// Σ_x p_x Q(z|x) (e(x, z) − E[e(x, X̂) | x]), k entries: −q_z ∂c_z/∂s.
    [[nodiscard]] Eigen::VectorXd tilt() const;
    /// √p_x Q(z|x).
    [[nodiscard]] const RowMatrix& root() const { return root_; }
    /// c, k entries.
    [[nodiscard]] const Eigen::VectorXd& yield() const { return yield_; }
    /// q′.
    [[nodiscard]] const Eigen::VectorXd& marginal() const { return marginal_; }

    Eigen::VectorXd law; ///< q
    double slope;        ///< s

private:
    [[nodiscard]] double excess_at(double slope, double& variance) const;
    void find_factors();

    Eigen::VectorXd source_; ///< the p_x above 0
    RowMatrix excess_;       ///< their rows
    double budget_;
    double most_rate_ = 0.0; ///< min{ln k, H(X)}
    RowMatrix root_;
    RowMatrix share_;            ///< p_x e^{−s e(x, z)} / Z_x, whose columns sum to c
    Eigen::ArrayXd log_factor_;  ///< ln w
    Eigen::VectorXd normaliser_; ///< Z
    Eigen::VectorXd mean_;       ///< E[e(x, X̂) | x]
    Eigen::VectorXd yield_;      ///< c
    Eigen::VectorXd marginal_;   ///< q′
    double spent_ = 0.0;
    double variance_ = 0.0;
};

} // namespace perdis
