#include "central_path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double tiny = 1e-250;
constexpr double forbidden = 1e-120; // arcs below take no part
// Gondzio's band for the products, in units of the target.
constexpr double nearest = 0.1;
constexpr double farthest = 10.0;
constexpr double rounding = 8.0 * std::numeric_limits<double>::epsilon();

} // namespace

CentralPath::CentralPath(PathProblem problem, Iterate start)
    : problem_(std::move(problem)), iterate_(std::move(start)),
      ratios_(iterate_.conditional.rows(), iterate_.conditional.cols()),
      step_(iterate_.conditional.rows(), iterate_.conditional.cols()) {
    total_weight_ = problem_.masses.dot(problem_.row_weights) * problem_.weights.sum();
    assemble();
}

void CentralPath::assemble() {
    const Eigen::Index m = problem_.cost.rows();
    const Eigen::Index k = problem_.cost.cols();
    row_ratios_.resize(m);
    mean_cost_.resize(m);
    border_ = Eigen::VectorXd::Zero(k);
    border_corner_ = 0.0;
    iterate_.law = Eigen::VectorXd::Zero(k);
    price_side_ = Eigen::VectorXd::Zero(k);
    multiplier_side_ = 0.0;
    drift_rows_ = Eigen::VectorXd::Zero(m);
    drifting_ = false;
    violation_ = 0.0;
    double products = 0.0;
    for (Eigen::Index y = 0; y < m; ++y) {
        const double r = problem_.masses(y);
        const auto conditional = iterate_.conditional.row(y).array();
        const auto slack = iterate_.slack.row(y).array();
        auto ratio = ratios_.row(y).array();
        ratio = conditional / slack;
        row_ratios_(y) = ratio.sum();
        products += r * (conditional * slack).sum();
        iterate_.law.array() += r * conditional.transpose();
        mean_cost_(y) = 0.0;
        if (!problem_.budgeted) {
            note_drift(y);
            continue;
        }
        const auto cost = problem_.cost.row(y).array();
        mean_cost_(y) = (ratio * cost).sum() / row_ratios_(y);
        note_drift(y);
        border_.array() += r * (ratio * (cost - mean_cost_(y))).transpose();
        border_corner_ += r * (ratio * (cost - mean_cost_(y)).square()).sum();
    }
    problem_.price->linearise(iterate_.law, iterate_.prices);
    const double budget_product = problem_.budgeted ? iterate_.multiplier * iterate_.budget_left : 0.0;
    const double weight = total_weight_ + (problem_.budgeted ? 1.0 : 0.0) + problem_.price->weight();
    mu_ = (products + budget_product + problem_.price->complementarity()) / weight;
    gap_ = products + budget_product + problem_.price->gap(iterate_.law, iterate_.prices) + violation_;
}

CentralPath::Row CentralPath::drift(Eigen::Index y) const {
    const auto prices = iterate_.prices.transpose().array();
    CentralPath::Row slack = prices - iterate_.potentials(y);
    CentralPath::Row noise = prices.abs() + std::abs(iterate_.potentials(y));
    if (problem_.budgeted) {
        slack += iterate_.multiplier * problem_.cost.row(y).array();
        noise += iterate_.multiplier * problem_.cost.row(y).array();
    }
    slack -= iterate_.slack.row(y).array();
    const auto meaningful = slack.abs() > rounding * noise && iterate_.conditional.row(y).array() > forbidden;
    return meaningful.select(slack, 0.0);
}

void CentralPath::note_drift(Eigen::Index y) {
    const CentralPath::Row gone = drift(y);
    if ((gone == 0.0).all()) { return; }
    drifting_ = true;
    const double r = problem_.masses(y);
    const auto ratio = ratios_.row(y).array();
    drift_rows_(y) = (ratio * gone).sum();
    violation_ += r
                  * ((iterate_.conditional.row(y).array() * gone).sum()
                     + std::max(0.0, -(iterate_.slack.row(y).array() + gone).minCoeff()));
    price_side_.array() += r * (ratio * (drift_rows_(y) / row_ratios_(y) - gone)).transpose();
    if (problem_.budgeted) {
        multiplier_side_ += r * (mean_cost_(y) * drift_rows_(y) - (ratio * gone * problem_.cost.row(y).array()).sum());
    }
}

CentralPath::Row CentralPath::slack_step(const Direction& direction, Eigen::Index y) const {
    CentralPath::Row ds = direction.prices.transpose().array() - direction.potentials(y);
    if (problem_.budgeted) { ds += direction.multiplier * problem_.cost.row(y).array(); }
    if (drifting_) { ds += drift(y); }
    return ds;
}

CentralPath::Direction CentralPath::solve(const Eigen::VectorXd& price_side, double multiplier_side) const {
    Direction direction;
    direction.prices = system_.solve(price_side);
    if (problem_.budgeted) {
        const double corner = border_corner_ + iterate_.budget_left / iterate_.multiplier;
        const double complement = std::max(corner - border_.dot(border_solution_), 1e-16 * corner);
        direction.multiplier = (multiplier_side - border_.dot(direction.prices)) / complement;
        direction.prices -= direction.multiplier * border_solution_;
    }
    return direction;
}

