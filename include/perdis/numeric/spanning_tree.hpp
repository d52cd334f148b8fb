#pragma once

#include <cassert>
#include <cstdint>
#include <limits>
#include <vector>

namespace perdis {

/// A rooted spanning tree on the nodes 0 … n−1 with parents, depths and lists of children.
///
/// What a network simplex changes at each pivot: the cost of re-hanging a subtree is the length of the reversed path,
/// and one traversal of the subtree.
class SpanningTree {
public:
    using Node = std::uint32_t;

    /// No such node: the parent of the root.
    static constexpr Node none = std::numeric_limits<Node>::max();

    /// Nodes that are not linked yet, all but the root.
    SpanningTree(Node nodes, Node root) : links_(nodes), depth_(nodes, 0), root_(root) {}

    Node root() const { return root_; }
    Node parent(Node node) const { return links_[node].parent; }
    std::uint32_t depth(Node node) const { return depth_[node]; }
    bool leaf(Node node) const { return links_[node].child == none; }

    /// Hangs an unlinked node below a linked one.
    void attach(Node node, Node parent) {
        link(node, parent);
        depth_[node] = depth_[parent] + 1;
    }

    /// Cuts the subtree of top off its parent, makes its node base the top of it and hangs that below parent.
    ///
    /// The path base … top is reversed; change(node) is called for all of the subtree, a parent before its children.
    template <class Change>
    void rehang(Node base, Node top, Node parent, Change change) {
        Node above = parent;
        for (Node node = base, next = none; above != top; above = node, node = next) {
            next = links_[node].parent;
            unlink(node);
            link(node, above);
        }
        visit(base, [&](Node node) {
            depth_[node] = depth_[links_[node].parent] + 1;
            change(node);
        });
    }

    /// Calls act(node) for top and everything below it, a parent before its children.
    template <class Act>
    void visit(Node top, Act act) const {
        Node node = top;
        while (true) {
            act(node);
            if (links_[node].child != none) {
                node = links_[node].child;
                continue;
            }
            while (node != top && links_[node].next == none) { node = links_[node].parent; }
            if (node == top) { return; }
            node = links_[node].next;
        }
    }

    /// All nodes, a parent before its children.
    std::vector<Node> preorder() const {
        std::vector<Node> order;
        order.reserve(links_.size());
        visit(root_, [&](Node node) { order.push_back(node); });
        assert(order.size() == links_.size());
        return order;
    }

private:
    struct Links {
        Node parent = none, child = none, next = none, previous = none;
    };

    void link(Node node, Node parent) {
        Links& own = links_[node];
        own.parent = parent;
        own.previous = none;
        own.next = links_[parent].child;
        if (own.next != none) { links_[own.next].previous = node; }
        links_[parent].child = node;
    }

    void unlink(Node node) {
        const Links& own = links_[node];
        if (own.next != none) { links_[own.next].previous = own.previous; }
        if (own.previous != none) {
            links_[own.previous].next = own.next;
        } else {
            links_[own.parent].child = own.next;
        }
    }

    std::vector<Links> links_;
    std::vector<std::uint32_t> depth_;
    Node root_;
};

} // namespace perdis
