#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/matrix_product.hpp>
#include <perdis/numeric/symmetric_elimination.hpp>

#include <vector>

// Symmetric matrices over exact numbers and symbols: formulas as one writes them for 1 × 1 and 2 × 2, elimination beyond.

namespace perdis {

/// det S.
template <Real T>
T determinant(const DenseMatrix<T>& s) {
    if (s.rows() == 1) { return s(0, 0); }
    if (s.rows() == 2) { return s(0, 0) * s(1, 1) - s(0, 1) * s(1, 0); }
    return SymmetricElimination<T>(s).determinant();
}

/// Whether every leading minor (up to 2 × 2) or pivot is positive.
template <Real T>
bool positive_definite(const DenseMatrix<T>& s) {
    if (s.rows() <= 2) { return s(0, 0) > T(0) && (s.rows() == 1 || determinant<T>(s) > T(0)); }
    const SymmetricElimination<T> elimination(s);
    for (const T& pivot : elimination.pivots()) {
        if (!(pivot > T(0))) { return false; }
    }
    return true;
}

/// B S⁺ for an exact or symbolic S with the rows of B in its range: by cofactors up to 2 × 2, by elimination beyond.
template <Real T>
DenseMatrix<T> right_quotient(const DenseMatrix<T>& b, const DenseMatrix<T>& s) {
    DenseMatrix<T> result = b;
    if (s.rows() == 1 && !(s(0, 0) == T(0))) {
        for (Eigen::Index i = 0; i < b.rows(); ++i) { result(i, 0) = b(i, 0) / s(0, 0); }
        return result;
    }
    if (s.rows() == 2) {
        const T determinant = s(0, 0) * s(1, 1) - s(0, 1) * s(1, 0);
        if (!(determinant == T(0))) {
            for (Eigen::Index i = 0; i < b.rows(); ++i) {
                result(i, 0) = (b(i, 0) * s(1, 1) - b(i, 1) * s(1, 0)) / determinant;
                result(i, 1) = (b(i, 1) * s(0, 0) - b(i, 0) * s(0, 1)) / determinant;
            }
            return result;
        }
        const T trace = s(0, 0) + s(1, 1);
        if (!(trace == T(0))) { // rank 1: S⁺ = S/(tr S)²
            result = matrix_product(b, s);
            for (Eigen::Index i = 0; i < b.rows(); ++i) {
                for (Eigen::Index j = 0; j < 2; ++j) { result(i, j) = result(i, j) / (trace * trace); }
            }
            return result;
        }
    }
    const DenseMatrix<T> transposed = b.transpose();
    return SymmetricElimination<T>(s).solve(transposed).transpose();
}

/// vᵀ S⁻¹ v of a regular S.
template <Real T>
T inverse_form(const DenseMatrix<T>& s, const DenseVector<T>& v) {
    const DenseMatrix<T> row = v.transpose();
    const DenseMatrix<T> quotient = right_quotient<T>(row, s);
    T sum(0);
    for (Eigen::Index i = 0; i < v.size(); ++i) { sum = sum + quotient(0, i) * v(i); }
    return sum;
}

/// The coordinates with a pivot that is not 0: of a normal law with covariance S they determine the others.
template <Real T>
std::vector<Eigen::Index> free_coordinates(const DenseMatrix<T>& s) {
    const SymmetricElimination<T> elimination(s);
    std::vector<Eigen::Index> result;
    for (Eigen::Index i = 0; i < s.rows(); ++i) {
        if (!(elimination.pivots()(i) == T(0))) { result.push_back(i); }
    }
    return result;
}

} // namespace perdis
