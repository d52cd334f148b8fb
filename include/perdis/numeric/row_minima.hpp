#pragma once

#include <perdis/core/real.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace perdis {

/// The least cost of every row, the first column that has it, and the largest cost of all: one pass over m × k costs.
template <OrderedField T>
struct RowMinima {
    std::vector<T> costs = {};
    std::vector<std::uint32_t> columns = {};
    T largest = T(0);

    /// @param cost  cost(row, column) in [0, inf).
    template <class Cost>
    RowMinima(const Cost& cost, std::size_t rows, std::size_t size) {
        costs.reserve(rows);
        columns.reserve(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            std::uint32_t best = 0;
            T least = cost(row, 0), most = least;
            for (std::size_t column = 1; column < size; ++column) {
                const T value = cost(row, column);
                if (value < least) {
                    least = value;
                    best = static_cast<std::uint32_t>(column);
                }
                if (most < value) { most = value; }
            }
            costs.push_back(least);
            columns.push_back(best);
            if (largest < most) { largest = most; }
        }
    }
};

} // namespace perdis
