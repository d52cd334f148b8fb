#pragma once

#include <perdis/core/real.hpp>
#include <perdis/inference/regression_result.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/matrix_product.hpp>
#include <perdis/numeric/symmetric_elimination.hpp>

namespace perdis {

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

/// The formulas as they stand, over an exact or symbolic T.
template <Real T>
GaussianRegression<T> regression_by_formula(const DenseMatrix<T>& prior, const DenseMatrix<T>& h,
                                            const DenseMatrix<T>& noise) {
    const DenseMatrix<T> transposed = h.transpose();
    const DenseMatrix<T> cross = matrix_product(prior, transposed);
    const DenseMatrix<T> observed = congruence<T>(h, prior) + noise;
    GaussianRegression<T> result;
    result.gain = right_quotient<T>(cross, observed);
    const DenseMatrix<T> seen = cross.transpose();
    result.estimate_covariance = matrix_product(result.gain, seen);
    for (Eigen::Index i = 0; i < prior.rows(); ++i) {
        for (Eigen::Index j = 0; j < i; ++j) { result.estimate_covariance(j, i) = result.estimate_covariance(i, j); }
    }
    result.error_covariance = prior - result.estimate_covariance;
    if (prior.rows() == 1 && h.rows() == 1 && !(observed(0, 0) == T(0))) {
        result.error_covariance(0, 0) = prior(0, 0) * noise(0, 0) / observed(0, 0);
    }
    return result;
}

} // namespace perdis
