#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <Eigen/Core>
#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/numeric/transport.hpp>

/// Transport problems over any scalar, and the verifier of their plans.
namespace transport_plans {

using Rational = boost::multiprecision::cpp_rational;
using perdis::transport;
using perdis::Transport;

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class T>
struct Instance {
    std::vector<T> supply, demand;
    Matrix<T> cost;
};

template <class T>
Transport<T> solve(const Instance<T>& instance) {
    return transport<T>(instance.supply, instance.demand, instance.cost);
}

template <class T>
T size(const T& value) {
    return value < T(0) ? T(-value) : value;
}

template <class T>
T& at(std::vector<T>& values, Eigen::Index i) {
    return values[static_cast<std::size_t>(i)];
}

template <class T>
const T& at(const std::vector<T>& values, Eigen::Index i) {
    return values[static_cast<std::size_t>(i)];
}

/// The worst of: marginals, dual feasibility, slackness on the flows, signs, primal against dual value.
template <class T>
T defect(const Instance<T>& instance, const Transport<T>& plan) {
    T worst(0), primal(0), dual(0);
    std::vector<T> rows = instance.supply, columns = instance.demand;
    for (const auto& [row, column, mass] : plan.flows) {
        if (!(T(0) < mass)) { return T(1); }
        at(rows, row) -= mass;
        at(columns, column) -= mass;
        const T slack = instance.cost(row, column) - at(plan.row_potential, row) - at(plan.column_potential, column);
        worst = std::max(worst, size(slack));
        primal += mass * instance.cost(row, column);
    }
    for (const T& error : rows) { worst = std::max(worst, size(error)); }
    for (const T& error : columns) { worst = std::max(worst, size(error)); }
    for (Eigen::Index i = 0; i < instance.cost.rows(); ++i) {
        dual += at(instance.supply, i) * at(plan.row_potential, i);
        for (Eigen::Index j = 0; j < instance.cost.cols(); ++j) {
            const T excess = at(plan.row_potential, i) + at(plan.column_potential, j) - instance.cost(i, j);
            worst = std::max(worst, excess);
        }
    }
    for (std::size_t j = 0; j < columns.size(); ++j) { dual += instance.demand[j] * plan.column_potential[j]; }
    worst = std::max(worst, size(T(primal - dual)));
    return std::max(worst, size(T(primal - plan.cost)));
}

} // namespace transport_plans
