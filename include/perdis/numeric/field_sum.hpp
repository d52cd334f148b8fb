#pragma once

#include <perdis/core/real.hpp>

namespace perdis {

/// A sum over any ordered field: exact where T is, else with what its additions lose kept beside it.
///
/// @accuracy  that of CompensatedSum where T rounds.
/// @source    [Neumaier1974]
template <OrderedField T>
class FieldSum {
public:
    explicit FieldSum(const T& start) : sum_(start) {}

    void add(const T& term) {
        const T next = sum_ + term;
        if constexpr (rounds<T>) {
            const bool larger = size(sum_) < size(term);
            lost_ = lost_ + (larger ? T((term - next) + sum_) : T((sum_ - next) + term));
        }
        sum_ = next;
    }

    [[nodiscard]] T value() const { return sum_ + lost_; }

private:
    static T size(const T& value) { return value < T(0) ? T(-value) : value; }

    T sum_, lost_ = T(0);
};

} // namespace perdis
