#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>

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

} // namespace perdis
