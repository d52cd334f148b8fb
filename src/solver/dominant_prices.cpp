#include "dominant_prices.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The arcs of every column.
std::vector<std::vector<Eigen::Index>> by_column(const Arcs& arcs) {
    std::vector<std::vector<Eigen::Index>> columns(static_cast<std::size_t>(arcs.columns()));
    for (Eigen::Index arc = 0; arc < arcs.size(); ++arc) {
        columns[static_cast<std::size_t>(arcs.column(arc))].push_back(arc);
    }
    return columns;
}

} // namespace

Eigen::VectorXd dominant_prices(const PathProblem& problem, const Iterate& iterate) {
    const Arcs& arcs = *iterate.arcs;
    const Eigen::Index m = arcs.rows();
    Eigen::VectorXd masses(m + arcs.columns());
    masses << problem.masses, iterate.law;
    std::vector<Eigen::Index> order(static_cast<std::size_t>(masses.size()));
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    std::stable_sort(order.begin(), order.end(), [&](Eigen::Index a, Eigen::Index b) { return masses(a) > masses(b); });
    std::vector<char> settled(order.size(), char(0));
    const auto is_settled = [&](Eigen::Index node) { return settled[static_cast<std::size_t>(node)] != 0; };
    const auto columns = by_column(arcs);
    const auto charge = [&](Eigen::Index arc) {
        return static_cast<long double>(iterate.multiplier) * static_cast<long double>(arcs.cost()(arc));
    };
    Eigen::VectorXd prices = iterate.prices;
    Eigen::VectorXd potentials = iterate.potentials;
    for (const Eigen::Index node : order) {
        if (node < m) {
            for (Eigen::Index arc = arcs.first(node); arc < arcs.first(node + 1); ++arc) {
                if (!is_settled(m + arcs.column(arc))) { continue; }
                const auto most = static_cast<double>(charge(arc) + static_cast<long double>(prices(arcs.column(arc))));
                if (potentials(node) >= most) { potentials(node) = std::nextafter(most, -infinite); }
            }
        } else {
            double& price = prices(node - m);
            for (const Eigen::Index arc : columns[static_cast<std::size_t>(node - m)]) {
                if (!is_settled(arcs.row(arc))) { continue; }
                const auto least =
                    static_cast<double>(static_cast<long double>(potentials(arcs.row(arc))) - charge(arc));
                if (price <= least) { price = std::nextafter(least, infinite); }
            }
        }
        settled[static_cast<std::size_t>(node)] = 1;
    }
    return prices;
}

} // namespace perdis
