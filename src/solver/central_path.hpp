#pragma once

#include "arcs.hpp"
#include "newton_system.hpp"
#include "price.hpp"

#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <memory>

namespace perdis {

/// The weight of the budget's product on the central path, λ t = μ budget_weight: so little that the budget is nearly
/// spent along the whole path, which would otherwise first pass the estimators of far smaller distortion.
constexpr double budget_weight = 1e-2;

/// A finite problem as the interior-point method sees it: usable symbols alone, cost in a unit of the budget's size.
struct PathProblem {
    Eigen::VectorXd masses;      ///< r = p_Y
    RowMatrix cost;              ///< excess / unit, m × k; at D_min arcs of positive cost take no part
    double budget = 1.0;         ///< (D − D_min) / unit, in [½, 1)
    bool coupled = true;         ///< whether estimators and prices step alike: safer where prices follow a steep curve
    double height = 1.0;         ///< how many times its least μ a path starts at
    bool budgeted = true;        ///< whether Σ r Q cost ≤ budget is imposed (not at D_min)
    Eigen::VectorXd weights;     ///< ω_z > 0, k entries: the central path has Q(z|y) s_yz = μ ρ_y ω_z
    Eigen::VectorXd row_weights; ///< ρ_y > 0, m entries
    std::unique_ptr<Price> price;
};

/// One iterate: conditional law Q(z|y) and slacks s on the arcs, prices u, row potentials a, multiplier λ, budget left t.
struct Iterate {
    std::shared_ptr<const Arcs> arcs;
    Eigen::ArrayXd conditional;
    Eigen::ArrayXd slack;
    Eigen::VectorXd law;
    Eigen::VectorXd prices;
    Eigen::VectorXd potentials;
    double multiplier = 0.0;
    double budget_left = 1.0;
};

/// Mehrotra's predictor-corrector steps along the central path of a PathProblem.
class CentralPath {
public:
    /// @param problem  kept by reference.
    CentralPath(const PathProblem& problem, Iterate start);

    /// One step; false where no progress is possible.
    bool step();
    /// The duality gap of the current iterate, in units of s.
    [[nodiscard]] double gap() const { return gap_; }
    /// s at the current law.
    [[nodiscard]] double value() const { return problem_.price->value_at(iterate_.law); }
    [[nodiscard]] const Iterate& iterate() const { return iterate_; }

private:
    /// A Newton direction.
    struct Direction {
        Eigen::VectorXd prices;
        double multiplier = 0.0;
        Eigen::VectorXd potentials;
        double budget_left = 0.0;
        Eigen::ArrayXd slack;
        Eigen::ArrayXd conditional;
        Eigen::VectorXd law;
    };

    void take_arcs();
    void assemble();
    void measure_drift();
    void factorise();
    [[nodiscard]] Direction newton(const Eigen::ArrayXd& aim, double budget_aim, const Eigen::VectorXd& offset) const;
    [[nodiscard]] double centring();
    [[nodiscard]] Direction corrected(double target);
    [[nodiscard]] StepLength limit(const Direction& direction, StepLength step) const;
    [[nodiscard]] StepLength longest(const Direction& direction, double target);
    void call_back(const StepLength& step, double target);
    [[nodiscard]] StepLength improve(StepLength step, double target);
    void move(const StepLength& step);

    const PathProblem& problem_;
    Iterate iterate_;
    NewtonSystem system_;
    Eigen::ArrayXd mass_;        // r_y on every arc
    Eigen::ArrayXd goal_;        // ρ_y ω_z
    Eigen::ArrayXd ratios_;      // V = Q / s
    Eigen::VectorXd row_ratios_; // Σ_z V
    Eigen::VectorXd mean_cost_;  // Σ_z V cost / Σ_z V
    Eigen::VectorXd border_;     // b
    double border_corner_ = 0.0;
    Eigen::VectorXd border_solution_; // N⁻¹ b
    Eigen::ArrayXd drift_;            // λ c + u − a − s where that is more than rounding
    double violation_ = 0.0;          // what the drift adds to the duality gap
    Eigen::ArrayXd curve_;            // dQ ds of the predictor
    double budget_curve_ = 0.0;
    Eigen::ArrayXd recall_; // what brings outlying products back
    double total_weight_ = 1.0;
    double mu_ = 0.0;
    double gap_ = 0.0;
    Direction affine_;
    Direction direction_;
};

} // namespace perdis
