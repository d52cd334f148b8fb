#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/network_tree.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/numeric/transport_start.hpp>
#include <perdis/tradeoff/ground.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace perdis {

/// The network that carries q to p: its arcs of cost h, the node where each symbol enters, the demand p at each node.
///
/// Under total variation the nodes are the symbols and a hub: to the hub at 1, from it at 0, which asks for what p has outside
/// of the alphabet. On the line they are the places, with arcs between neighbours in both directions. Under a matrix the
/// symbols, then the symbols of p that have mass, with all arcs from the first to the second.
template <OrderedField T>
class GroundNetwork {
public:
    using Node = SpanningTree::Node;

    /// From tail to head at a ground cost.
    struct Arc {
        Node tail, head;
        T cost;
    };

    explicit GroundNetwork(const DiscreteGround<T>& ground) : demand_(ground.masses()), span_(T(1)) {
        const auto hub = static_cast<Node>(ground.size());
        for (Node z = 0; z < hub; ++z) {
            symbols_.push_back(z);
            first_.push_back(arcs_.size());
            arcs_.push_back({z, hub, T(1)});
        }
        first_.push_back(arcs_.size());
        for (Node z = 0; z < hub; ++z) { arcs_.push_back({hub, z, T(0)}); }
        first_.push_back(arcs_.size());
        demand_.push_back(ground.minimum());
    }

    explicit GroundNetwork(const LineGround<T>& ground) : demand_(ground.masses()) {
        for (const std::size_t place : ground.symbols()) { symbols_.push_back(static_cast<Node>(place)); }
        const std::vector<T>& places = ground.places();
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto here = static_cast<Node>(i);
            first_.push_back(arcs_.size());
            if (i > 0) { arcs_.push_back({here, here - 1, T(places[i] - places[i - 1])}); }
            if (i + 1 < places.size()) { arcs_.push_back({here, here + 1, T(places[i + 1] - places[i])}); }
        }
        first_.push_back(arcs_.size());
        span_ = places.back() - places.front();
    }

    explicit GroundNetwork(const MatrixGround<T>& ground) : demand_(ground.size(), T(0)) {
        const std::vector<std::size_t> kept = support<T>(ground.masses());
        for (const std::size_t x : kept) { demand_.push_back(ground.masses()[x]); }
        for (std::size_t z = 0; z < ground.size(); ++z) {
            symbols_.push_back(static_cast<Node>(z));
            first_.push_back(arcs_.size());
            for (std::size_t i = 0; i < kept.size(); ++i) {
                arcs_.push_back({static_cast<Node>(z), static_cast<Node>(ground.size() + i),
                                 ground.cost()(static_cast<Eigen::Index>(kept[i]), static_cast<Eigen::Index>(z))});
            }
        }
        first_.resize(demand_.size() + 1, arcs_.size());
        for (const Arc& arc : arcs_) {
            if (span_ < arc.cost) { span_ = arc.cost; }
        }
    }

    /// The greatest h: 1, the greatest distance on the line, the greatest entry of a matrix.
    [[nodiscard]] const T& span() const { return span_; }
    [[nodiscard]] Node nodes() const { return static_cast<Node>(demand_.size()); }
    [[nodiscard]] Node symbol(std::size_t z) const { return symbols_[z]; }
    /// p, by nodes.
    [[nodiscard]] const std::vector<T>& demand() const { return demand_; }
    /// By tail, then head.
    [[nodiscard]] const std::vector<Arc>& arcs() const { return arcs_; }
    /// h of an arc that exists.
    [[nodiscard]] const T& cost(Node tail, Node head) const {
        const auto begin = arcs_.begin() + static_cast<std::ptrdiff_t>(first_[tail]);
        const auto end = arcs_.begin() + static_cast<std::ptrdiff_t>(first_[tail + 1]);
        return std::lower_bound(begin, end, head, [](const Arc& arc, Node node) { return arc.head < node; })->cost;
    }

private:
    std::vector<T> demand_;
    std::vector<Node> symbols_;
    std::vector<Arc> arcs_;
    std::vector<std::size_t> first_;
    T span_ = T(0);
};

/// A strongly feasible tree of the ground's network, with its root.
template <class Mass>
struct GroundTree {
    std::vector<typename NetworkTree<Mass>::Arc> arcs;
    SpanningTree::Node root;
};

/// Under total variation: to the hub what is too much, from it what is missing.
///
/// @param surplus  what enters at each node less its demand; the sum is 0.
template <OrderedField T, class Mass>
GroundTree<Mass> ground_tree(const DiscreteGround<T>&, const GroundNetwork<T>& network,
                             const std::vector<Mass>& surplus) {
    const SpanningTree::Node hub = network.nodes() - 1;
    GroundTree<Mass> tree{{}, hub};
    for (SpanningTree::Node z = 0; z < hub; ++z) {
        if (surplus[z] < Mass(0)) {
            tree.arcs.push_back({hub, z, Mass(-surplus[z])});
        } else {
            tree.arcs.push_back({z, hub, surplus[z]});
        }
    }
    return tree;
}

/// On the line: all neighbours, from the first place on.
///
/// @param surplus  what enters at each node less its demand; the sum is 0.
template <OrderedField T, class Mass>
GroundTree<Mass> ground_tree(const LineGround<T>&, const GroundNetwork<T>& network, const std::vector<Mass>& surplus) {
    GroundTree<Mass> tree{{}, 0};
    Mass carried(0);
    for (SpanningTree::Node i = 0; i + 1 < network.nodes(); ++i) {
        carried = carried + surplus[i];
        if (Mass(0) < carried) {
            tree.arcs.push_back({i, i + 1, carried});
        } else {
            tree.arcs.push_back({i + 1, i, Mass(-carried)});
        }
    }
    return tree;
}

/// Under a matrix: the symbols in turn serve what is cheapest.
template <OrderedField T, class Mass>
GroundTree<Mass> ground_tree(const MatrixGround<T>& ground, const GroundNetwork<T>& network,
                             const std::vector<Mass>& surplus) {
    using Costs = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const std::size_t k = ground.size(), n = network.nodes() - k;
    Costs cost(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(n));
    for (std::size_t i = 0; i < network.arcs().size(); ++i) {
        cost(static_cast<Eigen::Index>(i / n), static_cast<Eigen::Index>(i % n)) = network.arcs()[i].cost;
    }
    const std::vector<Mass> supply(surplus.begin(), surplus.begin() + static_cast<std::ptrdiff_t>(k));
    std::vector<Mass> demand;
    for (std::size_t i = k; i < surplus.size(); ++i) { demand.push_back(Mass(-surplus[i])); }
    const auto root = static_cast<std::size_t>(std::max_element(demand.begin(), demand.end()) - demand.begin());
    GroundTree<Mass> tree{{}, static_cast<SpanningTree::Node>(k + root)};
    for (const auto& [z, x, mass] : TransportStart<Mass>(supply, demand, root).template greedy<T>(cost)) {
        tree.arcs.push_back({z, static_cast<SpanningTree::Node>(k + x), mass});
    }
    return tree;
}

} // namespace perdis
