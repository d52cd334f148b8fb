#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include <Eigen/Core>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/transport_masses.hpp>
#include <perdis/numeric/transport_start.hpp>

namespace perdis {

/// Whether a value is a number: no infinity, no NaN.
template <OrderedField T>
bool finite_number(const T& value) {
    if constexpr (rounds<T>) {
        return value <= std::numeric_limits<T>::max() && -value <= std::numeric_limits<T>::max();
    } else {
        return true;
    }
}

/// Refuses masses that are no finite number ≥ 0, by name.
template <OrderedField T>
void require_masses(std::span<const T> masses, const std::string& name) {
    for (std::size_t i = 0; i < masses.size(); ++i) {
        if (!(T(0) <= masses[i]) || !finite_number(masses[i])) {
            require(false, "transport", name + "[" + std::to_string(i) + "]", masses[i], "[0, inf)");
        }
    }
}

/// Refuses costs that are not finite.
template <OrderedField T>
void require_costs(const TransportCost<T>& cost) {
    for (Eigen::Index i = 0; i < cost.rows(); ++i) {
        for (Eigen::Index j = 0; j < cost.cols(); ++j) {
            if (!finite_number(cost(i, j))) {
                const std::string entry = "cost(" + std::to_string(i) + ", " + std::to_string(j) + ")";
                require(false, "transport", entry, cost(i, j), "(-inf, inf)");
            }
        }
    }
}

/// Refuses an empty side and a cost of another size than the masses.
template <OrderedField T>
void require_sizes(std::span<const T> supply, std::span<const T> demand, const TransportCost<T>& cost) {
    require(!supply.empty(), "transport", "supply has no entries");
    require(!demand.empty(), "transport", "demand has no entries");
    const bool fits = cost.rows() == static_cast<Eigen::Index>(supply.size())
                      && cost.cols() == static_cast<Eigen::Index>(demand.size());
    if (!fits) {
        std::ostringstream complaint;
        complaint << "cost is " << cost.rows() << " x " << cost.cols() << ", the masses ask for " << supply.size()
                  << " x " << demand.size();
        require(false, "transport", complaint.str());
    }
}

/// The sum, with the rounding errors of its additions added in the end (Neumaier); exact where T is.
template <OrderedField T>
T careful_sum(std::span<const T> values) {
    T sum(0), error(0);
    for (const T& value : values) {
        const T next = sum + value;
        const T lost = sum < value ? T((value - next) + sum) : T((sum - next) + value);
        error = error + lost;
        sum = next;
    }
    return sum + error;
}

/// Refuses masses whose sum is not 1: within 1e-9 where T rounds, else exactly.
template <OrderedField T>
void require_sum_one(std::span<const T> masses, const std::string& where, const std::string& name) {
    const T slack = rounds<T> ? T(T(1) / T(1000000000)) : T(0), sum = careful_sum<T>(masses);
    require(!(slack < sum - T(1)) && !(slack < T(1) - sum), where, name, sum, rounds<T> ? "1 +- 1e-9" : "{1}");
}

/// The demand, scaled to the total of the supply where T rounds and the totals agree to 1e-9; else they must be equal.
template <OrderedField T>
std::vector<T> balanced_demand(std::span<const T> supply, std::span<const T> demand) {
    const T given = careful_sum(supply), asked = careful_sum(demand);
    std::vector<T> balanced(demand.begin(), demand.end());
    if (given == asked && finite_number(given)) { return balanced; }
    const T larger = given < asked ? asked : given, smaller = given < asked ? given : asked;
    const T slack = rounds<T> ? T(T(1) / T(1000000000)) : T(0);
    if (!(larger - smaller <= slack * larger) || !finite_number(larger)) {
        std::ostringstream complaint;
        complaint.precision(17);
        complaint << "the supply sums to " << given << ", the demand to " << asked;
        require(false, "transport", complaint.str());
    }
    for (T& mass : balanced) { mass = mass * given / asked; }
    return balanced;
}

/// The indices of the masses that are not 0.
template <OrderedField T>
std::vector<std::size_t> support(std::span<const T> masses) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < masses.size(); ++i) {
        if (T(0) < masses[i]) { indices.push_back(i); }
    }
    return indices;
}

} // namespace perdis
