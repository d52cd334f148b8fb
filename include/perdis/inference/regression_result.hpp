#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>

namespace perdis {

/// What Y = HX + N says of X, both normal: X = E[X|Y] + error, the two independent.
template <Real T>
struct GaussianRegression {
    DenseMatrix<T> gain;                ///< K = S_XY S_Y⁺, d × m: E[X|Y] = μ + K(Y − Hμ)
    DenseMatrix<T> error_covariance;    ///< S_X − K S_YX, d × d: the covariance of X given Y
    DenseMatrix<T> estimate_covariance; ///< S_* = K S_YX, d × d: the covariance of E[X|Y]
};

} // namespace perdis
