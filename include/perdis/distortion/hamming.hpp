#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

namespace perdis {

/// The Hamming distortion Δ(x, x̂) = 1 for x ≠ x̂, 0 for x = x̂; its mean is the probability of error.
class Hamming {
public:
    template <OrderedField T>
    T operator()(const T& x, const T& restored) const {
        return x == restored ? T(0) : T(1);
    }
    template <class A, class B>
    auto operator()(const Eigen::MatrixBase<A>& x, const Eigen::MatrixBase<B>& restored) const {
        using T = typename A::Scalar;
        return x.cwiseEqual(restored).all() ? T(0) : T(1);
    }
};

} // namespace perdis
