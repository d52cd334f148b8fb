#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace perdis {

/// An arc row → symbol with its cost.
template <OrderedField T>
struct NetworkArc {
    SpanningTree::Node tail, head;
    T cost;
};

/// The `count` least entries with their indices, in no order; where few are far below the rest, at a cost of one pass.
template <OrderedField T>
std::vector<std::pair<T, std::size_t>> least_entries(const std::vector<T>& values, std::size_t count) {
    const auto stride = static_cast<std::size_t>(std::sqrt(static_cast<double>(values.size()))) / 2 + 1;
    std::vector<T> sample;
    for (std::size_t i = 0; i < values.size(); i += stride) { sample.push_back(values[i]); }
    const std::size_t rank = std::min(sample.size() - 1, 2 * count / stride + 1);
    std::nth_element(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(rank), sample.end());
    std::vector<std::pair<T, std::size_t>> least;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!(sample[rank] < values[i])) { least.emplace_back(values[i], i); }
    }
    if (count < least.size()) {
        std::nth_element(least.begin(), least.begin() + static_cast<std::ptrdiff_t>(count), least.end());
        least.resize(count);
    }
    return least;
}

/// The arcs to begin with: about the `by_row` cheapest of each row, the `by_column` of least c − min_z c of each symbol.
template <OrderedField T, class Network>
std::vector<NetworkArc<T>> cheapest_arcs(const Network& network, std::size_t by_row, std::size_t by_column) {
    using Node = SpanningTree::Node;
    std::vector<NetworkArc<T>> arcs;
    std::vector<std::vector<std::pair<T, Node>>> cheapest(network.columns()); // ascending excess
    std::vector<T> costs(network.columns(), T(0));
    for (Node row = 0; row < network.rows(); ++row) {
        for (std::size_t z = 0; z < costs.size(); ++z) { costs[z] = network.cost(row, z); }
        for (const auto& [c, z] : least_entries(costs, by_row)) { arcs.push_back({row, network.symbol(z), c}); }
        const T least = costs[network.nearest()[row]];
        for (std::size_t z = 0; z < costs.size(); ++z) {
            auto& best = cheapest[z];
            const T excess = costs[z] - least;
            if (best.size() == by_column) {
                if (!(excess < best.back().first)) { continue; }
                best.pop_back();
            }
            const auto place = std::upper_bound(best.begin(), best.end(), excess,
                                                [](const T& value, const auto& entry) { return value < entry.first; });
            best.insert(place, {excess, row});
        }
    }
    for (std::size_t z = 0; z < costs.size(); ++z) {
        for (const auto& [excess, row] : cheapest[z]) {
            arcs.push_back({row, network.symbol(z), network.cost(row, z)});
        }
    }
    return arcs;
}

} // namespace perdis