void CentralPath::predict() {
    system_.factorise(problem_.masses, ratios_, row_ratios_, problem_.price->diagonal(), problem_.price->dense());
    if (problem_.budgeted) { border_solution_ = system_.solve(border_); }
    price_side_ += ratios_.transpose() * problem_.masses.cwiseQuotient(row_ratios_) - iterate_.law;
    multiplier_side_ += problem_.masses.dot(mean_cost_) - 1.0;
    affine_ = solve(price_side_ - problem_.price->offset(0.0), multiplier_side_);
    affine_.budget_left = -iterate_.budget_left * (1.0 + affine_.multiplier / iterate_.multiplier);
    const Eigen::VectorXd rows = ratios_ * affine_.prices + drift_rows_;
    affine_.potentials = (rows.array() + 1.0) / row_ratios_.array() + affine_.multiplier * mean_cost_.array();
}

void CentralPath::collect(SecondOrder& side, const Row& aim, Eigen::Index y) const {
    const double r = problem_.masses(y);
    side.rows(y) = aim.sum();
    side.prices.array() += r * (aim - ratios_.row(y).array() * (side.rows(y) / row_ratios_(y))).transpose();
    if (problem_.budgeted) {
        side.multiplier += r * ((aim * problem_.cost.row(y).array()).sum() - mean_cost_(y) * side.rows(y));
    }
}

double CentralPath::centring() {
    const Eigen::Index m = problem_.cost.rows();
    const Eigen::Index k = problem_.cost.cols();
    for (SecondOrder* side : {&centre_, &curve_, &nudge_}) { side->clear(m, k); }
    nudged_ = false;
    Worst worst;
    double with_primal = 0.0; // Σ r s dQ, Σ r Q ds, Σ r dQ ds
    double with_dual = 0.0;
    double with_both = 0.0;
    double products = 0.0;
    Eigen::VectorXd law_step = Eigen::VectorXd::Zero(k);
    CentralPath::Row ds(k), dq(k), inverse(k), aim(k);
    for (Eigen::Index y = 0; y < m; ++y) {
        const double r = problem_.masses(y);
        const auto q = iterate_.conditional.row(y).array();
        const auto s = iterate_.slack.row(y).array();
        const auto ratio = ratios_.row(y).array();
        ds = slack_step(affine_, y);
        dq = -q - ratio * ds;
        inverse = 1.0 / s;
        worst.hear((-dq / q).maxCoeff(), (-ds * inverse).maxCoeff());
        with_primal += r * (s * dq).sum();
        with_dual += r * (q * ds).sum();
        with_both += r * (dq * ds).sum();
        products += r * (q * s).sum();
        law_step.array() += r * dq.transpose();
        aim = problem_.row_weights(y) * problem_.weights.transpose().array() * inverse;
        collect(centre_, aim, y);
        aim = dq * ds * inverse;
        collect(curve_, aim, y);
    }
    Price& price = *problem_.price;
    price.predicted(law_step, affine_.prices);
    const StepLength step = joint(worst, affine_, price.longest_affine_step(law_step, affine_.prices));
    double after = products + step.primal * with_primal + step.dual * with_dual + step.primal * step.dual * with_both
                   + price.complementarity_after(step);
    double weight = total_weight_ + price.weight();
    if (problem_.budgeted) {
        weight += 1.0;
        after += (iterate_.multiplier + step.dual * affine_.multiplier)
                 * (iterate_.budget_left + step.primal * affine_.budget_left);
    }
    const double ratio = std::max(after / weight, 0.0) / mu_;
    return std::clamp(ratio * ratio * ratio, 1e-8, 1.0) * mu_;
}

/// The step that the arcs, the budget and the price allow.
StepLength CentralPath::joint(const Worst& worst, const Direction& direction, StepLength step) const {
    step.primal = std::min(step.primal, worst.primal > 1.0 ? 1.0 / worst.primal : 1.0);
    step.dual = std::min(step.dual, worst.dual > 1.0 ? 1.0 / worst.dual : 1.0);
    if (problem_.budgeted) {
        StepLength::keep(step.primal, iterate_.budget_left, direction.budget_left);
        StepLength::keep(step.dual, iterate_.multiplier, direction.multiplier);
    }
    if (problem_.coupled) { step.primal = step.dual = std::min(step.primal, step.dual); }
    return step;
}

