#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <tuple>
#include <vector>

#include <Eigen/Core>

#include <perdis/core/real.hpp>
#include <perdis/numeric/transport_masses.hpp>
#include <perdis/numeric/transport_simplex.hpp>
#include <perdis/numeric/transport_start.hpp>

namespace perdis {

/// An optimal plan P of a transport between finite sets, with the prices that prove it.
template <OrderedField T>
struct Transport {
    /// A positive entry of P.
    struct Flow {
        Eigen::Index row, column;
        T mass;
    };

    std::vector<Flow> flows;         ///< by row, then column; at most rows + columns − 1
    T cost;                          ///< <C,P>
    std::vector<T> row_potential;    ///< u:  u_i + v_j ≤ c_ij, with equality on the flows
    std::vector<T> column_potential; ///< v
};

/// The flows of the tree's arcs, by their lower ends.
///
/// A leaf's arc carries the leaf's own mass; further up, whole numbers and remainders are summed apart.
template <OrderedField T>
std::vector<T> tree_flows(const TransportMasses<T>& masses, const TransportSimplex<T, TransportMass<T>>& simplex,
                          const std::vector<T>& supply, const std::vector<T>& demand) {
    const SpanningTree& tree = simplex.tree();
    const std::vector<SpanningTree::Node> order = tree.preorder();
    std::vector<T> flow(supply);
    flow.insert(flow.end(), demand.begin(), demand.end());
    std::vector<T> remainder = masses.remainders();
    for (std::size_t next = order.size() - 1; next > 0; --next) {
        const SpanningTree::Node node = order[next];
        T& above = remainder[tree.parent(node)];
        above = above - remainder[node];
        if (!tree.leaf(node)) { flow[node] = masses.mass(simplex.flow(node), remainder[node]); }
    }
    return flow;
}

/// The plan of least cost where every row and every column has positive mass and the totals agree.
template <OrderedField T>
Transport<T> positive_transport(const std::vector<T>& supply, const std::vector<T>& demand,
                                const TransportCost<T>& cost) {
    using Node = SpanningTree::Node;
    const TransportMasses<T> masses(supply, demand);
    const T epsilon = rounds<T> ? T(T(4) * std::numeric_limits<T>::epsilon()) : T(0);
    TransportSimplex<T, TransportMass<T>> simplex(masses.supply(), masses.demand(), cost, epsilon);
    simplex.run();

    Transport<T> plan{{}, T(0), std::vector<T>(supply.size(), T(0)), std::vector<T>(demand.size(), T(0))};
    const auto rows = static_cast<Node>(supply.size()), nodes = static_cast<Node>(supply.size() + demand.size());
    const std::vector<T> flow = tree_flows(masses, simplex, supply, demand);
    for (Node node = 0; node < nodes; ++node) {
        const bool is_row = node < rows;
        (is_row ? plan.row_potential[node] : plan.column_potential[node - rows]) =
            is_row ? simplex.potential(node) : T(-simplex.potential(node));
        const Node above = simplex.tree().parent(node);
        if (above == SpanningTree::none || !(T(0) < flow[node])) { continue; }
        const Node row = is_row ? node : above, column = (is_row ? above : node) - rows;
        plan.flows.push_back({row, column, flow[node]});
        plan.cost = plan.cost + flow[node] * cost(row, column);
    }
    std::sort(plan.flows.begin(), plan.flows.end(),
              [](const auto& a, const auto& b) { return std::tie(a.row, a.column) < std::tie(b.row, b.column); });
    return plan;
}

} // namespace perdis
