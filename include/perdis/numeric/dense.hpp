#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/matrix_product.hpp>

#include <Eigen/Core>

namespace perdis {

/// A column of numbers.
template <class T>
using DenseVector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

/// A matrix of numbers.
template <class T>
using DenseMatrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

/// (S + Sᵀ)/2 where T rounds; where it does not, S itself, which is symmetric.
template <OrderedField T>
DenseMatrix<T> symmetric_part(const DenseMatrix<T>& s) {
    DenseMatrix<T> result = s;
    if constexpr (rounds<T>) {
        for (Eigen::Index i = 0; i < s.rows(); ++i) {
            for (Eigen::Index j = 0; j < i; ++j) { result(i, j) = result(j, i) = (s(i, j) + s(j, i)) / T(2); }
        }
    }
    return result;
}

/// A S Aᵀ of a symmetric S, symmetric to the last bit.
template <OrderedField T>
DenseMatrix<T> congruence(const DenseMatrix<T>& a, const DenseMatrix<T>& s) {
    const DenseMatrix<T> transposed = a.transpose();
    return symmetric_part<T>(matrix_product(matrix_product(a, s), transposed));
}

/// The trace of a square matrix.
template <OrderedField T>
T trace_of(const DenseMatrix<T>& s) {
    T sum(0);
    for (Eigen::Index i = 0; i < s.rows(); ++i) { sum = sum + s(i, i); }
    return sum;
}

/// Whether every entry off the diagonal is 0.
template <OrderedField T>
bool is_diagonal(const DenseMatrix<T>& s) {
    for (Eigen::Index j = 0; j < s.cols(); ++j) {
        for (Eigen::Index i = 0; i < s.rows(); ++i) {
            if (i != j && !(s(i, j) == T(0))) { return false; }
        }
    }
    return true;
}

} // namespace perdis
