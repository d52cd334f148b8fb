#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <vector>

namespace perdis {

/// The least of `size` > 0 contiguous values.
template <OrderedField T>
T least_of(const T* values, std::size_t size) {
    if constexpr (std::floating_point<T>) {
        return Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>(values, static_cast<Eigen::Index>(size)).minCoeff();
    } else {
        return *std::min_element(values, values + size);
    }
}

/// The index of a least entry of a list that is not empty.
template <OrderedField T>
std::size_t least_index(const std::vector<T>& values) {
    if constexpr (std::floating_point<T>) {
        Eigen::Index least = 0;
        const auto size = static_cast<Eigen::Index>(values.size());
        Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>(values.data(), size).minCoeff(&least);
        return static_cast<std::size_t>(least);
    } else {
        return static_cast<std::size_t>(std::min_element(values.begin(), values.end()) - values.begin());
    }
}

} // namespace perdis
