#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <perdis/core/real.hpp>

namespace perdis {

/// The scalar that a typed number means as a scale: double for an integer, the number's own type otherwise.
template <class T>
using ScaleScalar = std::conditional_t<std::integral<T>, double, T>;

/// E (X − E X)², as an argument that says so   [unit of x, squared].
/// Its domain is checked by the law or channel that takes it.
template <Real T>
class Variance {
public:
    explicit Variance(T value) : value_(std::move(value)) {}
    const T& value() const { return value_; }

private:
    T value_;
};

/// √(E (X − E X)²), as an argument that says so   [unit of x].
/// Its domain is checked by the law or channel that takes it.
template <Real T>
class StandardDeviation {
public:
    explicit StandardDeviation(T value) : value_(std::move(value)) {}
    const T& value() const { return value_; }

private:
    T value_;
};

/// The scale whose variance is x; an integer x means a double.
template <class T>
    requires Real<ScaleScalar<T>> Variance<ScaleScalar<T>> variance(const T& x) {
        return Variance<ScaleScalar<T>>(static_cast<ScaleScalar<T>>(x));
    }

/// The scale whose standard deviation is x; an integer x means a double.
template <class T>
    requires Real<ScaleScalar<T>> StandardDeviation<ScaleScalar<T>> standard_deviation(const T& x) {
        return StandardDeviation<ScaleScalar<T>>(static_cast<ScaleScalar<T>>(x));
    }

} // namespace perdis
