#include "path_start.hpp"

#include "central_level.hpp"
#include "starting_arcs.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace perdis {

namespace {

/// p_X on the alphabet, as a law.
Eigen::VectorXd target_law(const FiniteDivergence& divergence) {
    const double sum = divergence.reference().sum();
    return sum > 0.0 ? Eigen::VectorXd(divergence.reference() / sum) : divergence.reference();
}

/// The least weight of a symbol, relative to the mean weight: a barrier of very unequal weights makes short steps.
double weight_floor(const FiniteDivergence& divergence) {
    // Where prices have no ceiling, mass far above p_z is as dear as no mass elsewhere.
    return std::isfinite(divergence.ceiling()) ? 10.0 : 1e-290;
}

/// ρ_y with r_y ρ_y at least ten times the mean of r, the same for all but the heaviest rows; 1 where r_y = 0.
Eigen::VectorXd row_weights(const Eigen::VectorXd& masses) {
    const double floor = 10.0 / static_cast<double>(masses.size());
    Eigen::VectorXd weights =
        masses.unaryExpr([floor](double r) { return r > 0.0 ? std::clamp(floor / r, 1.0, 1e10) : 1.0; });
    return weights / weights.dot(masses);
}

/// The conditional law on the central path of zero prices with λ = κ μ: Q = ρ_y ω / (κ c + η_y), rows summing to one.
///
/// Its cost falls in κ, and is at most Σ r ρ ω c / (2 c) = ½ at κ = 2.
Eigen::ArrayXd analytic_centre(const PathProblem& path, const Arcs& arcs, double kappa) {
    Eigen::ArrayXd conditional = arcs.from_columns(path.weights) * arcs.from_rows(path.row_weights);
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        auto row = conditional.segment(arcs.first(y), arcs.count(y));
        const Eigen::ArrayXd cost = kappa * arcs.cost().segment(arcs.first(y), arcs.count(y));
        row /= cost + central_level(row, cost);
        row /= row.sum();
    }
    return conditional;
}

/// λ / μ where the path of zero prices has λ t = μ budget_weight: the root κ of κ (B − E c) = budget_weight, B the budget.
double start_rate(const PathProblem& path, const Arcs& arcs) {
    const Eigen::ArrayXd mass = arcs.from_rows(path.masses);
    double low = 1e-8;
    double high = 4.0; // spends at most a quarter, the budget is at least a half
    while (high > 1.1 * low) {
        const double kappa = std::sqrt(low * high);
        const double left = path.budget - (mass * analytic_centre(path, arcs, kappa) * arcs.cost()).sum();
        (left * kappa > budget_weight ? high : low) = kappa;
    }
    return high;
}

/// Slacks s = λ c + u − a near the central path of the analytic centre: there μ ω / Q = μ (κ c + η), so λ = κ μ and
/// a = max u − μ η, with μ so large that the prices change no slack by more than half.
void centre_slack(const PathProblem& path, Iterate& start, double least_mu, double kappa) {
    const Arcs& arcs = *start.arcs;
    const Eigen::VectorXd below = start.prices.array() - start.prices.maxCoeff();
    const Eigen::ArrayXd level = arcs.from_rows(path.row_weights) * arcs.from_columns(path.weights) / start.conditional;
    const double mu = path.height * std::max(least_mu, 2.0 * (-arcs.from_columns(below) / level).maxCoeff());
    start.multiplier = kappa * mu;
    start.slack = start.multiplier * arcs.cost() + arcs.from_columns(below);
    start.potentials.resize(arcs.rows());
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        const double lowest = level.segment(arcs.first(y), arcs.count(y)).minCoeff();
        start.slack.segment(arcs.first(y), arcs.count(y)) += mu * lowest;
        start.potentials(y) = start.prices.maxCoeff() - mu * lowest;
    }
}

/// s(q) − min s, a positive number of its size.
double above_minimum(const FiniteProblem& problem, const PathSetup& setup, const Eigen::VectorXd& law) {
    const FiniteDivergence& divergence = problem.divergence();
    Eigen::VectorXd q = Eigen::VectorXd::Zero(divergence.size());
    q(setup.symbols) = law / law.sum();
    return std::max(divergence.core(q) - divergence.core_minimum(), 1e-12);
}

} // namespace

RowMatrix cheapest_estimator(const FiniteProblem& problem) {
    RowMatrix estimator(problem.excess().rows(), problem.excess().cols());
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        estimator.row(y) = (problem.excess().row(y).array() == 0.0).cast<double>();
        estimator.row(y) /= estimator.row(y).sum();
    }
    return estimator;
}

