#include "cell_newton.hpp"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

/// Masses by symbol and the flat stretches' own, at the unknowns.
struct CellNewton::Point {
    Eigen::VectorXd offsets;
    CellState state = {};
    Eigen::VectorXd flat_masses = {};             ///< of the shared stretches
    std::vector<Eigen::VectorXd> flat_costs = {}; ///< c there, k entries each
};

struct CellNewton::System {
    Eigen::VectorXd gradient;
    Eigen::MatrixXd hessian;
};

CellNewton::CellNewton(const SemiDiscreteProblem& problem, const PosteriorGrid& grid, const PriceGroups& groups,
                       std::optional<double> distortion)
    : problem_(problem), grid_(grid), groups_(groups), distortion_(distortion),
      unit_(problem.noise().quantile(0.75) - problem.noise().quantile(0.25)) {}

CellNewton::Point CellNewton::evaluated(Eigen::VectorXd offsets, double multiplier,
                                        std::vector<SharedStretch> shared) const {
    Point point{std::move(offsets)};
    CellState& state = point.state;
    state.prices = groups_.prices(point.offsets);
    state.multiplier = multiplier;
    state.shared = std::move(shared);
    const Eigen::MatrixXd& delta = problem_.distortion();
    state.cells =
        lower_envelope(problem_, grid_, (multiplier * delta).rowwise() + state.prices.transpose(), groups_.usable);
    std::vector<double> edges;
    for (std::size_t c = 1; c < state.cells.size(); ++c) { edges.push_back(state.cells[c].from); }
    const Eigen::MatrixXd masses = problem_.cell_masses(edges);
    state.law = Eigen::VectorXd::Zero(delta.cols());
    point.flat_masses = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(state.shared.size()));
    point.flat_costs.resize(state.shared.size());
    for (std::size_t c = 0; c < state.cells.size(); ++c) {
        const auto row = masses.row(static_cast<Eigen::Index>(c));
        const auto flat = std::find_if(state.shared.begin(), state.shared.end(),
                                       [&](const SharedStretch& s) { return s.stretch == state.cells[c].stretch; });
        if (flat == state.shared.end()) {
            state.law(state.cells[c].symbol) += row.sum();
            state.distortion += row.dot(delta.col(state.cells[c].symbol));
            continue;
        }
        const auto f = static_cast<std::size_t>(flat - state.shared.begin());
        point.flat_masses(static_cast<Eigen::Index>(f)) = row.sum();
        point.flat_costs[f] = (row * delta).transpose() / std::max(row.sum(), std::numeric_limits<double>::min());
        for (std::size_t s = 0; s < flat->symbols.size(); ++s) {
            const double share = flat->shares(static_cast<Eigen::Index>(s));
            state.law(flat->symbols[s]) += row.sum() * share;
            state.distortion += row.dot(delta.col(flat->symbols[s])) * share;
        }
    }
    return point;
}

double CellNewton::slope(const CellState& state, double t, Eigen::Index a, Eigen::Index b) const {
    const double step = 1e-5 * unit_;
    const Eigen::VectorXd here = problem_.posterior(t);
    double slope = 0.0; // the derivative of the posterior is its product with the scores of the noise
    for (Eigen::Index i = 0; i < here.size(); ++i) {
        if (!(here(i) > 0.0)) { continue; }
        const double x = problem_.prior().value(i);
        const double rise = problem_.noise().log_density(t + step - x) - problem_.noise().log_density(t - step - x);
        const double turn = problem_.distortion()(i, a) - problem_.distortion()(i, b);
        slope += here(i) * rise / (2.0 * step) * (state.prices(a) - state.prices(b) + state.multiplier * turn);
    }
    return slope;
}

CellState CellNewton::start(double multiplier) const { return evaluated(groups_.start, multiplier, {}).state; }

