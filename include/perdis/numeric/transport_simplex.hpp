#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/numeric/transport_pricing.hpp>
#include <perdis/numeric/transport_start.hpp>

namespace perdis {

/// The primal network simplex on the complete bipartite graph rows → columns, with exact masses.
///
/// Nodes 0 … m−1 are the rows, m … m+k−1 the columns; the flow of a tree arc is kept at its lower end.
///
/// The tree stays strongly feasible: arcs of zero flow lead upwards. So a pivot either lowers <C,P>, or leaves P alone
/// and lowers every π it moves. Both are strict as long as ε exceeds the rounding of π, and no tree comes back.
///
/// @source  [Cunningham1976].
template <OrderedField T, class Mass>
class TransportSimplex {
public:
    using Node = SpanningTree::Node;

    /// The masses are positive, their totals equal; an arc enters if its reduced cost is below −ε (max |c| + max |π|).
    /// The cost is a view and must outlive the simplex.
    TransportSimplex(const std::vector<Mass>& supply, const std::vector<Mass>& demand, const TransportCost<T>& cost,
                     const T& epsilon)
        : pricing_(cost, epsilon), flow_(supply.size() + demand.size(), Mass(0)),
          tree_(hang(start(supply, demand, cost), static_cast<Node>(supply.size() + largest(demand)))) {}

    /// Pivots until no arc enters, with potentials recomputed from the tree before the last full pricing.
    void run() {
        for (bool moved = true; moved;) {
            pricing_.reset(tree_);
            moved = false;
            while (const auto arc = pricing_.entering()) {
                pivot(*arc);
                moved = true;
            }
        }
    }

    const SpanningTree& tree() const { return tree_; }
    const Mass& flow(Node node) const { return flow_[node]; }
    const T& potential(Node node) const { return pricing_.potential(node); }

private:
    using Entering = typename TransportPricing<T>::Entering;
    using Arcs = typename TransportStart<Mass>::Arcs;

    static std::size_t largest(const std::vector<Mass>& masses) {
        return static_cast<std::size_t>(std::max_element(masses.begin(), masses.end()) - masses.begin());
    }

    bool is_row(Node node) const { return node < pricing_.rows(); }

    T value(const Arcs& arcs) const {
        T sum(0);
        for (const auto& [row, column, mass] : arcs) { sum = sum + static_cast<T>(mass) * pricing_.cost(row, column); }
        return sum;
    }

    /// The cheaper of the north-west corner and a greedy start.
    Arcs start(const std::vector<Mass>& supply, const std::vector<Mass>& demand, const TransportCost<T>& cost) const {
        auto corner = TransportStart<Mass>(supply, demand, largest(demand)).corner();
        auto greedy = TransportStart<Mass>(supply, demand, largest(demand)).template greedy<T>(cost);
        return value(corner) < value(greedy) ? corner : greedy;
    }

    /// Hangs the arcs of a spanning tree from its root.
    SpanningTree hang(const Arcs& arcs, Node root) {
        std::vector<std::vector<std::pair<Node, Mass>>> neighbours(flow_.size());
        for (const auto& [row, column, mass] : arcs) {
            neighbours[row].emplace_back(pricing_.rows() + column, mass);
            neighbours[pricing_.rows() + column].emplace_back(row, mass);
        }
        std::vector<Node> order{root}, parent(flow_.size(), SpanningTree::none);
        for (std::size_t next = 0; next < order.size(); ++next) {
            const Node above = order[next];
            for (const auto& [node, mass] : neighbours[above]) {
                if (node == parent[above]) { continue; }
                parent[node] = above;
                flow_[node] = mass;
                order.push_back(node);
            }
        }
        return SpanningTree(order, parent);
    }

    /// The arc that leaves, by its lower end; its side of the cycle; where the two sides meet.
    struct Leaving {
        Node node, apex;
        bool below_tail;
    };

    /// Of the losing arcs that run dry first, the last on the way apex → tail → head → apex: so the tree stays strongly
    /// feasible.
    Leaving leaving(Node tail, Node head) const {
        Node low = SpanningTree::none, high = SpanningTree::none;
        while (tail != head) {
            if (!(tree_.size(head) < tree_.size(tail))) {
                if (is_row(tail) && (low == SpanningTree::none || flow_[tail] < flow_[low])) { low = tail; }
                tail = tree_.parent(tail);
            } else {
                if (!is_row(head) && (high == SpanningTree::none || !(flow_[high] < flow_[head]))) { high = head; }
                head = tree_.parent(head);
            }
        }
        const bool below_tail = high == SpanningTree::none || (low != SpanningTree::none && flow_[low] < flow_[high]);
        return {below_tail ? low : high, tail, below_tail};
    }

    /// Adds `rows` to the flow of each row's arc and `columns` to that of each column's, on the way from node to apex.
    void push(Node node, Node apex, const Mass& rows, const Mass& columns) {
        for (; node != apex; node = tree_.parent(node)) { flow_[node] = flow_[node] + (is_row(node) ? rows : columns); }
    }

    void pivot(const Entering& arc) {
        const Node tail = arc.row, head = pricing_.rows() + arc.column;
        const Leaving out = leaving(tail, head);
        const Mass amount = flow_[out.node], less = -amount;
        if (Mass(0) < amount) {
            push(tail, out.apex, less, amount);
            push(head, out.apex, amount, less);
        }
        const Node base = out.below_tail ? tail : head, above = out.below_tail ? head : tail;
        Mass carried = amount;
        for (Node node = base, end = tree_.parent(out.node); node != end; node = tree_.parent(node)) {
            std::swap(flow_[node], carried);
        }
        const T shift = out.below_tail ? arc.reduced_cost : T(-arc.reduced_cost);
        tree_.rehang(base, out.node, above, [&](Node node) { pricing_.shift(node, shift); });
    }

    TransportPricing<T> pricing_;
    std::vector<Mass> flow_;
    SpanningTree tree_;
};

} // namespace perdis
