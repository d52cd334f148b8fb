#pragma once

#include <perdis/numeric/spanning_tree.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace perdis {

/// A strongly feasible spanning tree of an uncapacitated network: its arcs of zero flow lead towards the root.
///
/// The arc between a node and its parent, and its flow, are kept at the node. A pivot that moves no mass lowers the
/// potentials of the nodes it moves (reduced cost c − π_tail + π_head), so that no tree comes back, whatever arc of
/// negative reduced cost enters.
///
/// @source  [Cunningham1976].
template <class Mass>
class NetworkTree {
public:
    using Node = SpanningTree::Node;

    /// From tail to head, with what it carries.
    struct Arc {
        Node tail, head;
        Mass flow;
    };

    /// The arc that leaves, by its lower end; where the two sides of the cycle meet; its side.
    struct Leaving {
        Node node, apex;
        bool below_tail;
    };

    /// @param arcs  those of a strongly feasible tree on the nodes 0 … nodes − 1, in any order.
    NetworkTree(Node nodes, Node root, const std::vector<Arc>& arcs)
        : flow_(nodes, Mass(0)), up_(nodes, 1), tree_(hang(nodes, root, arcs)) {}

    [[nodiscard]] const SpanningTree& tree() const { return tree_; }
    [[nodiscard]] Node parent(Node node) const { return tree_.parent(node); }
    [[nodiscard]] const Mass& flow(Node node) const { return flow_[node]; }
    /// Whether the arc leads from the node to its parent.
    [[nodiscard]] bool up(Node node) const { return up_[node] != 0; }

    /// Of the arcs that lose when tail → head enters and run dry first, the last on the way apex → tail → head → apex.
    [[nodiscard]] Leaving leaving(Node tail, Node head) const {
        Node low = SpanningTree::none, high = SpanningTree::none;
        while (tail != head) {
            if (!(tree_.size(head) < tree_.size(tail))) {
                if (up(tail) && (low == SpanningTree::none || flow_[tail] < flow_[low])) { low = tail; }
                tail = tree_.parent(tail);
            } else {
                if (!up(head) && (high == SpanningTree::none || !(flow_[high] < flow_[head]))) { high = head; }
                head = tree_.parent(head);
            }
        }
        const bool below_tail = high == SpanningTree::none || (low != SpanningTree::none && flow_[low] < flow_[high]);
        assert((below_tail ? low : high) != SpanningTree::none);
        return {below_tail ? low : high, tail, below_tail};
    }

    /// Lets tail → head enter for `out`; change(node) is called for all that moves.
    template <class Change>
    void pivot(Node tail, Node head, const Leaving& out, Change change) {
        const Mass amount = flow_[out.node];
        if (Mass(0) < amount) {
            const Mass less = -amount;
            push(tail, out.apex, less, amount);
            push(head, out.apex, amount, less);
        }
        const Node base = out.below_tail ? tail : head, above = out.below_tail ? head : tail;
        Mass carried = amount;
        std::uint8_t leads_up = out.below_tail ? 1 : 0;
        for (Node node = base, end = tree_.parent(out.node); node != end; node = tree_.parent(node)) {
            std::swap(flow_[node], carried);
            std::swap(up_[node], leads_up);
            leads_up = leads_up != 0 ? 0 : 1;
        }
        tree_.rehang(base, out.node, above, change);
    }

private:
    SpanningTree hang(Node nodes, Node root, const std::vector<Arc>& arcs) {
        std::vector<std::vector<std::size_t>> around(nodes);
        for (std::size_t i = 0; i < arcs.size(); ++i) {
            around[arcs[i].tail].push_back(i);
            around[arcs[i].head].push_back(i);
        }
        std::vector<Node> order{root}, parent(nodes, SpanningTree::none);
        for (std::size_t next = 0; next < order.size(); ++next) {
            const Node above = order[next];
            for (const std::size_t i : around[above]) {
                const Node node = arcs[i].tail == above ? arcs[i].head : arcs[i].tail;
                if (node == parent[above]) { continue; }
                parent[node] = above;
                flow_[node] = arcs[i].flow;
                up_[node] = arcs[i].tail == node ? 1 : 0;
                order.push_back(node);
            }
        }
        assert(order.size() == nodes);
        return SpanningTree(order, parent);
    }

    void push(Node node, Node apex, const Mass& with, const Mass& against) {
        for (; node != apex; node = tree_.parent(node)) { flow_[node] = flow_[node] + (up(node) ? with : against); }
    }

    std::vector<Mass> flow_;
    std::vector<std::uint8_t> up_;
    SpanningTree tree_;
};

} // namespace perdis
