#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include <perdis/core/real.hpp>

namespace perdis {

/// A dense cost, each row contiguous; any dense Eigen matrix converts to it, a column-major one by a copy.
template <class T>
using TransportCost = Eigen::Ref<const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

/// The costs of one row, contiguous.
template <class T>
const T* cost_row(const TransportCost<T>& cost, std::size_t row) {
    return cost.data() + static_cast<Eigen::Index>(row) * cost.outerStride();
}

/// Mass on its way from a row to a column.
template <class Mass>
struct TransportArc {
    std::uint32_t row, column;
    Mass mass;
};

/// The first basic tree of a transport: rows + columns − 1 arcs, cut off line by line.
///
/// Every row carries an infinitesimal ε beside its mass, and the column `root` all of these together. Then no proper
/// part of the lines balances, each arc exhausts exactly one line, and the arcs span a tree. Hung from `root`, its arcs
/// of zero flow all lead upwards, from a row to a column: it is strongly feasible.
///
/// @domain  positive masses with equal totals, in exact arithmetic.
/// @source  [Cunningham1976]; the perturbation is [Orden1956].
template <class Mass>
class TransportStart {
public:
    using Arcs = std::vector<TransportArc<Mass>>;

    TransportStart(const std::vector<Mass>& supply, const std::vector<Mass>& demand, std::size_t root) {
        for (const Mass& mass : supply) { rows_.push_back({mass, 1}); }
        for (const Mass& mass : demand) { columns_.push_back({mass, 0}); }
        columns_[root].infinitesimals = static_cast<std::int64_t>(supply.size());
    }

    /// The north-west corner, optimal for a Monge cost.
    Arcs corner() && {
        std::size_t row = 0, column = 0;
        while (row < rows_.size() && column < columns_.size()) { (ship(row, column) ? row : column) += 1; }
        return std::move(arcs_);
    }

    /// Each row in turn serves the columns that are left, the least c_ij − min_i c_ij first.
    template <class T>
    Arcs greedy(const TransportCost<T>& cost) && {
        const std::vector<T> least = column_minima<T>(cost);
        std::vector<std::size_t> open(columns_.size());
        std::iota(open.begin(), open.end(), std::size_t{0});
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const T* const c = cost_row<T>(cost, row);
            while (!open.empty()) {
                const auto best = std::min_element(open.begin(), open.end(), [&](std::size_t a, std::size_t b) {
                    return c[a] - least[a] < c[b] - least[b];
                });
                if (ship(row, *best)) { break; }
                *best = open.back();
                open.pop_back();
            }
        }
        return std::move(arcs_);
    }

private:
    /// mass + infinitesimals ε
    struct Line {
        Mass mass;
        std::int64_t infinitesimals;
    };

    template <class T>
    std::vector<T> column_minima(const TransportCost<T>& cost) const {
        std::vector<T> least(cost.data(), cost.data() + cost.cols());
        for (std::size_t row = 1; row < rows_.size(); ++row) {
            const T* c = cost_row<T>(cost, row);
            for (T& value : least) {
                if (*c < value) { value = *c; }
                ++c;
            }
        }
        return least;
    }

    /// Adds the arc that ships all it can; true exactly if that exhausts the row, else it exhausts the column.
    bool ship(std::size_t i, std::size_t j) {
        Line &row = rows_[i], &column = columns_[j];
        const bool all =
            row.mass < column.mass || (row.mass == column.mass && row.infinitesimals < column.infinitesimals);
        const Line& gone = all ? row : column;
        Line& left = all ? column : row;
        arcs_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), gone.mass});
        left.mass = left.mass - gone.mass;
        left.infinitesimals -= gone.infinitesimals;
        return all;
    }

    std::vector<Line> rows_, columns_;
    Arcs arcs_;
};

} // namespace perdis
