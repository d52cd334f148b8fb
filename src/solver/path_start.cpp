#include "path_start.hpp"

#include "central_level.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double warm_share = 1e-2;
constexpr double forbidden_mass = 1e-200;
constexpr double forbidden_slack = 1e150;

/// A law near which a perfect q lies: p_X on the alphabet, or every x at its nearest symbol.
Eigen::VectorXd target_law(const FiniteDivergence& divergence) {
    Eigen::VectorXd law = divergence.reference();
    if (divergence.kind() == FiniteDivergence::Kind::transport) {
        law.setZero();
        for (Eigen::Index x = 0; x < divergence.source().size(); ++x) {
            Eigen::Index nearest = 0;
            divergence.ground().row(x).minCoeff(&nearest);
            law(nearest) += divergence.source()(x);
        }
    }
    const double sum = law.sum();
    return sum > 0.0 ? Eigen::VectorXd(law / sum) : law;
}

/// The least weight of a symbol, relative to the mean weight: a barrier of very unequal weights makes short steps.
double weight_floor(const FiniteDivergence& divergence) {
    // Under transport any symbol may take mass from its neighbours.
    if (divergence.kind() == FiniteDivergence::Kind::transport) { return 10.0; }
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

/// Slacks λ c + u − a with a_y below the row minimum by a margin that balances the products.
void complete(const PathSetup& setup, Iterate& start, double least_margin) {
    const PathProblem& path = setup.path;
    start.slack = path.cost * start.multiplier;
    start.slack.rowwise() += start.prices.transpose();
    const Eigen::VectorXd least = start.slack.rowwise().minCoeff();
    start.slack.colwise() -= least;
    const double mean = path.masses.dot(start.conditional.cwiseProduct(start.slack).rowwise().sum());
    const double margin = std::max(mean, least_margin);
    start.slack.array() += margin;
    start.potentials = least.array() - margin;
}

/// The conditional law on the central path of zero prices: Q = ρ_y ω / (2 c + η_y), rows summing to one.
///
/// Its cost is at most Σ r ρ ω c / (2 c) = ½. At D_min the cheapest symbols alone take part.
RowMatrix analytic_centre(const PathProblem& path) {
    RowMatrix conditional = RowMatrix::Zero(path.cost.rows(), path.cost.cols());
    for (Eigen::Index y = 0; y < path.cost.rows(); ++y) {
        const auto cost = path.cost.row(y).array();
        Eigen::ArrayXd weights = path.weights * path.row_weights(y);
        if (!path.budgeted) { weights = (cost == 0.0).transpose().select(weights, 0.0); }
        conditional.row(y) = weights / (2.0 * cost.transpose() + central_level(weights, 2.0 * cost.transpose()));
        conditional.row(y) /= conditional.row(y).sum();
    }
    return conditional;
}

/// Slacks s = λ c + u − a near the central path of the analytic centre: there μ ω / Q = μ (2 c + η), so λ = 2 μ and
/// a = max u − μ η, with μ so large that the prices change no slack by more than half.
void centre_slack(const PathProblem& path, Iterate& start, double least_mu) {
    const Eigen::RowVectorXd below = (start.prices.array() - start.prices.maxCoeff()).matrix().transpose();
    double mu = least_mu;
    for (Eigen::Index y = 0; y < path.cost.rows(); ++y) {
        const auto relative = -below.array() * start.conditional.row(y).array() / path.weights.transpose().array();
        mu = std::max(mu, 2.0 * relative.maxCoeff() / path.row_weights(y));
    }
    start.multiplier = path.budgeted ? 2.0 * mu : 0.0;
    start.slack.resize(path.cost.rows(), path.cost.cols());
    start.potentials.resize(path.cost.rows());
    for (Eigen::Index y = 0; y < path.cost.rows(); ++y) {
        Eigen::Index cheapest = 0;
        path.cost.row(y).minCoeff(&cheapest);
        const double level = path.row_weights(y) * path.weights(cheapest) / start.conditional(y, cheapest);
        start.slack.row(y) = (start.multiplier * path.cost.row(y) + below).array() + mu * level;
        start.potentials(y) = start.prices.maxCoeff() - mu * level;
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
    setup.budget = distortion - problem.usable_distortion();
    setup.at_minimum = setup.budget <= problem.slack();
    if (setup.at_minimum) { setup.budget = 1.0; }
    const Eigen::VectorXd least = problem.law(cheapest_estimator(problem));
    for (Eigen::Index z = 0; z < excess.cols(); ++z) {
        const bool reachable = !setup.at_minimum || least(z) > 0.0;
        if (problem.usable(z) && reachable) {
            setup.symbols.push_back(z);
        } else if (problem.usable(z) && divergence.kind() != FiniteDivergence::Kind::transport) {
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
        path.cost.col(j) = excess.col(z) / setup.budget;
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
    start.conditional = analytic_centre(path);
    if (path.budgeted) {
        start.budget_left = 1.0 - path.masses.dot(start.conditional.cwiseProduct(path.cost).rowwise().sum());
    }
    start.law = start.conditional.transpose() * path.masses;
    const double value = above_minimum(problem, setup, start.law);
    start.prices = path.price->start(start.law, value);
    centre_slack(path, start, std::max(1e-2 * value, path.price->level()));
    if (setup.at_minimum) {
        start.slack = (path.cost.array() == 0.0).select(start.slack, forbidden_slack);
        start.conditional = start.conditional.cwiseMax(forbidden_mass);
    }
    return start;
}

Iterate warm_start(const FiniteProblem& problem, const PathSetup& setup, const Solution& warm) {
    const PathProblem& path = setup.path;
    Iterate start = cold_start(problem, setup);
    RowMatrix known(path.cost.rows(), path.cost.cols());
    for (Eigen::Index j = 0; j < path.cost.cols(); ++j) {
        const Eigen::Index z = setup.symbols[static_cast<std::size_t>(j)];
        known.col(j) = warm.estimator.col(z);
        start.prices(j) = warm.prices(z);
    }
    // Mixed with the analytic centre: enough to be interior, and to spend less than the budget.
    const double spent = path.masses.dot(known.cwiseProduct(path.cost).rowwise().sum());
    const double centre = 1.0 - start.budget_left;
    const double surplus = spent - (1.0 - 0.5 * warm_share);
    const double share = surplus > 0.0 ? std::min(1.0, std::max(warm_share, surplus / (spent - centre))) : warm_share;
    start.conditional = (1.0 - share) * known + share * start.conditional;
    start.law = start.conditional.transpose() * path.masses;
    start.budget_left = 1.0 - (1.0 - share) * spent - share * centre;
    start.multiplier = std::max(warm.multiplier * setup.budget, 1e-12);
    path.price->start_at(start.law, start.prices, share * start.multiplier);
    complete(setup, start, share * start.multiplier);
    return start;
}

} // namespace perdis
