#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Core>

#include <perdis/core/real.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/numeric/transport_plan.hpp>
#include <perdis/numeric/transport_start.hpp>

namespace perdis {

/// The least c − price over the lines that have a price, 0 where none has.
template <OrderedField T, class Cost>
T least_slack(const std::vector<std::optional<T>>& prices, Cost cost) {
    std::optional<T> least;
    for (std::size_t line = 0; line < prices.size(); ++line) {
        if (!prices[line]) { continue; }
        const T slack = cost(line) - *prices[line];
        if (!least || slack < *least) { least = slack; }
    }
    return least.value_or(T(0));
}

/// The optimal plan where only `rows` and `columns` have mass: `part` is the plan on these.
///
/// A column without mass gets the largest v that those rows allow, a row then the largest u.
template <OrderedField T>
Transport<T> with_empty_lines(const Transport<T>& part, const std::vector<std::size_t>& rows,
                              const std::vector<std::size_t>& columns, const TransportCost<T>& cost) {
    const auto m = static_cast<std::size_t>(cost.rows()), k = static_cast<std::size_t>(cost.cols());
    std::vector<std::optional<T>> u(m), v(k);
    for (std::size_t next = 0; next < rows.size(); ++next) { u[rows[next]] = part.row_potential[next]; }
    for (std::size_t next = 0; next < columns.size(); ++next) { v[columns[next]] = part.column_potential[next]; }
    for (std::size_t j = 0; j < k; ++j) {
        if (v[j]) { continue; }
        v[j] = least_slack<T>(u, [&](std::size_t i) { return cost_row<T>(cost, i)[j]; });
    }
    for (std::size_t i = 0; i < m; ++i) {
        if (u[i]) { continue; }
        u[i] = least_slack<T>(v, [&](std::size_t j) { return cost_row<T>(cost, i)[j]; });
    }
    Transport<T> whole{{}, part.cost, {}, {}};
    for (const auto& price : u) { whole.row_potential.push_back(*price); }
    for (const auto& price : v) { whole.column_potential.push_back(*price); }
    for (const auto& [row, column, mass] : part.flows) {
        const std::size_t i = rows[static_cast<std::size_t>(row)], j = columns[static_cast<std::size_t>(column)];
        whole.flows.push_back({static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j), mass});
    }
    return whole;
}

/// The optimal plan on the lines that have mass.
template <OrderedField T>
Transport<T> transport_on(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& columns,
                          std::span<const T> supply, std::span<const T> demand, const TransportCost<T>& cost) {
    if (rows.empty()) { return {{}, T(0), {}, {}}; }
    std::vector<T> a, b, entries;
    for (const std::size_t j : columns) { b.push_back(demand[j]); }
    for (const std::size_t i : rows) {
        a.push_back(supply[i]);
        for (const std::size_t j : columns) { entries.push_back(cost_row<T>(cost, i)[j]); }
    }
    using Entries = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto m = static_cast<Eigen::Index>(a.size()), k = static_cast<Eigen::Index>(b.size());
    return positive_transport<T>(a, b, Eigen::Map<const Entries>(entries.data(), m, k));
}

/// The plan of least cost: min <C,P> over P ≥ 0 with row sums `supply` and column sums `demand`.
///
///     u_i + v_j ≤ c_ij,   = where P_ij > 0,   so that <C,P> = Σ a_i u_i + Σ b_j v_j
///
/// Network simplex on strongly feasible trees: it ends on every input, with ties and equal or zero masses.
///
/// @domain    at least one row and one column; masses in [0, inf) with equal totals; finite costs of either sign.
///            Where T rounds, totals that differ by at most 1e-9 of the larger are made equal by scaling `demand`.
/// @accuracy  exact where T does not round. Else, with C = max |c| + max |u|, |v| and the total mass A:
///            u_i + v_j ≤ c_ij + 8 ε C, equality to 4 ε C on the flows; each flow to 4 ε of itself + (m + k) 2^-60 ε A
///            (2^-60 A where a mass is below that); the column of largest demand takes up what is left of the totals.
/// @throws    DomainError outside the domain, NaN included.
/// @source    [Cunningham1976], [Grigoriadis1986].
template <OrderedField T>
Transport<T> transport(std::span<const T> supply, std::span<const T> demand, const TransportCost<T>& cost) {
    require_sizes<T>(supply, demand, cost);
    require_masses<T>(supply, "supply");
    require_masses<T>(demand, "demand");
    require_costs<T>(cost);
    const std::vector<T> balanced = balanced_demand<T>(supply, demand);
    const std::vector<std::size_t> rows = support<T>(supply), columns = support<T>(balanced);
    if (rows.size() == supply.size() && columns.size() == demand.size()) {
        return positive_transport<T>({supply.begin(), supply.end()}, balanced, cost);
    }
    return with_empty_lines<T>(transport_on<T>(rows, columns, supply, balanced, cost), rows, columns, cost);
}

/// The same with T taken from the cost, for masses in any contiguous range of it.
template <class Derived>
Transport<typename Derived::Scalar> transport(std::span<const typename Derived::Scalar> supply,
                                              std::span<const typename Derived::Scalar> demand,
                                              const Eigen::MatrixBase<Derived>& cost) {
    using T = typename Derived::Scalar;
    return transport<T>(supply, demand, TransportCost<T>(cost.derived()));
}

} // namespace perdis
