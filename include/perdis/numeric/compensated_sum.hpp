#pragma once

#include <perdis/core/real.hpp>

#include <cmath>
#include <type_traits>

namespace perdis {

/// A sum whose error does not grow with the number of terms; exact where T is.
///
/// @accuracy  ε |Σ x| + 2 n ε² Σ |x|; non-finite terms give a non-finite sum.
/// @source    [Neumaier1974]
template <OrderedField T>
class CompensatedSum {
public:
    explicit CompensatedSum(const T& start = T(0)) : sum_(start) {}

    void add(const T& term) {
        const T next = sum_ + term;
        if constexpr (rounds<T>) {
            const bool smaller = magnitude(sum_) < magnitude(term);
            lost_ = lost_ + (smaller ? T((term - next) + sum_) : T((sum_ - next) + term));
        }
        sum_ = next;
    }
    [[nodiscard]] T value() const {
        if constexpr (std::is_floating_point_v<T>) {
            using std::isfinite;
            return isfinite(sum_) ? sum_ + lost_ : sum_;
        } else if constexpr (rounds<T>) {
            return sum_ + lost_;
        } else {
            return sum_;
        }
    }

private:
    static T magnitude(const T& value) { return value < T(0) ? T(-value) : value; }

    T sum_;
    T lost_ = T(0);
};

} // namespace perdis