std::vector<double> CellNewton::undecided(const CellState& state) const {
    const Eigen::MatrixXd total = (state.multiplier * problem_.distortion()).rowwise() + state.prices.transpose();
    double size = 0.0;
    for (const Eigen::Index z : groups_.usable) { size = std::max(size, total.col(z).cwiseAbs().maxCoeff()); }
    std::vector<double> ends;
    for (std::size_t c = 1; c < state.cells.size(); ++c) {
        const CheapestCell &left = state.cells[c - 1], &right = state.cells[c];
        if (left.stretch != right.stretch || left.symbol == right.symbol) { continue; }
        const double slope = std::abs(this->slope(state, right.from, left.symbol, right.symbol));
        const double width = 64.0 * std::numeric_limits<double>::epsilon() * size / slope;
        for (const double end : {right.from - width, right.from + width}) {
            if (std::isfinite(end) && end > left.from && end < right.to) { ends.push_back(end); }
        }
    }
    std::sort(ends.begin(), ends.end());
    return ends;
}

void CellNewton::add_thresholds(const Point& point, Eigen::MatrixXd& hessian) const {
    const CellState& state = point.state;
    const Eigen::MatrixXd& delta = problem_.distortion();
    const Eigen::Index groups = groups_.basis.cols();
    for (std::size_t c = 1; c < state.cells.size(); ++c) {
        const Eigen::Index a = state.cells[c - 1].symbol, b = state.cells[c].symbol;
        if (state.cells[c].stretch != state.cells[c - 1].stretch || a == b) { continue; }
        const double t = state.cells[c].from;
        const Eigen::VectorXd here = problem_.posterior(t);
        const Eigen::VectorXd turn = delta.col(a) - delta.col(b);
        const double slope = this->slope(state, t, a, b);
        const double mass = problem_.density(t);
        if (!(std::isfinite(slope) && slope > 0.0 && mass > 0.0)) { continue; }
        Eigen::VectorXd rate = Eigen::VectorXd::Zero(hessian.rows());
        rate.head(groups) = (groups_.basis.row(a) - groups_.basis.row(b)).transpose();
        if (distortion_) { rate(groups) = here.dot(turn); }
        hessian -= (mass / slope) * rate * rate.transpose();
    }
}

void CellNewton::add_shared(const Point& point, System& system) const {
    const Eigen::Index groups = groups_.basis.cols();
    Eigen::Index at = groups + (distortion_ ? 1 : 0);
    for (std::size_t f = 0; f < point.state.shared.size(); ++f) {
        const SharedStretch& flat = point.state.shared[f];
        const double mass = point.flat_masses(static_cast<Eigen::Index>(f));
        const auto size = static_cast<Eigen::Index>(flat.symbols.size());
        double mean = 0.0;
        for (Eigen::Index s = 0; s < size; ++s) {
            const Eigen::Index z = flat.symbols[static_cast<std::size_t>(s)];
            mean +=
                (point.state.prices(z) + point.state.multiplier * point.flat_costs[f](z)) / static_cast<double>(size);
        }
        for (Eigen::Index s = 0; s < size; ++s) {
            const Eigen::Index z = flat.symbols[static_cast<std::size_t>(s)];
            Eigen::VectorXd row = Eigen::VectorXd::Zero(system.gradient.size());
            row.head(groups) = mass * groups_.basis.row(z).transpose();
            if (distortion_) { row(groups) = mass * point.flat_costs[f](z); }
            system.hessian.row(at + s) = row.transpose();
            system.hessian.col(at + s) = row;
            system.hessian(at + s, at + size) = system.hessian(at + size, at + s) = -mass;
            system.gradient(at + s) =
                mass * (point.state.prices(z) + point.state.multiplier * point.flat_costs[f](z) - mean);
        }
        system.gradient(at + size) = mass * (1.0 - flat.shares.sum());
        at += size + 1;
    }
}

