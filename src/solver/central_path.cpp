#include "central_path.hpp"

#include "pricing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double tiny = 1e-250;
// Gondzio's band for the products, in units of the target.
constexpr double nearest = 0.1;
constexpr double farthest = 10.0;
constexpr double rounding = 8.0 * std::numeric_limits<double>::epsilon();

} // namespace

CentralPath::CentralPath(const PathProblem& problem, Iterate start) : problem_(problem), iterate_(std::move(start)) {
    take_arcs();
    assemble();
}

void CentralPath::take_arcs() {
    const Arcs& arcs = *iterate_.arcs;
    mass_ = arcs.from_rows(problem_.masses);
    goal_ = arcs.from_rows(problem_.row_weights) * arcs.from_columns(problem_.weights);
    total_weight_ = (mass_ * goal_).sum();
}

void CentralPath::assemble() {
    const Arcs& arcs = *iterate_.arcs;
    ratios_ = iterate_.conditional / iterate_.slack;
    row_ratios_ = arcs.row_sums(ratios_);
    iterate_.law = arcs.column_sums(mass_ * iterate_.conditional);
    mean_cost_ = Eigen::VectorXd::Zero(arcs.rows());
    double budget_product = 0.0;
    if (problem_.budgeted) {
        mean_cost_ = arcs.row_sums(ratios_ * arcs.cost()).cwiseQuotient(row_ratios_);
        const Eigen::ArrayXd apart = arcs.cost() - arcs.from_rows(mean_cost_);
        const Eigen::ArrayXd weighted = mass_ * ratios_ * apart;
        border_ = arcs.column_sums(weighted);
        border_corner_ = (weighted * apart).sum();
        budget_product = iterate_.multiplier * iterate_.budget_left;
    }
    measure_drift();
    problem_.price->linearise(iterate_.law, iterate_.prices);
    const double products = (mass_ * iterate_.conditional * iterate_.slack).sum() + budget_product;
    const double weight = total_weight_ + (problem_.budgeted ? budget_weight : 0.0) + problem_.price->weight();
    mu_ = (products + problem_.price->complementarity()) / weight;
    gap_ = products + problem_.price->gap(iterate_.law, iterate_.prices) + violation_;
}

void CentralPath::measure_drift() {
    const Arcs& arcs = *iterate_.arcs;
    const Eigen::ArrayXd prices = arcs.from_columns(iterate_.prices);
    const Eigen::ArrayXd potentials = arcs.from_rows(iterate_.potentials);
    const Eigen::ArrayXd charge = iterate_.multiplier * arcs.cost();
    drift_ = prices - potentials + charge - iterate_.slack;
    drift_ = (drift_.abs() > rounding * (prices.abs() + potentials.abs() + charge)).select(drift_, 0.0);
    violation_ = (mass_ * iterate_.conditional * drift_).sum();
    const Eigen::ArrayXd below = -(iterate_.slack + drift_);
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        violation_ += problem_.masses(y) * std::max(0.0, below.segment(arcs.first(y), arcs.count(y)).maxCoeff());
    }
}

void CentralPath::factorise() {
    system_.factorise(*iterate_.arcs, problem_.masses, ratios_, row_ratios_, problem_.price->stiffness());
    if (problem_.budgeted) { border_solution_ = system_.solve(border_); }
}

/// The direction to products s Q + s dQ + Q ds = aim and λ t + λ dt + t dλ = budget_aim, laws of sum one, the budget
/// spent; the price moves by dq = K du + offset.
CentralPath::Direction CentralPath::newton(const Eigen::ArrayXd& aim, double budget_aim,
                                           const Eigen::VectorXd& offset) const {
    const Arcs& arcs = *iterate_.arcs;
    // With V = Q / s:  Q + dQ = aim / s − V ds,  ds = du − da + dλ c + drift,  and the rows' sums fix da.
    const Eigen::ArrayXd fixed = aim / iterate_.slack - ratios_ * drift_;
    const Eigen::VectorXd fixed_rows = arcs.row_sums(fixed);
    const Eigen::VectorXd share = (Eigen::VectorXd::Ones(arcs.rows()) - fixed_rows).cwiseQuotient(row_ratios_);
    const Eigen::ArrayXd law = fixed + ratios_ * arcs.from_rows(share);
    Direction direction;
    direction.prices = system_.solve(arcs.column_sums(mass_ * law) - iterate_.law - offset);
    if (problem_.budgeted) {
        const double spent = (mass_ * law * arcs.cost()).sum();
        const double corner = border_corner_ + iterate_.budget_left / iterate_.multiplier;
        const double complement = std::max(corner - border_.dot(border_solution_), 1e-16 * corner);
        direction.multiplier =
            (spent - problem_.budget + budget_aim / iterate_.multiplier - border_.dot(direction.prices)) / complement;
        direction.prices -= direction.multiplier * border_solution_;
        direction.budget_left =
            (budget_aim - iterate_.budget_left * direction.multiplier) / iterate_.multiplier - iterate_.budget_left;
    }
    const Eigen::ArrayXd prices = arcs.from_columns(direction.prices);
    direction.potentials =
        arcs.row_sums(ratios_ * prices).cwiseQuotient(row_ratios_) + share + direction.multiplier * mean_cost_;
    direction.slack = prices - arcs.from_rows(direction.potentials) + direction.multiplier * arcs.cost() + drift_;
    direction.conditional = aim / iterate_.slack - iterate_.conditional - ratios_ * direction.slack;
    direction.law = arcs.column_sums(mass_ * direction.conditional);
    return direction;
}