PathSetup set_up_path(const FiniteProblem& problem, double distortion) {
    PathSetup setup;
    const FiniteDivergence& divergence = problem.divergence();
    const RowMatrix& excess = problem.excess();
    const double budget = distortion - problem.usable_distortion();
    setup.at_minimum = budget <= problem.slack();
    if (!setup.at_minimum) {
        int exponent = 0;
        setup.path.budget = std::frexp(budget, &exponent);
        setup.unit = std::ldexp(1.0, exponent);
    }
    const Eigen::VectorXd least = problem.law(cheapest_estimator(problem));
    for (Eigen::Index z = 0; z < excess.cols(); ++z) {
        const bool reachable = !setup.at_minimum || least(z) > 0.0;
        if (problem.usable(z) && reachable) {
            setup.symbols.push_back(z);
        } else if (problem.usable(z)) {
            setup.forced_infinite |= std::isinf(divergence.term(z, 0.0));
        }
    }
    PathProblem& path = setup.path;
    const auto k = static_cast<Eigen::Index>(setup.symbols.size());
    const Eigen::VectorXd target = target_law(divergence);
    const double floor = weight_floor(divergence);
    path.masses = problem.observation();
    path.cost.resize(excess.rows(), k);
    path.weights.resize(k);
    for (Eigen::Index j = 0; j < k; ++j) {
        const Eigen::Index z = setup.symbols[static_cast<std::size_t>(j)];
        path.cost.col(j) = excess.col(z) / setup.unit;
        path.weights(j) = target(z) + least(z) + floor / static_cast<double>(k);
    }
    path.weights /= path.weights.sum();
    path.row_weights = row_weights(path.masses);
    path.budgeted = !setup.at_minimum;
    path.price = make_price({divergence, setup.symbols, path.weights});
    return setup;
}

Iterate cold_start(const FiniteProblem& problem, const PathSetup& setup) {
    const PathProblem& path = setup.path;
    Iterate start;
    start.arcs = std::make_shared<const Arcs>(starting_arcs(problem, setup));
    const Arcs& arcs = *start.arcs;
    const double kappa = path.budgeted ? start_rate(path, arcs) : 0.0;
    start.conditional = analytic_centre(path, arcs, kappa);
    const Eigen::ArrayXd joint = arcs.from_rows(path.masses) * start.conditional;
    if (path.budgeted) { start.budget_left = path.budget - (joint * arcs.cost()).sum(); }
    start.law = arcs.column_sums(joint);
    const double value = above_minimum(problem, setup, start.law);
    start.prices = path.price->start(start.law, value);
    centre_slack(path, start, std::max(1e-2 * value, path.price->level()), kappa);
    return start;
}

Iterate warm_start(const PathSetup& setup, const Solution& warm) {
    const PathProblem& path = setup.path;
    const Eigen::Index m = path.cost.rows();
    Iterate start;
    start.prices = warm.prices(setup.symbols);
    start.multiplier = std::max(warm.multiplier * setup.unit, 1e-12);
    start.arcs = std::make_shared<const Arcs>(arcs_near(path, start.prices, start.multiplier));
    const Arcs& arcs = *start.arcs;
    Eigen::ArrayXd known(arcs.size());
    for (Eigen::Index arc = 0; arc < arcs.size(); ++arc) {
        known(arc) = warm.estimator(arcs.row(arc), setup.symbols[static_cast<std::size_t>(arcs.column(arc))]);
    }
    const Eigen::ArrayXd mass = arcs.from_rows(path.masses);
    const double spent = (mass * known * arcs.cost()).sum();
    const double mu = start.multiplier * std::max(1.0, 3.0 * std::abs(path.budget - spent));
    path.price->start_at(arcs.column_sums(mass * known), start.prices, mu);
    start.slack = start.multiplier * arcs.cost() + arcs.from_columns(start.prices);
    start.potentials.resize(m);
    for (Eigen::Index y = 0; y < m; ++y) {
        start.potentials(y) = start.slack.segment(arcs.first(y), arcs.count(y)).minCoeff();
    }
    start.slack -= arcs.from_rows(start.potentials);
    // Q − s as it is, Q s = μ ρ ω: the residuals this leaves vanish with the first full step.
    const Eigen::ArrayXd product = mu * arcs.from_rows(path.row_weights) * arcs.from_columns(path.weights);
    const Eigen::ArrayXd half = 0.5 * (known - start.slack);
    const Eigen::ArrayXd root = (half.square() + product).sqrt();
    start.conditional = (half > 0.0).select(half + root, product / (root - half));
    start.slack = product / start.conditional;
    start.budget_left = budget_weight * mu / start.multiplier;
    return start;
}

} // namespace perdis
