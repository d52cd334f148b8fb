#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <vector>

#include <Eigen/Core>

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/numeric/transport_start.hpp>

namespace perdis {

/// The potentials of a transport simplex and its search for an arc of negative reduced cost.
///
/// Nodes 0 … m−1 are the rows, m … m+k−1 the columns. The potential is π = u for a row and −v for a column, so that one
/// shift moves a whole subtree; c_ij − π_i + π_j is the reduced cost.
///
/// @source  pricing by blocks: [Grigoriadis1986].
template <OrderedField T>
class TransportPricing {
public:
    using Node = SpanningTree::Node;

    /// An arc that enters the tree.
    struct Entering {
        Node row, column;
        T reduced_cost;
    };

    /// Arcs below −ε (max |c| + max |π|) enter. The cost is a view and must outlive the pricing.
    TransportPricing(const TransportCost<T>& cost, const T& epsilon)
        : cost_(cost), epsilon_(epsilon), rows_(static_cast<Node>(cost.rows())),
          columns_(static_cast<Node>(cost.cols())), potential_(rows_ + columns_, T(0)) {
        for (Node i = 0; i < rows_; ++i) {
            for (Node j = 0; j < columns_; ++j) { largest_cost_ = std::max(largest_cost_, magnitude(costs(i)[j])); }
        }
        // a block of about 4 √(mk) arcs: fewer price too narrowly, more price too dearly
        block_ = std::max(Node(1), static_cast<Node>(4 * std::sqrt(static_cast<double>(rows_) / columns_)));
    }

    Node rows() const { return rows_; }
    const T& cost(Node row, Node column) const { return costs(row)[column]; }
    const T& potential(Node node) const { return potential_[node]; }
    void shift(Node node, const T& amount) { potential_[node] = potential_[node] + amount; }

    /// Recomputes π from the tree: 0 at its root, reduced cost 0 on its arcs.
    void reset(const SpanningTree& tree) {
        T largest(0);
        for (const Node node : tree.preorder()) {
            const Node above = tree.parent(node);
            if (above == SpanningTree::none) {
                potential_[node] = T(0);
            } else if (node < rows_) {
                potential_[node] = potential_[above] + cost(node, above - rows_);
            } else {
                potential_[node] = potential_[above] - cost(above, node - rows_);
            }
            largest = std::max(largest, magnitude(potential_[node]));
        }
        tolerance_ = epsilon_ * (largest_cost_ + largest);
    }

    /// The arc of least reduced cost in the first block of rows, from the last one on, that has one below −tolerance.
    std::optional<Entering> entering() {
        Node row = SpanningTree::none;
        T best = -tolerance_;
        for (Node scanned = 1; scanned <= rows_; ++scanned) {
            const T least = row_minimum(cursor_) - potential_[cursor_];
            if (least < best) {
                best = least;
                row = cursor_;
            }
            cursor_ = cursor_ + 1 == rows_ ? 0 : cursor_ + 1;
            if (scanned % block_ == 0 && row != SpanningTree::none) { break; }
        }
        if (row == SpanningTree::none) { return std::nullopt; }
        return Entering{row, cheapest_column(row), best};
    }

private:
    static T magnitude(const T& value) { return value < T(0) ? T(-value) : value; }
    const T* costs(Node row) const { return cost_row<T>(cost_, row); }

    /// min_j c_ij + π_j
    T row_minimum(Node i) const {
        if constexpr (std::floating_point<T>) {
            using Array = Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>;
            return (Array(costs(i), columns_) + Array(potential_.data() + rows_, columns_)).minCoeff();
        } else {
            const Node j = cheapest_column(i);
            return cost(i, j) + potential_[rows_ + j];
        }
    }

    Node cheapest_column(Node i) const {
        const T* const c = costs(i);
        const T* const pi = potential_.data() + rows_;
        Node best = 0;
        T least = c[0] + pi[0];
        for (Node j = 1; j < columns_; ++j) {
            const T sum = c[j] + pi[j];
            if (sum < least) {
                least = sum;
                best = j;
            }
        }
        return best;
    }

    TransportCost<T> cost_;
    T epsilon_, tolerance_ = T(0), largest_cost_ = T(0);
    Node rows_, columns_, block_ = 1, cursor_ = 0;
    std::vector<T> potential_;
};

} // namespace perdis
