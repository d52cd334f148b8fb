#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/candidate_lists.hpp>
#include <perdis/numeric/least_key.hpp>
#include <perdis/numeric/partial_forest.hpp>
#include <perdis/numeric/row_minima.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace perdis {

/// Partial transport by the parametric network simplex: from the plan in which every row ships to a cheapest column, excess
/// is rerouted to columns in deficit, the cheapest way first, until no column is short.
///
/// The price θ of a unit of excess rises from 0. Of an optimal basis at θ the potentials u + θ[excess side] of a row and
/// v − θ[excess side] of a column leave a slack c − u − v that falls at the rate of θ between a row on the excess side and a
/// column on the deficit side, and nowhere else: the first of these arcs to become tight enters. v never rises, so a lower
/// bound on c − v holds for the whole run: of every row a few columns are known by their bounds, the others by one.
///
/// Nodes as in PartialForest. Termination: see there; θ never falls.
///
/// @tparam Cost  cost(row, column) in [0, inf).
/// @source       [AhujaMagnantiOrlin1993], sections 9.7 and 11.11; the lists are derived in docs/solver.md
template <OrderedField T, class Mass, class Cost>
class PartialTransportPath {
public:
    using Forest = PartialForest<Mass>;
    using Node = typename Forest::Node;

    using Arc = typename Forest::Arc;

    /// @param supply  of the rows, positive.
    /// @param demand  of the columns, at least 0; in total at most that of the rows.
    /// @param minima  of this cost.
    PartialTransportPath(const std::vector<Mass>& supply, const std::vector<Mass>& demand, Cost cost,
                         const RowMinima<T>& minima)
        : cost_(std::move(cost)), value_(minima.costs), costs_(demand.size()), levels_(demand.size()),
          forest_(supply, demand, minima.columns),
          lists_(supply.size(), demand.size(), unbounded(minima.largest, supply.size() + demand.size())),
          keys_(supply.size(), lists_.unbounded()) {
        value_.resize(supply.size() + demand.size(), T(0));
        for (Node row = 0; row < forest_.rows(); ++row) { list(row, first_candidates); }
    }

    [[nodiscard]] const Forest& forest() const { return forest_; }
    /// θ.
    [[nodiscard]] const T& price() const { return price_; }

    /// What rounding may leave of a slack of 0 beside a row on the excess side.
    [[nodiscard]] T rounding(Node row) const {
        if constexpr (rounds<T>) { return T(64) * std::numeric_limits<T>::epsilon() * (level(row) + price_); }
        return T(0);
    }

    /// The arc that enters next, at price(); nothing once no column is short. Not asked twice without a pivot between.
    std::optional<Arc> entering() {
        if (forest_.complete()) { return std::nullopt; }
        while (true) {
            const auto row = static_cast<Node>(keys_.index());
            if (price_ < keys_[row]) { price_ = keys_[row]; }
            review(row);
            if (price_ < keys_[row]) { continue; }
            const Node column = lists_.column(row);
            if (column != CandidateLists<T>::rest) { return Arc{row, column}; }
            list(row, later_candidates);
        }
    }

    /// Lets the arc enter; returns what it ships.
    Mass pivot(const Arc& arc) {
        ++pivots_;
        lists_.remove(arc.row, arc.column);
        joined_.clear();
        const auto [amount, node, parent] = forest_.pivot(arc, [this](Node moved) { move(moved); });
        if (parent != forest_.sink()) {
            const Node tail = std::min(node, parent), head = std::max(node, parent);
            lists_.restore(tail, head - forest_.rows(), level(head));
            set_key(tail);
        }
        for (const Node woken : joined_) {
            lists_.wake(woken, value_[node_of(woken)], [this](Node told) { set_key(told); });
        }
        set_key(arc.row);
        return amount;
    }

private:
    using Fate = typename CandidateLists<T>::Fate;

    static constexpr std::size_t first_candidates = 32, later_candidates = 64;
    /// A slack that lasts for this many pivots is worth a key of its own; what is tighter waits for its column.
    static constexpr int patience = 48;

    [[nodiscard]] Node node_of(Node column) const { return forest_.rows() + column; }
    [[nodiscard]] bool in_excess(Node node) const { return forest_.side(node) == Forest::Side::excess; }
    [[nodiscard]] bool basic(Node row, Node column) const {
        return forest_.tree().parent(row) == column || forest_.tree().parent(column) == row;
    }
    /// u of a row, −v of a column, at θ.
    [[nodiscard]] T level(Node node) const { return in_excess(node) ? T(value_[node] + price_) : value_[node]; }
    void set_key(Node row) {
        if (in_excess(row)) { keys_.set(row, lists_.least(row) - value_[row]); }
    }

    /// Beyond every potential and price, which are sums of costs along paths.
    static T unbounded(const T& largest, std::size_t nodes) {
        if constexpr (rounds<T>) { return std::numeric_limits<T>::infinity(); }
        return T(8) * (largest + T(1)) * T(static_cast<int>(nodes + 1));
    }

    void list(Node row, std::size_t count) {
        for (std::size_t column = 0; column < costs_.size(); ++column) {
            costs_[column] = cost_(row, column);
            levels_[column] = level(node_of(static_cast<Node>(column)));
        }
        lists_.list(row, costs_, levels_, count, level(row) + rounding(row));
        set_key(row);
    }

    /// Brings the bounds of a row up to date that expire before long.
    void review(Node row) {
        const T horizon = rounding(row) + price_ * T(patience) / T(static_cast<int>(pivots_ + 1));
        const T own = level(row);
        lists_.review(row, own + horizon, [&](Node column, const T& cost, T& bound) {
            const Node node = node_of(column);
            bound = cost + level(node);
            if (!in_excess(node)) { return Fate::keep; }
            if (basic(row, node)) { return Fate::remove; }
            return horizon < bound - own ? Fate::keep : Fate::park;
        });
        set_key(row);
    }

    /// A node has changed sides: its level stays as it is at θ.
    void move(Node node) {
        const bool back = in_excess(node);
        value_[node] = back ? T(value_[node] - price_) : T(value_[node] + price_);
        if (node >= forest_.rows()) {
            if (!back) { joined_.push_back(node - forest_.rows()); }
        } else if (back) {
            set_key(node);
        } else {
            keys_.set(node, lists_.unbounded());
        }
    }

    Cost cost_;
    T price_ = T(0);
    std::size_t pivots_ = 0;
    std::vector<T> value_; ///< level less θ on the excess side
    std::vector<T> costs_, levels_;
    Forest forest_;
    CandidateLists<T> lists_;
    LeastKey<T> keys_;
    std::vector<Node> joined_;
};

} // namespace perdis