CellNewton::System CellNewton::system(const Point& point) const {
    const CellState& state = point.state;
    const Eigen::Index groups = groups_.basis.cols();
    Eigen::Index size = groups + (distortion_ ? 1 : 0);
    for (const SharedStretch& flat : state.shared) { size += static_cast<Eigen::Index>(flat.symbols.size()) + 1; }
    System system{Eigen::VectorXd::Zero(size), Eigen::MatrixXd::Zero(size, size)};
    add_thresholds(point, system.hessian);
    const FiniteDivergence& d = problem_.divergence();
    for (Eigen::Index g = 0; g < groups; ++g) {
        double excess = -groups_.masses(g);
        for (Eigen::Index z = 0; z < state.law.size(); ++z) {
            if (groups_.basis(z, g) == 0.0) { continue; }
            excess += state.law(z);
            if (!groups_.smooth) { continue; }
            const double response = d.response(z, state.prices(z));
            excess -= response;
            system.hessian(g, g) -= 1.0 / d.curvature(z, response);
        }
        system.gradient(g) = excess;
    }
    if (distortion_) { system.gradient(groups) = state.distortion - *distortion_; }
    add_shared(point, system);
    return system;
}

/// How much of a step keeps prices below the ceiling and λ positive.
double CellNewton::longest(const Point& point, const Eigen::VectorXd& step) const {
    const Eigen::Index groups = groups_.basis.cols();
    double share = 1.0;
    if (groups_.smooth && std::isfinite(problem_.divergence().ceiling())) {
        for (Eigen::Index g = 0; g < groups; ++g) {
            const double room = problem_.divergence().ceiling() - point.offsets(g);
            if (step(g) > 0.9 * room) { share = std::min(share, 0.9 * room / step(g)); }
        }
    }
    if (distortion_ && step(groups) < -0.9 * point.state.multiplier) {
        share = std::min(share, -0.9 * point.state.multiplier / step(groups));
    }
    return share;
}

CellState CellNewton::operator()(double multiplier, std::vector<SharedStretch> shared) const {
    const Eigen::Index groups = groups_.basis.cols();
    Point point = evaluated(groups_.start, multiplier, std::move(shared));
    System at = system(point);
    int evaluations = 1;
    const auto residual = [&](const System& of) {
        const double cost = distortion_ ? std::abs(of.gradient(groups)) / *distortion_ : 0.0;
        return of.gradient.head(groups).cwiseAbs().sum() + cost;
    };
    point.state.residual = residual(at);
    while (evaluations < 40 && at.gradient.size() > 0 && point.state.residual > 1e-15) {
        Eigen::VectorXd scale = at.hessian.diagonal().cwiseAbs().cwiseSqrt();
        for (double& s : scale) { s = s > 0.0 ? 1.0 / s : 1.0; }
        const Eigen::MatrixXd scaled = scale.asDiagonal() * at.hessian * scale.asDiagonal();
        const Eigen::VectorXd weighted = scale.cwiseProduct(at.gradient);
        const Eigen::VectorXd step =
            -scale.cwiseProduct(Eigen::VectorXd(scaled.completeOrthogonalDecomposition().solve(weighted)));
        if (!step.allFinite()) { break; }
        bool better = false;
        if (distortion_ && at.hessian(groups, groups) == 0.0) { // no threshold moves with λ: a cell is still to be born
            const double factor = point.state.distortion < *distortion_ ? 0.97 : 1.0 / 0.97;
            point = evaluated(point.offsets, factor * point.state.multiplier, point.state.shared);
            at = system(point);
            point.state.residual = residual(at);
            ++evaluations;
            continue;
        }
        const double least = point.state.residual < 1e-10 ? 0.9 : 1e-3; // what one step cannot better there is rounding
        for (double share = longest(point, step); share > least && evaluations < 40 && !better; share *= 0.4) {
            std::vector<SharedStretch> moved = point.state.shared;
            Eigen::Index next = groups + (distortion_ ? 1 : 0);
            for (SharedStretch& flat : moved) {
                flat.shares += share * step.segment(next, flat.shares.size());
                next += flat.shares.size() + 1;
            }
            Point trial = evaluated(point.offsets + share * step.head(groups),
                                    point.state.multiplier + (distortion_ ? share * step(groups) : 0.0), moved);
            System there = system(trial);
            ++evaluations;
            trial.state.residual = residual(there);
            if (scale.cwiseProduct(there.gradient).norm() < weighted.norm()) {
                better = true;
                point = std::move(trial);
                at = std::move(there);
            }
        }
        if (!better) { break; }
    }
    point.state.evaluations = evaluations;
    return point.state;
}

} // namespace perdis
