#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>

#include <string>
#include <vector>

namespace perdis {

/// What a filter sees beyond the ends of a signal x_0 … x_{d−1}.
enum class Border {
    circular,   ///< the other end: x_{−1} = x_{d−1}
    reflecting, ///< its mirror image, the last sample repeated: x_{−1} = x_0, x_{−2} = x_1
    zero,       ///< 0
};

/// What is kept of each run of `factor` samples.
enum class Decimation {
    first,   ///< the first of them
    average, ///< their mean
};

/// The identity.
template <Real T>
DenseMatrix<T> identity_matrix(Eigen::Index dimension) {
    require(dimension > 0, "identity_matrix", "dimension", dimension, "[1, inf)");
    DenseMatrix<T> result = DenseMatrix<T>::Constant(dimension, dimension, T(0));
    for (Eigen::Index i = 0; i < dimension; ++i) { result(i, i) = T(1); }
    return result;
}

/// The convolution (Hx)_i = Σ_j k_j x_{i + r − j} with a kernel of 2r + 1 entries, the middle one at 0; d × d.
///
/// @domain    an odd number of finite entries, at most 2d + 1 (each border is met once).
template <Real T>
DenseMatrix<T> convolution_matrix(Eigen::Index dimension, const std::vector<T>& kernel, Border border) {
    require(dimension > 0, "blur", "dimension", dimension, "[1, inf)");
    require(kernel.size() % 2 == 1, "blur", "entries of the kernel", kernel.size(), "the odd numbers");
    const auto reach = static_cast<Eigen::Index>(kernel.size() / 2);
    require(reach <= dimension, "blur", "entries of the kernel", kernel.size(), "[1, 2 dimension + 1]");
    DenseMatrix<T> result = DenseMatrix<T>::Constant(dimension, dimension, T(0));
    for (Eigen::Index i = 0; i < dimension; ++i) {
        for (Eigen::Index j = 0; j <= 2 * reach; ++j) {
            Eigen::Index source = i + reach - j;
            if (source < 0 || source >= dimension) {
                if (border == Border::zero) { continue; }
                const bool low = source < 0;
                if (border == Border::circular) {
                    source += low ? dimension : -dimension;
                } else {
                    source = low ? -1 - source : 2 * dimension - 1 - source;
                }
            }
            result(i, source) = result(i, source) + kernel[static_cast<std::size_t>(j)];
        }
    }
    return result;
}

/// One row for each run of `factor` samples: (d/factor) × d.
///
/// @throws    DomainError unless factor ≥ 1 divides the dimension.
template <Real T>
DenseMatrix<T> decimation_matrix(Eigen::Index dimension, Eigen::Index factor, Decimation kept) {
    require(dimension > 0, "down_sampling", "dimension", dimension, "[1, inf)");
    require(factor > 0 && dimension % factor == 0, "down_sampling", "factor", factor,
            "the divisors of " + std::to_string(dimension));
    const Eigen::Index rows = dimension / factor;
    DenseMatrix<T> result = DenseMatrix<T>::Constant(rows, dimension, T(0));
    for (Eigen::Index i = 0; i < rows; ++i) {
        if (kept == Decimation::first) {
            result(i, i * factor) = T(1);
        } else {
            for (Eigen::Index j = 0; j < factor; ++j) {
                result(i, i * factor + j) = T(1) / T(static_cast<int>(factor));
            }
        }
    }
    return result;
}

/// A ⊗ B: a filter A of the columns and B of the rows of an image in row-major order.
template <Real T>
DenseMatrix<T> kronecker_product(const DenseMatrix<T>& a, const DenseMatrix<T>& b) {
    DenseMatrix<T> result(a.rows() * b.rows(), a.cols() * b.cols());
    for (Eigen::Index i = 0; i < a.rows(); ++i) {
        for (Eigen::Index j = 0; j < a.cols(); ++j) {
            for (Eigen::Index k = 0; k < b.rows(); ++k) {
                for (Eigen::Index l = 0; l < b.cols(); ++l) {
                    result(i * b.rows() + k, j * b.cols() + l) = a(i, j) * b(k, l);
                }
            }
        }
    }
    return result;
}

} // namespace perdis
