#pragma once

#include <cmath>
#include <type_traits>

namespace perdis {

/// A sum of floating-point numbers whose error does not grow with their number.
///
/// @accuracy  ε |Σ x| + 2 n ε² Σ |x|; non-finite terms give a non-finite sum.
/// @source    [Neumaier1974]
template <class T>
    requires std::is_floating_point_v<T>
class CompensatedSum {
public:
    void add(T term) {
        using std::abs;
        const T next = sum_ + term;
        lost_ += abs(sum_) >= abs(term) ? (sum_ - next) + term : (term - next) + sum_;
        sum_ = next;
    }
    [[nodiscard]] T value() const {
        using std::isfinite;
        return isfinite(sum_) ? sum_ + lost_ : sum_;
    }

private:
    T sum_ = T(0);
    T lost_ = T(0);
};

} // namespace perdis
