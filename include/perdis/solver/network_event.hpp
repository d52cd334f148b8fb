#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/least_of.hpp>
#include <perdis/numeric/spanning_tree.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace perdis {

/// The θ of what never happens: ∞, or −1 where T has no infinity.
template <OrderedField T>
T no_time() {
    if constexpr (rounds<T>) {
        return std::numeric_limits<T>::infinity();
    } else {
        return T(-1);
    }
}

/// Whether a time is that of no event.
template <OrderedField T>
bool never(const T& time) {
    if constexpr (rounds<T>) {
        return time == std::numeric_limits<T>::infinity();
    } else {
        return time < T(0);
    }
}

/// Whether the one θ comes before the other.
template <OrderedField T>
bool sooner(const T& one, const T& other) {
    if constexpr (rounds<T>) {
        return one < other;
    } else {
        return !never(one) && (never(other) || one < other);
    }
}

/// The index of the least θ.
template <OrderedField T>
std::size_t soonest(const std::vector<T>& times) {
    if constexpr (rounds<T>) {
        return least_index(times);
    } else {
        return static_cast<std::size_t>(std::min_element(times.begin(), times.end(), sooner<T>) - times.begin());
    }
}

/// An arc that enters a tree: at θ = time its reduced cost constant + rate θ is zero and falls.
template <OrderedField T>
struct NetworkEvent {
    T time = no_time<T>();
    SpanningTree::Node tail = SpanningTree::none, head = SpanningTree::none;
    T constant = T(0), rate = T(0);
};

} // namespace perdis