/// The product to aim at, from how far the predictor gets.
double CentralPath::centring() {
    affine_ = newton(Eigen::ArrayXd::Zero(goal_.size()), 0.0, problem_.price->offset(0.0));
    curve_ = affine_.conditional * affine_.slack;
    budget_curve_ = affine_.multiplier * affine_.budget_left;
    recall_.setZero(goal_.size());
    Price& price = *problem_.price;
    price.predicted(affine_.law, affine_.prices);
    const StepLength step = limit(affine_, price.longest_affine_step(affine_.law, affine_.prices));
    double after = (mass_ * (iterate_.conditional + step.primal * affine_.conditional)
                    * (iterate_.slack + step.dual * affine_.slack))
                       .sum()
                   + price.complementarity_after(step);
    double weight = total_weight_ + price.weight();
    if (problem_.budgeted) {
        weight += budget_weight;
        after += (iterate_.multiplier + step.dual * affine_.multiplier)
                 * (iterate_.budget_left + step.primal * affine_.budget_left);
    }
    const double ratio = std::max(after / weight, 0.0) / mu_;
    return std::clamp(ratio * ratio * ratio, 1e-8, 1.0) * mu_;
}

CentralPath::Direction CentralPath::corrected(double target) {
    return newton(target * goal_ - curve_ + recall_, budget_weight * target - budget_curve_,
                  problem_.price->offset(target));
}

/// The step that the arcs and the budget allow, no longer than the given one.
StepLength CentralPath::limit(const Direction& direction, StepLength step) const {
    const double primal = (-direction.conditional / iterate_.conditional).maxCoeff();
    const double dual = (-direction.slack / iterate_.slack).maxCoeff();
    step.primal = std::min(step.primal, primal > 1.0 ? 1.0 / primal : 1.0);
    step.dual = std::min(step.dual, dual > 1.0 ? 1.0 / dual : 1.0);
    if (problem_.budgeted) {
        StepLength::keep(step.primal, iterate_.budget_left, direction.budget_left);
        StepLength::keep(step.dual, iterate_.multiplier, direction.multiplier);
    }
    if (problem_.coupled) { step.primal = step.dual = std::min(step.primal, step.dual); }
    return step;
}

StepLength CentralPath::longest(const Direction& direction, double target) {
    return limit(direction, problem_.price->longest_step(direction.law, direction.prices, target));
}

/// Gondzio's correction: products that a longer step would carry out of the band are aimed back at its edge.
void CentralPath::call_back(const StepLength& step, double target) {
    const StepLength trial{std::min(1.0, 1.5 * step.primal + 0.1), std::min(1.0, 1.5 * step.dual + 0.1)};
    const Eigen::ArrayXd goal = target * goal_;
    const Eigen::ArrayXd product = (iterate_.conditional + trial.primal * direction_.conditional)
                                   * (iterate_.slack + trial.dual * direction_.slack);
    recall_ += (nearest * goal - product).max(0.0) + (farthest * goal - product).min(0.0).max(-farthest * goal);
}

StepLength CentralPath::improve(StepLength step, double target) {
    for (int i = 0; i < 2 && std::min(step.primal, step.dual) < 0.7; ++i) {
        call_back(step, target);
        std::swap(direction_, affine_); // affine_ is no longer needed: it keeps the direction to fall back on
        direction_ = corrected(target);
        const StepLength longer = longest(direction_, target);
        if (!(longer.primal + longer.dual > 1.1 * (step.primal + step.dual))) {
            std::swap(direction_, affine_);
            return longest(direction_, target);
        }
        step = longer;
    }
    return step;
}

void CentralPath::move(const StepLength& step) {
    iterate_.conditional = (iterate_.conditional + step.primal * direction_.conditional).max(tiny);
    iterate_.slack = (iterate_.slack + step.dual * direction_.slack).max(tiny);
    iterate_.prices += step.dual * direction_.prices;
    iterate_.potentials += step.dual * direction_.potentials;
    problem_.price->keep_inside(iterate_.prices);
    if (problem_.budgeted) {
        iterate_.multiplier = std::max(iterate_.multiplier + step.dual * direction_.multiplier, tiny);
        iterate_.budget_left = std::max(iterate_.budget_left + step.primal * direction_.budget_left, tiny);
    }
    problem_.price->move(step);
}

bool CentralPath::step() {
    factorise();
    const double target = centring();
    direction_ = corrected(target);
    if (!direction_.prices.allFinite() || !std::isfinite(direction_.multiplier)) { return false; }
    StepLength step = improve(longest(direction_, target), target);
    const double damping = std::clamp(1.0 - std::sqrt(target / mu_), 0.9, 0.9995);
    if (step.primal < 1.0) { step.primal *= damping; }
    if (step.dual < 1.0) { step.dual *= damping; }
    if (!(std::max(step.primal, step.dual) > 1e-8)) { return false; }
    move(step);
    if (problem_.budgeted && !iterate_.arcs->complete() && take_in_arcs(problem_, iterate_)) { take_arcs(); }
    assemble();
    return std::isfinite(gap_);
}

} // namespace perdis
