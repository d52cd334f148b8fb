#pragma once

#include "timing.hpp"

#include <Eigen/Core>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

/// The yardstick: one dense transport by LEMON's network simplex.
namespace yardstick {

/// Masses as whole numbers that sum to total.
inline std::vector<std::int64_t> whole(const Eigen::VectorXd& masses, std::int64_t total) {
    std::vector<std::int64_t> parts;
    std::int64_t left = total;
    for (const double mass : masses) {
        parts.push_back(static_cast<std::int64_t>(mass * static_cast<double>(total)));
        left -= parts.back();
    }
    *std::max_element(parts.begin(), parts.end()) += left;
    return parts;
}

/// Seconds of processor time, the median of three: run() alone, and with the solver's own set-up from the graph.
struct Seconds {
    double run = 0.0;
    double whole = 0.0;
};

/// One transport of the masses under a cost; says so where its optimum is not `wanted`.
inline Seconds transport(const Eigen::VectorXd& supply, const Eigen::VectorXd& demand, const Eigen::MatrixXd& costs,
                         double wanted) {
    using Graph = lemon::SmartDigraph;
    using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
    const auto given = whole(supply, 1000000000000), asked = whole(demand, 1000000000000);
    Graph graph;
    std::vector<Graph::Node> nodes;
    for (Eigen::Index i = 0; i < costs.rows() + costs.cols(); ++i) { nodes.push_back(graph.addNode()); }
    Graph::ArcMap<std::int64_t> cost(graph);
    const double scale = 1e9 / costs.maxCoeff();
    for (Eigen::Index y = 0; y < costs.rows(); ++y) {
        for (Eigen::Index z = 0; z < costs.cols(); ++z) {
            const auto arc =
                graph.addArc(nodes[static_cast<std::size_t>(y)], nodes[static_cast<std::size_t>(costs.rows() + z)]);
            cost[arc] = static_cast<std::int64_t>(scale * costs(y, z) + 0.5);
        }
    }
    Graph::NodeMap<std::int64_t> balance(graph);
    for (std::size_t y = 0; y < given.size(); ++y) { balance[nodes[y]] = given[y]; }
    for (std::size_t z = 0; z < asked.size(); ++z) { balance[nodes[given.size() + z]] = -asked[z]; }
    std::array<double, 3> run{}, all{};
    double reached = 0.0;
    bool optimal = true;
    for (std::size_t i = 0; i < run.size(); ++i) {
        const double first = timing::now();
        Simplex simplex(graph);
        simplex.costMap(cost).supplyMap(balance);
        const double begin = timing::now();
        optimal = simplex.run() == Simplex::OPTIMAL && optimal;
        run[i] = timing::now() - begin;
        all[i] = timing::now() - first;
        reached = simplex.totalCost<double>() / scale / 1e12;
    }
    std::sort(run.begin(), run.end());
    std::sort(all.begin(), all.end());
    if (!optimal || std::abs(reached - wanted) > 1e-8 * (1.0 + wanted)) {
        std::printf("LEMON disagrees: %.12g, not %.12g\n", reached, wanted);
    }
    return {run[1], all[1]};
}

} // namespace yardstick
