#pragma once

#include "newton_system.hpp"
#include "price.hpp"

#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <memory>

namespace perdis {

/// A finite problem as the interior-point method sees it: usable symbols alone, cost in units of the budget.
struct PathProblem {
    Eigen::VectorXd masses;      ///< r = p_Y
    RowMatrix cost;              ///< excess / budget, m × k; at D_min arcs of positive cost take no part
    bool coupled = true;         ///< whether estimators and prices step alike: safer where prices follow a steep curve
    bool budgeted = true;        ///< whether Σ r Q cost ≤ 1 is imposed (not at D_min)
    Eigen::VectorXd weights;     ///< ω_z > 0, k entries: the central path has Q(z|y) s_yz = μ ρ_y ω_z
    Eigen::VectorXd row_weights; ///< ρ_y > 0, m entries
    std::unique_ptr<Price> price;
};

/// One iterate: conditional law Q(z|y), slacks s, prices u, row potentials a, multiplier λ, budget left t.
struct Iterate {
    RowMatrix conditional;
    RowMatrix slack;
    Eigen::VectorXd law;
    Eigen::VectorXd prices;
    Eigen::VectorXd potentials;
    double multiplier = 0.0;
    double budget_left = 1.0;
};

/// Mehrotra's predictor-corrector steps along the central path of a PathProblem.
class CentralPath {
public:
    CentralPath(PathProblem problem, Iterate start);

    /// One step; false where no progress is possible.
    bool step();
    /// The duality gap of the current iterate, in units of s.
    [[nodiscard]] double gap() const { return gap_; }
    /// s at the current law.
    [[nodiscard]] double value() const { return problem_.price->value_at(iterate_.law); }
    [[nodiscard]] const Iterate& iterate() const { return iterate_; }

private:
    using Row = Eigen::Array<double, 1, Eigen::Dynamic>;

    /// What a Newton direction is made of; the rest follows row by row.
    struct Direction {
        Eigen::VectorXd prices;
        double multiplier = 0.0;
        Eigen::VectorXd potentials;
        double budget_left = 0.0;
    };
    /// The largest relative decreases of Q and of s.
    struct Worst {
        double primal = 0.0;
        double dual = 0.0;
        void hear(double of_primal, double of_dual) {
            primal = std::max(primal, of_primal);
            dual = std::max(dual, of_dual);
        }
    };
    /// The right-hand side that a second-order aim adds, with its row sums.
    struct SecondOrder {
        Eigen::VectorXd prices;
        Eigen::VectorXd rows;
        double multiplier = 0.0;
        void clear(Eigen::Index m, Eigen::Index k) {
            prices = Eigen::VectorXd::Zero(k);
            rows = Eigen::VectorXd::Zero(m);
            multiplier = 0.0;
        }
    };

    void assemble();
    void collect(SecondOrder& side, const Row& aim, Eigen::Index y) const;
    void note_drift(Eigen::Index y);
    [[nodiscard]] Row drift(Eigen::Index y) const;
    [[nodiscard]] Row slack_step(const Direction& direction, Eigen::Index y) const;
    [[nodiscard]] Direction solve(const Eigen::VectorXd& price_side, double multiplier_side) const;
    void predict();
    [[nodiscard]] double centring();
    void correct(double target);
    [[nodiscard]] StepLength longest_step(double target);
    [[nodiscard]] StepLength joint(const Worst& worst, const Direction& direction, StepLength step) const;
    void nudge(const StepLength& step, double target);
    [[nodiscard]] StepLength improve(StepLength step, double target);
    void move(const StepLength& step);

    PathProblem problem_;
    Iterate iterate_;
    NewtonSystem system_;
    RowMatrix ratios_;           // V = Q / s
    RowMatrix step_;             // the corrector's dQ
    Eigen::VectorXd row_ratios_; // Σ_z V
    Eigen::VectorXd mean_cost_;  // Σ_z V cost / Σ_z V
    Eigen::VectorXd border_;     // b
    double border_corner_ = 0.0;
    Eigen::VectorXd border_solution_; // N⁻¹ b
    Eigen::VectorXd price_side_;
    double multiplier_side_ = 0.0;
    SecondOrder centre_;         // Σ r ω / s
    SecondOrder curve_;          // Σ r dQ ds / s of the predictor
    bool drifting_ = false;      // whether s has left λ c + u − a by more than rounding
    Eigen::VectorXd drift_rows_; // Σ_z V drift
    double violation_ = 0.0;     // what the drift adds to the duality gap
    SecondOrder nudge_;          // Σ r T / s
    bool nudged_ = false;
    RowMatrix nudge_arcs_;      // T: what brings outlying products back
    double total_weight_ = 1.0; // Σ r ρ ω
    double mu_ = 0.0;
    double gap_ = 0.0;
    Direction affine_;
    Direction corrected_;
};

} // namespace perdis
