#include <perdis/tradeoff/finite_problem.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/transport.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

namespace {

void check(const Eigen::VectorXd& observation, const Eigen::MatrixXd& cost, const FiniteDivergence& divergence) {
    require(observation.size() == cost.rows(), "FiniteProblem",
            "the observation has " + std::to_string(observation.size()) + " symbols, the cost "
                + std::to_string(cost.rows()) + " rows");
    require(divergence.size() == cost.cols(), "FiniteProblem",
            "the divergence has " + std::to_string(divergence.size()) + " symbols, the cost "
                + std::to_string(cost.cols()) + " columns");
    require(cost.allFinite() && cost.minCoeff() >= 0.0, "FiniteProblem", "a cost is not in [0, inf)");
    require(observation.allFinite() && observation.minCoeff() >= 0.0, "FiniteProblem", "a mass is not in [0, 1]");
}

/// Where the mass of a perfect law must go: to each target, through any of its symbols.
struct Targets {
    std::vector<double> masses = {};
    std::vector<std::vector<Eigen::Index>> choices = {};
    void add(double mass, std::vector<Eigen::Index> symbols) {
        masses.push_back(mass);
        choices.push_back(std::move(symbols));
    }
};

/// The symbols with a property.
template <class Property>
std::vector<Eigen::Index> symbols_that(Eigen::Index size, const Property& property) {
    std::vector<Eigen::Index> symbols;
    for (Eigen::Index z = 0; z < size; ++z) {
        if (property(z)) { symbols.push_back(z); }
    }
    return symbols;
}

/// The laws with d = P_min. Separable d: q = p / p(A) on the alphabet A; total variation: any q ≥ p, the surplus 1 − p(A)
/// goes where it is cheapest; transport: every x to its nearest symbols.
Targets perfect_targets(const FiniteProblem& problem) {
    const FiniteDivergence& d = problem.divergence();
    Targets targets;
    if (d.kind() == FiniteDivergence::Kind::transport) {
        for (Eigen::Index x = 0; x < d.source().size(); ++x) {
            const double nearest = d.ground().row(x).minCoeff();
            targets.add(d.source()(x),
                        symbols_that(d.size(), [&](Eigen::Index z) { return d.ground()(x, z) == nearest; }));
        }
        return targets;
    }
    const double kept = d.reference().sum();
    const bool surplus = kept <= 0.0 || (d.kind() == FiniteDivergence::Kind::total_variation && d.omitted() > 0.0);
    for (Eigen::Index z = 0; z < d.size() && kept > 0.0; ++z) {
        if (d.reference()(z) > 0.0) { targets.add(surplus ? d.reference()(z) : d.reference()(z) / kept, {z}); }
    }
    if (surplus) {
        targets.add(std::max(0.0, 1.0 - kept),
                    symbols_that(d.size(), [&](Eigen::Index z) { return problem.usable(z); }));
    }
    return targets;
}

} // namespace

FiniteProblem::FiniteProblem(Eigen::VectorXd observation, const Eigen::MatrixXd& cost, FiniteDivergence divergence)
    : data_(new Data{std::move(observation), cost, std::move(divergence)}) {
    Data& data = *data_;
    check(data.observation, cost, data.divergence);
    const double mean_cost = data.observation.dot(cost.cwiseAbs().rowwise().mean());
    data.slack = 8.0 * std::numeric_limits<double>::epsilon() * mean_cost;
    for (Eigen::Index y = 0; y < cost.rows(); ++y) {
        double least = std::numeric_limits<double>::infinity();
        for (Eigen::Index z = 0; z < cost.cols(); ++z) {
            if (usable(z)) { least = std::min(least, cost(y, z)); }
        }
        data.min_distortion += data.observation(y) * cost.row(y).minCoeff();
        data.usable_distortion += data.observation(y) * least;
        const double tie = std::max(data.slack, 8.0 * std::numeric_limits<double>::epsilon() * std::abs(least));
        for (Eigen::Index z = 0; z < cost.cols(); ++z) {
            double& e = data.excess(y, z);
            e = usable(z) ? cost(y, z) - least : -1.0;
            if (usable(z) && e <= tie) { e = 0.0; }
        }
    }
    data.minimum_perception = attainable() ? data.divergence.transform(data.divergence.core_minimum())
                                           : std::numeric_limits<double>::infinity();
}

bool FiniteProblem::usable(Eigen::Index z) const {
    const FiniteDivergence& d = divergence();
    return d.kind() == FiniteDivergence::Kind::transport || d.reference()(z) > 0.0 || std::isfinite(d.ceiling());
}

bool FiniteProblem::attainable() const { return std::isfinite(divergence().core_minimum()); }

double FiniteProblem::max_distortion() const {
    std::call_once(data_->perfect_once, [this] { compute_perfect(); });
    return data_->max_distortion;
}

const RowMatrix& FiniteProblem::perfect_estimator() const {
    std::call_once(data_->perfect_once, [this] { compute_perfect(); });
    return data_->perfect;
}

const Eigen::VectorXd& FiniteProblem::perfect_potentials() const {
    std::call_once(data_->perfect_once, [this] { compute_perfect(); });
    return data_->perfect_potentials;
}

void FiniteProblem::compute_perfect() const {
    const Eigen::Index m = excess().rows();
    const auto [masses, choices] = perfect_targets(*this);
    data_->perfect = RowMatrix::Zero(m, excess().cols());
    const auto targets = static_cast<Eigen::Index>(masses.size());
    RowMatrix cost(m, targets);
    Eigen::MatrixXi chosen(m, targets);
    for (Eigen::Index y = 0; y < m; ++y) {
        for (Eigen::Index t = 0; t < targets; ++t) {
            const auto& symbols = choices[static_cast<std::size_t>(t)];
            const auto best = *std::min_element(symbols.begin(), symbols.end(), [&](Eigen::Index a, Eigen::Index b) {
                return excess()(y, a) < excess()(y, b);
            });
            cost(y, t) = excess()(y, best);
            chosen(y, t) = static_cast<int>(best);
        }
    }
    const auto plan = transport<double>({observation().data(), static_cast<std::size_t>(m)}, masses, cost);
    const Eigen::Map<const Eigen::VectorXd> rows(plan.row_potential.data(), m);
    data_->perfect_potentials = (excess().colwise() - rows).colwise().minCoeff().transpose();
    for (const auto& flow : plan.flows) {
        if (observation()(flow.row) > 0.0) {
            data_->perfect(flow.row, chosen(flow.row, flow.column)) += flow.mass / observation()(flow.row);
        }
    }
    for (Eigen::Index y = 0; y < m; ++y) {
        const double sum = data_->perfect.row(y).sum();
        if (sum > 0.0) {
            data_->perfect.row(y) /= sum;
        } else {
            data_->perfect(y, chosen(y, 0)) = 1.0;
        }
    }
    data_->max_distortion = usable_distortion() + plan.cost;
}

Eigen::VectorXd FiniteProblem::law(const RowMatrix& estimator) const { return estimator.transpose() * observation(); }

double FiniteProblem::excess_distortion(const RowMatrix& estimator) const {
    double sum = 0.0;
    for (Eigen::Index y = 0; y < estimator.rows(); ++y) {
        sum += observation()(y) * estimator.row(y).dot(excess().row(y));
    }
    return sum;
}

double FiniteProblem::distortion(const RowMatrix& estimator) const {
    return usable_distortion() + excess_distortion(estimator);
}

} // namespace perdis
