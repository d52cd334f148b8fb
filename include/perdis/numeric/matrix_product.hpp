#pragma once

#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <concepts>

namespace perdis {

/// The matrix product AB over any field: Eigen's for the built-in numbers, term by term for the others.
///
/// Boost.Multiprecision 1.74 rejects Eigen's operator* for its rationals at compile time.
///
/// Shapes: A is n × m, B m × k.
template <class A, class B>
    requires OrderedField<typename A::Scalar>
        Eigen::Matrix<typename A::Scalar, A::RowsAtCompileTime, B::ColsAtCompileTime>
        matrix_product(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<B>& b) {
        using T = typename A::Scalar;
        Eigen::Matrix<T, A::RowsAtCompileTime, B::ColsAtCompileTime> result(a.rows(), b.cols());
        if constexpr (std::floating_point<T>) {
            result.noalias() = a.derived() * b.derived();
        } else {
            for (Eigen::Index i = 0; i < a.rows(); ++i) {
                for (Eigen::Index j = 0; j < b.cols(); ++j) {
                    T sum(0);
                    for (Eigen::Index k = 0; k < a.cols(); ++k) { sum += T(a(i, k) * b(k, j)); }
                    result(i, j) = sum;
                }
            }
        }
        return result;
    }

} // namespace perdis
