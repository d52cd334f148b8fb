#include <perdis/numeric/spanning_tree.hpp>

#include "catch.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace {

using perdis::SpanningTree;
using Node = SpanningTree::Node;

/// Whether a node is top or below it.
bool below(const std::vector<Node>& parent, Node node, Node top) {
    for (; node != SpanningTree::none; node = parent[node]) {
        if (node == top) { return true; }
    }
    return false;
}

/// Parents, sizes and the order of a tree against its parents kept plainly.
void check(const SpanningTree& tree, const std::vector<Node>& parent) {
    const auto order = tree.preorder();
    REQUIRE(order.size() == parent.size());
    for (Node node = 0; node < parent.size(); ++node) {
        CHECK(tree.parent(node) == parent[node]);
        std::vector<Node> subtree, walked;
        for (Node other = 0; other < parent.size(); ++other) {
            if (below(parent, other, node)) { subtree.push_back(other); }
        }
        tree.visit(node, [&](Node other) { walked.push_back(other); });
        CHECK(walked.front() == node);
        std::sort(walked.begin(), walked.end());
        CHECK(walked == subtree);
        CHECK(tree.size(node) == subtree.size());
        CHECK(tree.leaf(node) == (subtree.size() == 1));
        const auto place = [&](Node other) { return std::find(order.begin(), order.end(), other); };
        if (parent[node] != SpanningTree::none) { CHECK(place(parent[node]) < place(node)); }
    }
}

} // namespace

TEST_CASE("law: re-hanging reverses a path and keeps sizes and order") {
    std::mt19937 random(5);
    for (Node nodes : {2u, 3u, 5u, 12u, 30u}) {
        std::vector<Node> order{0}, parent{SpanningTree::none};
        for (Node node = 1; node < nodes; ++node) {
            order.push_back(node);
            parent.push_back(static_cast<Node>(random() % node));
        }
        SpanningTree tree(order, parent);
        check(tree, parent);
        for (int i = 0; i < 60; ++i) {
            const auto top = static_cast<Node>(1 + random() % (nodes - 1));
            Node base = top, above = 0;
            do { base = static_cast<Node>(random() % nodes); } while (!below(parent, base, top));
            do { above = static_cast<Node>(random() % nodes); } while (below(parent, above, top));
            std::vector<Node> changed;
            tree.rehang(base, top, above, [&](Node node) { changed.push_back(node); });
            for (Node node = base, next = above, end = parent[top]; node != end;) {
                const Node up = parent[node];
                parent[node] = next;
                next = node;
                node = up;
            }
            check(tree, parent);
            CHECK(changed.size() == tree.size(base));
            for (const Node node : changed) { CHECK(below(parent, node, base)); }
        }
    }
}
