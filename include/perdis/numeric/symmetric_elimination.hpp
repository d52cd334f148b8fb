#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>

#include <Eigen/Core>

#include <cassert>
#include <optional>

namespace perdis {

/// S = L D Lᵀ of a symmetric matrix over an exact field, L unit lower triangular, without pivoting.
///
/// A pivot that is 0 is skipped with its row: for a positive semidefinite S its whole column is 0 by then. The decisions are
/// comparisons of the pivots with 0, nothing else, so that a symbol can make them.
///
/// @domain    S symmetric. Exact numbers and symbols; floating matrices go to SymmetricSpectrum.
template <OrderedField T>
class SymmetricElimination {
public:
    explicit SymmetricElimination(const DenseMatrix<T>& s) : factor_(s), pivots_(s.rows()) {
        for (Eigen::Index k = 0; k < s.rows(); ++k) {
            pivots_(k) = factor_(k, k);
            if (pivots_(k) == T(0)) { continue; }
            ++rank_;
            for (Eigen::Index i = k + 1; i < s.rows(); ++i) {
                const T quotient = factor_(i, k) / pivots_(k);
                for (Eigen::Index j = k + 1; j <= i; ++j) { factor_(i, j) = factor_(i, j) - quotient * factor_(j, k); }
            }
            for (Eigen::Index i = k + 1; i < s.rows(); ++i) { factor_(i, k) = factor_(i, k) / pivots_(k); }
        }
    }

    /// The diagonal of D.
    const DenseVector<T>& pivots() const { return pivots_; }

    /// The number of pivots that are not 0.
    Eigen::Index rank() const { return rank_; }

    /// det S.
    T determinant() const {
        T product(1);
        for (Eigen::Index k = 0; k < pivots_.size(); ++k) { product = product * pivots_(k); }
        return product;
    }

    /// An index whose row shows that S is not positive semidefinite: a negative pivot, or a pivot 0 under which something is
    /// left; nothing for a semidefinite S.
    std::optional<Eigen::Index> indefinite() const {
        for (Eigen::Index k = 0; k < pivots_.size(); ++k) {
            if (!(pivots_(k) >= T(0))) { return k; }
            if (!(pivots_(k) == T(0))) { continue; }
            for (Eigen::Index i = k + 1; i < pivots_.size(); ++i) {
                if (!(factor_(i, k) == T(0))) { return k; }
            }
        }
        return std::nullopt;
    }

    /// An X with S X = B, where the columns of B are in the range of S; its rows at a pivot 0 are 0.
    DenseMatrix<T> solve(const DenseMatrix<T>& b) const {
        assert(b.rows() == pivots_.size());
        DenseMatrix<T> x = b;
        for (Eigen::Index column = 0; column < b.cols(); ++column) {
            for (Eigen::Index i = 0; i < b.rows(); ++i) {
                for (Eigen::Index k = 0; k < i; ++k) {
                    if (skipped(k)) { continue; }
                    x(i, column) = x(i, column) - factor_(i, k) * x(k, column);
                }
            }
            for (Eigen::Index i = b.rows() - 1; i >= 0; --i) {
                x(i, column) = skipped(i) ? T(0) : T(x(i, column) / pivots_(i));
                if (skipped(i)) { continue; }
                for (Eigen::Index k = i + 1; k < b.rows(); ++k) {
                    x(i, column) = x(i, column) - factor_(k, i) * x(k, column);
                }
            }
        }
        return x;
    }

private:
    bool skipped(Eigen::Index k) const { return pivots_(k) == T(0); }

    DenseMatrix<T> factor_;
    DenseVector<T> pivots_;
    Eigen::Index rank_ = 0;
};

} // namespace perdis
