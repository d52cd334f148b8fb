#pragma once

#include <perdis/core/real.hpp>
#include <perdis/inference/regression_result.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/matrix_product.hpp>
#include <perdis/numeric/symmetric_quotient.hpp>

namespace perdis {

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
