#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <numeric>
#include <vector>

namespace perdis {

/// Σ h(|x_i − z_j|) π_ij over the monotone coupling π of two laws on the line: optimal for every convex h.
///
/// Shapes: x, z rows of values in any order (1 × n, 1 × m); p, q their masses with equal totals.
/// Complexity O((n + m) log(n + m)).
///
/// @source    [PeyreCuturi2019], remark 2.30
template <OrderedField T, class Ground>
T monotone_coupling_cost(const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& x,
                         const Eigen::Matrix<T, Eigen::Dynamic, 1>& p,
                         const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& z,
                         const Eigen::Matrix<T, Eigen::Dynamic, 1>& q, const Ground& h) {
    const auto sorted = [](const auto& values) {
        std::vector<Eigen::Index> order(static_cast<std::size_t>(values.cols()));
        std::iota(order.begin(), order.end(), Eigen::Index(0));
        std::sort(order.begin(), order.end(),
                  [&](Eigen::Index a, Eigen::Index b) { return values(0, a) < values(0, b); });
        return order;
    };
    const auto from = sorted(x);
    const auto to = sorted(z);
    T sum(0);
    std::size_t i = 0;
    std::size_t j = 0;
    T supply = p(from[0]);
    T demand = q(to[0]);
    while (i < from.size() && j < to.size()) {
        const T& a = x(0, from[i]);
        const T& b = z(0, to[j]);
        const T mass = supply < demand ? supply : demand;
        if (T(0) < mass) { sum += mass * h(a < b ? T(b - a) : T(a - b)); }
        const bool row_done = !(demand < supply);
        const bool column_done = !(supply < demand);
        supply = supply - mass;
        demand = demand - mass;
        if (row_done && ++i < from.size()) { supply = p(from[i]); }
        if (column_done && ++j < to.size()) { demand = q(to[j]); }
    }
    return sum;
}

} // namespace perdis
