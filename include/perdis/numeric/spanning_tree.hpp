#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// A rooted spanning tree on the nodes 0 … n−1 with parents, sizes of subtrees and a thread: the nodes in an order in which
/// every subtree is one piece that begins with its top.
///
/// What a network simplex changes at each pivot: re-hanging a subtree takes one walk along its thread, and a few steps for
/// each node of the reversed path.
///
/// @source  the thread: [Glover1974].
class SpanningTree {
public:
    using Node = std::uint32_t;

    /// No such node: the parent of the root.
    static constexpr Node none = std::numeric_limits<Node>::max();

    /// @param order   all nodes, a parent before its children.
    /// @param parent  by nodes; of the root, none.
    SpanningTree(const std::vector<Node>& order, const std::vector<Node>& parent)
        : parent_(parent), thread_(order.size()), back_(order.size()), size_(order.size(), 1), root_(order.front()) {
        thread_[root_] = back_[root_] = root_;
        for (const Node node : order) {
            if (node != root_) {
                const Node after = thread_[parent[node]];
                join(parent[node], node);
                join(node, after);
            }
        }
        for (std::size_t next = order.size() - 1; next > 0; --next) {
            size_[parent[order[next]]] += size_[order[next]];
        }
    }

    [[nodiscard]] Node root() const { return root_; }
    [[nodiscard]] Node parent(Node node) const { return parent_[node]; }
    /// The number of nodes from this one down.
    [[nodiscard]] Node size(Node node) const { return size_[node]; }
    [[nodiscard]] bool leaf(Node node) const { return size_[node] == 1; }

    /// Cuts the subtree of top off its parent, makes its node base the top of it and hangs that below parent.
    ///
    /// The path base … top is reversed; change(node) is called for all of the subtree, in no order.
    template <class Change>
    void rehang(Node base, Node top, Node parent, Change change) {
        collect(base, top, change);
        join(back_[top], thread_[moved_.back()]);
        const auto count = static_cast<Node>(moved_.size());
        for (Node above = parent_[top]; above != none; above = parent_[above]) { size_[above] -= count; }
        for (Node above = parent; above != none; above = parent_[above]) { size_[above] += count; }
        const Node after = thread_[parent];
        join(reverse(parent), after);
    }

    /// Calls act(node) for top and everything below it, a parent before its children.
    template <class Act>
    void visit(Node top, Act act) const {
        Node node = top;
        for (Node left = size_[top]; left > 0; --left, node = thread_[node]) { act(node); }
    }

    /// All nodes, a parent before its children.
    [[nodiscard]] std::vector<Node> preorder() const {
        std::vector<Node> order;
        order.reserve(parent_.size());
        visit(root_, [&](Node node) { order.push_back(node); });
        return order;
    }

private:
    void join(Node before, Node after) {
        thread_[before] = after;
        back_[after] = before;
    }

    /// Fills moved_ with the subtree of top by its thread, path_ with base … top, begins_ with their places in moved_.
    template <class Change>
    void collect(Node base, Node top, Change change) {
        path_.clear();
        for (Node node = base; node != parent_[top]; node = parent_[node]) { path_.push_back(node); }
        begins_.resize(path_.size());
        moved_.resize(size_[top]);
        std::size_t next = path_.size();
        Node node = top;
        for (Node i = 0; i < moved_.size(); ++i, node = thread_[node]) {
            moved_[i] = node;
            if (next > 0 && node == path_[next - 1]) { begins_[--next] = i; }
            change(node);
        }
    }

    /// Reverses path_ below parent and threads moved_ behind it, base first; the last node.
    ///
    /// In moved_ the subtree of each node of the path lies inside that of the next, of which it comes first.
    Node reverse(Node parent) {
        const auto count = static_cast<Node>(moved_.size());
        Node at = parent, above = parent, inside = 0, first = begins_[0], last = begins_[0];
        for (std::size_t i = 0; i < path_.size(); ++i) {
            const Node node = path_[i];
            const Node begin = begins_[i], end = begin + size_[node];
            at = thread(at, begin, first);
            at = thread(at, last, end);
            inside = std::exchange(size_[node], count - inside);
            parent_[node] = std::exchange(above, node);
            first = begin;
            last = end;
        }
        return at;
    }

    /// Threads the piece moved_[first … last) behind a node; its last node.
    Node thread(Node behind, Node first, Node last) {
        if (first == last) { return behind; }
        join(behind, moved_[first]);
        return moved_[last - 1];
    }

    std::vector<Node> parent_, thread_, back_, size_; // apart: what a walk along one of them reads is small
    std::vector<Node> moved_, path_, begins_;
    Node root_;
};

} // namespace perdis
