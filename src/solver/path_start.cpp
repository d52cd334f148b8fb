#include "path_start.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double weight_floor = 1e-10;
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

/// The cheapest estimator on the symbols that take part.
RowMatrix cheapest(const PathSetup& setup) {
    const RowMatrix& cost = setup.path.cost;
    RowMatrix estimator(cost.rows(), cost.cols());
    for (Eigen::Index y = 0; y < cost.rows(); ++y) {
        estimator.row(y) = (cost.row(y).array() == 0.0).cast<double>();
        estimator.row(y) /= estimator.row(y).sum();
    }
    return estimator;
}

/// Slacks λ c + u − a with a_y below the row minimum by the margin; a margin that balances the products.
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
    // Where prices have no ceiling, mass far above p_z is as dear as no mass elsewhere.
    const bool ceiling = divergence.kind() == FiniteDivergence::Kind::transport || std::isfinite(divergence.ceiling());
    const double floor = ceiling ? weight_floor : 1e-290;
    path.masses = problem.observation();
    path.cost.resize(excess.rows(), k);
    path.weights.resize(k);
    for (Eigen::Index j = 0; j < k; ++j) {
        const Eigen::Index z = setup.symbols[static_cast<std::size_t>(j)];
        path.cost.col(j) = excess.col(z) / setup.budget;
        path.weights(j) = target(z) + least(z) + floor / static_cast<double>(k);
    }
    path.weights /= path.weights.sum();
    path.budgeted = !setup.at_minimum;
    path.price = make_price({divergence, setup.symbols, path.weights});
    return setup;
}

Iterate cold_start(const FiniteProblem& problem, const PathSetup& setup) {
    const PathProblem& path = setup.path;
    Iterate start;
    const RowMatrix draw = Eigen::VectorXd::Ones(path.cost.rows()) * path.weights.transpose();
    double draw_cost = 1.0;
    if (setup.at_minimum) {
        start.conditional = (path.cost.array() == 0.0).select(draw, 0.0);
        for (Eigen::Index y = 0; y < draw.rows(); ++y) { start.conditional.row(y) /= start.conditional.row(y).sum(); }
    } else {
        draw_cost = path.masses.dot(path.cost * path.weights);
        const double share = std::min(0.5, 0.5 / draw_cost);
        start.conditional = (1.0 - share) * cheapest(setup) + share * draw;
        start.budget_left = 1.0 - share * draw_cost;
    }
    start.law = start.conditional.transpose() * path.masses;
    const double value = std::max(path.price->value_at(start.law) - problem.divergence().core_minimum(), 1e-12);
    start.prices = path.price->start(start.law, value);
    if (!setup.at_minimum) {
        // The slope of s towards the draw, per unit of cost.
        const double descent = start.prices.dot(start.law - path.weights) / draw_cost;
        start.multiplier = std::max(descent, 1e-3 * value);
    }
    complete(setup, start, 1e-2 * value);
    if (setup.at_minimum) {
        start.slack = (path.cost.array() == 0.0).select(start.slack, forbidden_slack);
        start.conditional = start.conditional.cwiseMax(forbidden_mass);
    }
    return start;
}

Iterate warm_start(const FiniteProblem& problem, const PathSetup& setup, const Solution& warm) {
    const PathProblem& path = setup.path;
    Iterate start;
    start.conditional.resize(path.cost.rows(), path.cost.cols());
    start.prices.resize(path.cost.cols());
    for (Eigen::Index j = 0; j < path.cost.cols(); ++j) {
        const Eigen::Index z = setup.symbols[static_cast<std::size_t>(j)];
        start.conditional.col(j) = warm.estimator.col(z);
        start.prices(j) = warm.prices(z);
    }
    static_cast<void>(problem);
    return start;
}

} // namespace perdis
