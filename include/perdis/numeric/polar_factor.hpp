#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/singular_values.hpp>

#include <Eigen/SVD>

#include <type_traits>

namespace perdis {

/// The orthogonal U that maximises tr(UᵀM), for a square M: U = PQᵀ from M = P diag(σ) Qᵀ.
///
/// @accuracy  orthogonal to d ε; tr(UᵀM) = Σσ to d ε relative.
template <Real T>
    requires rounds<T> DenseMatrix<T> polar_factor(const DenseMatrix<T>& m) {
        if constexpr (std::is_same_v<T, double>) {
            const SingularValues svd = singular_values(m);
            return svd.u * svd.v.transpose();
        } else {
            const Eigen::JacobiSVD<DenseMatrix<T>> svd(m, Eigen::ComputeFullU | Eigen::ComputeFullV);
            return svd.matrixU() * svd.matrixV().transpose();
        }
    }

/// @cond compiled once, in src
extern template DenseMatrix<double> polar_factor(const DenseMatrix<double>&);
extern template DenseMatrix<long double> polar_factor(const DenseMatrix<long double>&);
/// @endcond

} // namespace perdis
