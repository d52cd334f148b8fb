#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace perdis {

/// A basis of partial transport with its flows: rows that ship all they have to columns that may take more or less than
/// they ask.
///
/// Nodes 0 … m−1 are the rows, m … m+k−1 the columns, m+k the sink. A tree hung from the sink: its children are columns in
/// excess, which pass it what they have too much, and columns in deficit; all other columns have what they ask. Every node
/// is on the side of the column below the sink that leads to it. The flow of an arc is kept at its lower end; of a child of
/// the sink its excess or its deficit.
///
/// The forest is strongly feasible: an arc of zero flow leads upwards, a deficit is positive. So a pivot that ships nothing
/// moves a subtree from the excess side to the deficit side, never back: there are at most m + k such in a row, whatever
/// the costs. The others lower the excess.
///
/// @source  [Cunningham1976]
template <class Mass>
class PartialForest {
public:
    using Node = SpanningTree::Node;

    enum class Side : std::uint8_t { deficit, excess };

    /// From a row to a column.
    struct Arc {
        Node row = 0, column = 0;
    };

    /// What a pivot did.
    struct Pivot {
        Mass amount;       ///< shipped
        Node node, parent; ///< the ends of the arc that left
    };

    /// @param supply  of the rows, positive; Mass exact.
    /// @param demand  of the columns, at least 0.
    /// @param chosen  the column that each row ships to at first.
    PartialForest(const std::vector<Mass>& supply, const std::vector<Mass>& demand, const std::vector<Node>& chosen)
        : rows_(static_cast<Node>(supply.size())), columns_(static_cast<Node>(demand.size())),
          tree_(first_tree(chosen, columns_)), flow_(supply), side_(rows_ + columns_, Side::excess) {
        std::vector<Mass> surplus;
        for (const Mass& mass : demand) { surplus.push_back(-mass); }
        for (Node row = 0; row < rows_; ++row) { surplus[chosen[row]] = surplus[chosen[row]] + supply[row]; }
        for (Node column = 0; column < columns_; ++column) {
            const bool short_of = surplus[column] < Mass(0);
            flow_.push_back(short_of ? Mass(-surplus[column]) : surplus[column]);
            if (short_of) {
                side_[rows_ + column] = Side::deficit;
                ++short_;
            } else {
                excess_ = excess_ + surplus[column];
            }
        }
        for (Node row = 0; row < rows_; ++row) { side_[row] = side_[rows_ + chosen[row]]; }
    }

    [[nodiscard]] Node rows() const { return rows_; }
    [[nodiscard]] Node columns() const { return columns_; }
    [[nodiscard]] Node sink() const { return rows_ + columns_; }
    [[nodiscard]] const SpanningTree& tree() const { return tree_; }
    [[nodiscard]] Side side(Node node) const { return side_[node]; }
    [[nodiscard]] const Mass& flow(Node node) const { return flow_[node]; }
    /// Σ excess.
    [[nodiscard]] const Mass& excess() const { return excess_; }
    /// Whether no column is on the deficit side.
    [[nodiscard]] bool complete() const { return short_ == 0; }

    /// The most that an arc from the excess side to the deficit side can ship.
    [[nodiscard]] const Mass& capacity(const Arc& arc) const { return flow_[leaving(arc)]; }

    /// Ships amount ≤ capacity along the cycle that the arc closes; the tree stays as it is, without the arc.
    void ship(const Arc& arc, const Mass& amount) {
        const Mass less = -amount;
        Node top = arc.row;
        for (Node node = arc.row; node != sink(); node = tree_.parent(node)) {
            flow_[node] = flow_[node] + (is_row(node) ? less : amount);
            top = node;
        }
        flow_[top] = flow_[top] + less + less;
        for (Node node = rows_ + arc.column; node != sink(); node = tree_.parent(node)) {
            flow_[node] = flow_[node] + (is_row(node) ? amount : less);
        }
        excess_ = excess_ - amount;
    }

    /// An arc from the excess side to the deficit side enters, with all it can ship; change(node) is told every node that
    /// then is on the other side.
    template <class Change>
    Pivot pivot(const Arc& arc, Change change) {
        const Node out = leaving(arc), end = tree_.parent(out), column = rows_ + arc.column;
        const Mass amount = flow_[out];
        if (Mass(0) < amount) { ship(arc, amount); }
        const bool in_excess = side_[out] == Side::excess;
        const Node base = in_excess ? arc.row : column, above = in_excess ? column : arc.row;
        Mass carried = amount;
        for (Node node = base; node != end; node = tree_.parent(node)) { std::swap(flow_[node], carried); }
        const Side now = in_excess ? Side::deficit : Side::excess;
        tree_.rehang(base, out, above, [&](Node node) {
            side_[node] = now;
            if (!is_row(node)) { in_excess ? ++short_ : --short_; }
            change(node);
        });
        return {amount, out, end};
    }

private:
    [[nodiscard]] bool is_row(Node node) const { return node < rows_; }

    /// Every column below the sink, every row below its column.
    static SpanningTree first_tree(const std::vector<Node>& chosen, Node columns) {
        const auto rows = static_cast<Node>(chosen.size());
        std::vector<Node> order{rows + columns}, parent(rows + columns + 1, rows + columns);
        for (Node column = 0; column < columns; ++column) { order.push_back(rows + column); }
        for (Node row = 0; row < rows; ++row) {
            order.push_back(row);
            parent[row] = rows + chosen[row];
        }
        parent.back() = SpanningTree::none;
        return {order, parent};
    }

    /// Of the arcs that run dry or fill up first, the last on the way sink → row → column → sink, by its lower end.
    [[nodiscard]] Node leaving(const Arc& arc) const {
        Node low = arc.row, high = rows_ + arc.column;
        for (Node node = low, above; node != sink(); node = above) {
            above = tree_.parent(node);
            if ((is_row(node) || above == sink()) && flow_[node] < flow_[low]) { low = node; }
        }
        for (Node node = high; node != sink(); node = tree_.parent(node)) {
            if (!is_row(node) && !(flow_[high] < flow_[node])) { high = node; }
        }
        return flow_[low] < flow_[high] ? low : high;
    }

    Node rows_, columns_;
    SpanningTree tree_;
    std::vector<Mass> flow_;
    std::vector<Side> side_;
    Mass excess_ = Mass(0);
    std::size_t short_ = 0;
};

} // namespace perdis
