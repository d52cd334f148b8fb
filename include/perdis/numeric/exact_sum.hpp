#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/compensated_sum.hpp>

#include <concepts>

namespace perdis {

/// A sum over any ordered field: compensated where T is a floating type, plain elsewhere.
///
/// @accuracy  of CompensatedSum; exact where T is.
template <OrderedField T>
class ExactSum {
public:
    void add(const T& term) { sum_ = sum_ + term; }
    [[nodiscard]] const T& value() const { return sum_; }

private:
    T sum_ = T(0);
};

template <OrderedField T>
    requires std::floating_point<T>
class ExactSum<T> : public CompensatedSum<T> {
};

} // namespace perdis
