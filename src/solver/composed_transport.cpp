#include "composed_transport.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A bound on a price, the size of what it was computed from, and the mass that pays where it is broken.
struct Bound {
    double value;
    double size = 0.0, mass = 0.0;
};

/// λ e, 0 where e is: λ may be infinite.
double penalty(double multiplier, double excess) { return excess > 0.0 ? multiplier * excess : 0.0; }

} // namespace

ComposedTransport::ComposedTransport(const FiniteProblem& problem) : problem_(problem) {
    const FiniteDivergence& divergence = problem.divergence();
    if (divergence.kind() == FiniteDivergence::Kind::transport) {
        ground_ = divergence.ground().transpose();
        masses_ = {divergence.source().begin(), divergence.source().end()};
    } else {
        for (Eigen::Index z = 0; z < divergence.size(); ++z) {
            if (!(divergence.reference()(z) > 0.0)) { continue; }
            masses_.push_back(divergence.reference()(z));
            symbols_.push_back(z);
        }
        if (divergence.omitted() > 0.0) {
            masses_.push_back(divergence.omitted());
            symbols_.push_back(-1);
        }
    }
    for (const auto& row : problem.excess().rowwise()) {
        cheapest_.push_back(std::find(row.begin(), row.end(), 0.0) - row.begin());
    }
}

double ComposedTransport::ground(Eigen::Index z, Eigen::Index target) const {
    if (ground_.size() > 0) { return ground_(z, target); }
    return symbols_[static_cast<std::size_t>(target)] == z ? 0.0 : 1.0;
}

RowMatrix ComposedTransport::cost(double multiplier) const {
    const RowMatrix& excess = problem_.excess();
    RowMatrix cost(excess.rows(), static_cast<Eigen::Index>(masses_.size()));
    if (ground_.size() == 0) {
        for (Eigen::Index y = 0; y < cost.rows(); ++y) {
            for (Eigen::Index target = 0; target < cost.cols(); ++target) {
                const Eigen::Index z = symbols_[static_cast<std::size_t>(target)];
                cost(y, target) = z < 0 ? 1.0 : std::min(penalty(multiplier, excess(y, z)), 1.0);
            }
        }
        return cost;
    }
    const Eigen::VectorXd nearest = ground_.rowwise().minCoeff();
    for (Eigen::Index y = 0; y < cost.rows(); ++y) {
        auto row = cost.row(y).array();
        row = ground_.row(cheapest_[static_cast<std::size_t>(y)]).array();
        const double most = row.maxCoeff(); // a symbol dearer than this for every x is passed over
        for (Eigen::Index z = 0; z < excess.cols(); ++z) {
            const double spent = penalty(multiplier, excess(y, z));
            if (spent + nearest(z) < most) { row = row.min(ground_.row(z).array() + spent); }
        }
    }
    return cost;
}

Eigen::Index ComposedTransport::symbol(Eigen::Index y, Eigen::Index target, double multiplier) const {
    const auto excess = problem_.excess().row(y);
    const Eigen::Index first = cheapest_[static_cast<std::size_t>(y)];
    if (ground_.size() == 0) {
        const Eigen::Index z = symbols_[static_cast<std::size_t>(target)];
        return z >= 0 && penalty(multiplier, excess(z)) < 1.0 ? z : first;
    }
    Eigen::Index best = first;
    double least = ground_(first, target);
    for (Eigen::Index z = 0; z < excess.size(); ++z) {
        const double sum = penalty(multiplier, excess(z)) + ground_(z, target);
        if (sum < least) {
            least = sum;
            best = z;
        }
    }
    return best;
}

Eigen::VectorXd ComposedTransport::prices(const Transport<double>& plan, double multiplier) const {
    if (ground_.size() == 0) { return variation_prices(plan.column_potential); }
    const auto heaviest = std::max_element(masses_.begin(), masses_.end()) - masses_.begin();
    const double level = plan.column_potential[static_cast<std::size_t>(heaviest)];
    Eigen::VectorXd prices(problem_.excess().cols());
    for (Eigen::Index z = 0; z < prices.size(); ++z) {
        Bound least{-infinite};
        for (Eigen::Index y = 0; y < problem_.excess().rows(); ++y) {
            const double mass = problem_.observation()(y);
            const double u = plan.row_potential[static_cast<std::size_t>(y)] + level;
            const double spent = penalty(multiplier, problem_.excess()(y, z));
            if (mass > 0.0 && u - spent > least.value) { least = {u - spent, std::abs(u) + spent, mass}; }
        }
        Bound most{infinite};
        for (std::size_t x = 0; x < masses_.size(); ++x) {
            const double w = plan.column_potential[x] - level;
            const double h = ground_(z, static_cast<Eigen::Index>(x));
            if (masses_[x] > 0.0 && h - w < most.value) { most = {h - w, std::abs(w) + h, masses_[x]}; }
        }
        prices(z) =
            least.mass > most.mass ? least.value + 2.0 * epsilon * least.size : most.value - 2.0 * epsilon * most.size;
    }
    return prices;
}

Eigen::VectorXd ComposedTransport::variation_prices(const std::vector<double>& potentials) const {
    Eigen::VectorXd prices = Eigen::VectorXd::Constant(problem_.excess().cols(),
                                                       1.0 - *std::max_element(potentials.begin(), potentials.end()));
    for (std::size_t x = 0; x < symbols_.size(); ++x) {
        if (symbols_[x] >= 0) { prices(symbols_[x]) = std::min(prices(symbols_[x]), -potentials[x]); }
    }
    return prices;
}

LagrangianPoint ComposedTransport::at(double multiplier) const {
    const Eigen::VectorXd& observation = problem_.observation();
    const Transport<double> plan = transport<double>({observation.data(), static_cast<std::size_t>(observation.size())},
                                                     masses_, cost(multiplier));
    LagrangianPoint result{{}, prices(plan, multiplier)};
    RowMatrix& estimator = result.point.estimator = RowMatrix::Zero(observation.size(), problem_.excess().cols());
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(observation.size());
    for (const auto& flow : plan.flows) { sum(flow.row) += flow.mass; }
    for (const auto& flow : plan.flows) {
        const Eigen::Index z = symbol(flow.row, flow.column, multiplier);
        const double share = flow.mass / sum(flow.row);
        estimator(flow.row, z) += share;
        result.point.value += observation(flow.row) * share * ground(z, flow.column);
    }
    for (Eigen::Index y = 0; y < observation.size(); ++y) {
        if (!(sum(y) > 0.0)) { estimator(y, cheapest_[static_cast<std::size_t>(y)]) = 1.0; }
    }
    result.point.excess = problem_.excess_distortion(estimator);
    return result;
}

} // namespace perdis
