#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/solver/network_event.hpp>
#include <perdis/solver/parametric_prices.hpp>

#include <cstddef>
#include <vector>

namespace perdis {

/// The next to enter of all arcs of a TransportNetwork.
template <OrderedField T, class Network>
NetworkEvent<T> next_event(const Network& network, const ParametricPrices<T>& prices) {
    NetworkEvent<T> best;
    const SpanningTree::Node m = network.rows();
    for (const auto& [tail, head, h] : network.ground().arcs()) { prices.consider_ground(h, m + tail, m + head, best); }
    for (SpanningTree::Node row = 0; row < m; ++row) {
        for (std::size_t z = 0; z < network.columns(); ++z) {
            prices.consider(network.cost(row, z), row, network.symbol(z), best);
        }
    }
    return best;
}

/// The next to enter of the ground's arcs, if that is before θ.
///
/// @param values  the prices at θ, by nodes.
template <OrderedField T, class Network>
NetworkEvent<T> next_ground_event(const Network& network, const ParametricPrices<T>& prices, const T& theta,
                                  const std::vector<T>& values) {
    NetworkEvent<T> best;
    const SpanningTree::Node m = network.rows();
    for (const auto& [tail, head, h] : network.ground().arcs()) {
        if (h * theta + values[m + head] < values[m + tail]) { prices.consider_ground(h, m + tail, m + head, best); }
    }
    return best;
}

} // namespace perdis