void CentralPath::correct(double target) {
    const double budget_second = target - affine_.multiplier * affine_.budget_left;
    const Eigen::VectorXd price_side =
        price_side_ + target * centre_.prices - curve_.prices + nudge_.prices - problem_.price->offset(target);
    const double multiplier_side = multiplier_side_ + target * centre_.multiplier - curve_.multiplier
                                   + nudge_.multiplier
                                   + (problem_.budgeted ? budget_second / iterate_.multiplier : 0.0);
    corrected_ = solve(price_side, multiplier_side);
    if (problem_.budgeted) {
        corrected_.budget_left =
            (budget_second - iterate_.budget_left * corrected_.multiplier) / iterate_.multiplier - iterate_.budget_left;
    }
    const Eigen::VectorXd aim = target * centre_.rows - curve_.rows + nudge_.rows;
    const Eigen::VectorXd rows = ratios_ * corrected_.prices + drift_rows_ - aim;
    corrected_.potentials = (rows.array() + 1.0) / row_ratios_.array() + corrected_.multiplier * mean_cost_.array();
}

StepLength CentralPath::longest_step(double target) {
    Worst worst;
    Eigen::VectorXd law_step = Eigen::VectorXd::Zero(problem_.cost.cols());
    CentralPath::Row ds(problem_.cost.cols()), dsa(problem_.cost.cols());
    for (Eigen::Index y = 0; y < problem_.cost.rows(); ++y) {
        const auto q = iterate_.conditional.row(y).array();
        const auto s = iterate_.slack.row(y).array();
        const auto ratio = ratios_.row(y).array();
        auto dq = step_.row(y).array();
        ds = slack_step(corrected_, y);
        dsa = slack_step(affine_, y);
        dq = (target * problem_.row_weights(y) * problem_.weights.transpose().array() + (q + ratio * dsa) * dsa) / s - q
             - ratio * ds;
        if (nudged_) { dq += nudge_arcs_.row(y).array() / s; }
        worst.hear((-dq / q).maxCoeff(), (-ds / s).maxCoeff());
        law_step.array() += problem_.masses(y) * dq.transpose();
    }
    return joint(worst, corrected_, problem_.price->longest_step(law_step, corrected_.prices, target));
}

void CentralPath::nudge(const StepLength& step, double target) {
    nudge_arcs_.resize(step_.rows(), step_.cols());
    nudge_.clear(step_.rows(), step_.cols());
    nudged_ = true;
    const StepLength trial{std::min(1.0, 1.5 * step.primal + 0.1), std::min(1.0, 1.5 * step.dual + 0.1)};
    for (Eigen::Index y = 0; y < step_.rows(); ++y) {
        const auto slack = iterate_.slack.row(y).array();
        const Row goal = target * problem_.row_weights(y) * problem_.weights.transpose().array();
        const Row product = (iterate_.conditional.row(y).array() + trial.primal * step_.row(y).array())
                            * (slack + trial.dual * slack_step(corrected_, y));
        nudge_arcs_.row(y) =
            (nearest * goal - product).max(0.0) + (farthest * goal - product).min(0.0).max(-farthest * goal);
        collect(nudge_, nudge_arcs_.row(y).array() / slack, y);
    }
}

StepLength CentralPath::improve(StepLength step, double target) {
    for (int i = 0; i < 2 && std::min(step.primal, step.dual) < 0.7; ++i) {
        nudge(step, target);
        correct(target);
        const StepLength longer = longest_step(target);
        if (longer.primal + longer.dual > 1.1 * (step.primal + step.dual)) {
            step = longer;
            continue;
        }
        // Not worth it: the arcs' own step is recomputed without the last nudge.
        nudged_ = false;
        nudge_.clear(step_.rows(), step_.cols());
        correct(target);
        return longest_step(target);
    }
    return step;
}

void CentralPath::move(const StepLength& step) {
    CentralPath::Row ds(problem_.cost.cols());
    for (Eigen::Index y = 0; y < problem_.cost.rows(); ++y) {
        auto q = iterate_.conditional.row(y).array();
        auto s = iterate_.slack.row(y).array();
        ds = slack_step(corrected_, y);
        q = (q + step.primal * step_.row(y).array()).max(tiny);
        s = (s + step.dual * ds).max(tiny);
    }
    iterate_.prices += step.dual * corrected_.prices;
    iterate_.potentials += step.dual * corrected_.potentials;
    problem_.price->keep_inside(iterate_.prices);
    if (problem_.budgeted) {
        iterate_.multiplier = std::max(iterate_.multiplier + step.dual * corrected_.multiplier, tiny);
        iterate_.budget_left = std::max(iterate_.budget_left + step.primal * corrected_.budget_left, tiny);
    }
    problem_.price->move(step);
}

bool CentralPath::step() {
    predict();
    const double target = centring();
    correct(target);
    if (!corrected_.prices.allFinite() || !std::isfinite(corrected_.multiplier)) { return false; }
    StepLength step = improve(longest_step(target), target);
    const double damping = std::clamp(1.0 - std::sqrt(target / mu_), 0.9, 0.9995);
    if (step.primal < 1.0) { step.primal *= damping; }
    if (step.dual < 1.0) { step.dual *= damping; }
    if (!(std::max(step.primal, step.dual) > 1e-8)) { return false; }
    move(step);
    assemble();
    return std::isfinite(gap_);
}

} // namespace perdis
