#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

namespace perdis {

/// The squared error Δ(x, x̂) = ‖x − x̂‖²   [unit of x, squared].
class SquaredError {
public:
    template <OrderedField T>
    T operator()(const T& x, const T& restored) const {
        return (x - restored) * (x - restored);
    }
    template <class A, class B>
    auto operator()(const Eigen::MatrixBase<A>& x, const Eigen::MatrixBase<B>& restored) const {
        return (x - restored).squaredNorm();
    }
};

} // namespace perdis
