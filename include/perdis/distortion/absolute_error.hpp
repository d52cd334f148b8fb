#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

namespace perdis {

/// The absolute error Δ(x, x̂) = Σ_i |x_i − x̂_i|   [unit of x].
class AbsoluteError {
public:
    template <OrderedField T>
    T operator()(const T& x, const T& restored) const {
        return x < restored ? T(restored - x) : T(x - restored);
    }
    template <class A, class B>
    auto operator()(const Eigen::MatrixBase<A>& x, const Eigen::MatrixBase<B>& restored) const {
        return (x - restored).cwiseAbs().sum();
    }
};

} // namespace perdis
