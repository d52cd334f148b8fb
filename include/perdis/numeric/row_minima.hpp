#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/transport_input.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace perdis {

/// The least cost of every row, the first column that has it, and the largest cost of all: one pass over m × k costs.
///
/// @throws  DomainError for a cost outside [0, inf), NaN included: "cost(row, column)" by the rows that are named.
template <OrderedField T>
struct RowMinima {
    std::vector<T> costs = {};
    std::vector<std::uint32_t> columns = {};
    T largest = T(0);

    /// @param names  what messages call the rows.
    template <class Cost>
    RowMinima(const Cost& cost, const std::vector<std::size_t>& names, std::size_t size) {
        costs.reserve(names.size());
        columns.reserve(names.size());
        for (std::size_t row = 0; row < names.size(); ++row) {
            std::uint32_t best = 0;
            T least = cost(row, 0), most = least;
            for (std::size_t column = 0; column < size; ++column) {
                const T value = cost(row, column);
                if (!(T(0) <= value) || !finite_number(value)) {
                    require(false, "TransportProblem",
                            "cost(" + std::to_string(names[row]) + ", " + std::to_string(column) + ")", value,
                            "[0, inf)");
                }
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
