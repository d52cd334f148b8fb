#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <vector>

namespace perdis {

/// The relative size below which an eigenvalue of a d × d matrix counts as 0: 16 d ε of the largest.
template <Real T>
    requires rounds<T> T rank_tolerance(Eigen::Index dimension) {
        return T(16) * T(static_cast<double>(dimension)) * std::numeric_limits<T>::epsilon();
    }

/// The eigenvalues and eigenvectors of a symmetric matrix, and the functions of the matrix that they give.
///
/// One decomposition, made by the constructor; everything else is products. Functions of a positive semidefinite matrix take the
/// eigenvalues up to tolerance() as 0, negative ones included.
///
/// @accuracy  eigenvalues within d ε of the largest; a diagonal matrix is decomposed exactly.
template <Real T>
    requires rounds<T>
class SymmetricSpectrum {
public:
    explicit SymmetricSpectrum(const DenseMatrix<T>& s) {
        assert(s.rows() == s.cols());
        if (is_diagonal<T>(s)) {
            decompose_diagonal(s);
            return;
        }
        const Eigen::SelfAdjointEigenSolver<DenseMatrix<T>> solver(s);
        values_ = solver.eigenvalues();
        vectors_ = solver.eigenvectors();
    }

    /// The eigenvalues, increasing.
    const DenseVector<T>& values() const { return values_; }

    /// Their eigenvectors, the columns of an orthogonal matrix.
    const DenseMatrix<T>& vectors() const { return vectors_; }

    /// rank_tolerance times the largest eigenvalue in size.
    T tolerance() const {
        const Eigen::Index d = values_.size();
        if (d == 0) { return T(0); }
        const T low = -values_(0);
        const T high = values_(d - 1);
        return rank_tolerance<T>(d) * (low > high ? low : high);
    }

    /// The number of eigenvalues above the tolerance.
    Eigen::Index rank() const {
        const T zero = tolerance();
        Eigen::Index null = 0;
        while (null < values_.size() && !(values_(null) > zero)) { ++null; }
        return values_.size() - null;
    }

    /// An orthonormal basis of the range: the eigenvectors of the values above the tolerance, in their order.
    DenseMatrix<T> range() const { return vectors_.rightCols(rank()); }

    /// An orthonormal basis of the kernel.
    DenseMatrix<T> kernel() const { return vectors_.leftCols(values_.size() - rank()); }

    /// V diag(f(λ)) Vᵀ over the eigenvalues above the tolerance; f(0) = 0 is understood of the others.
    template <class Function>
    DenseMatrix<T> apply(Function&& f) const {
        const Eigen::Index r = rank();
        const DenseMatrix<T> basis = vectors_.rightCols(r);
        DenseMatrix<T> scaled = basis;
        for (Eigen::Index i = 0; i < r; ++i) { scaled.col(i) *= T(f(T(values_(values_.size() - r + i)))); }
        const DenseMatrix<T> transposed = basis.transpose();
        return symmetric_part<T>(matrix_product(scaled, transposed));
    }

    /// A d × rank matrix F with F Fᵀ = S: the range's eigenvectors times the roots of their values.
    DenseMatrix<T> factor() const {
        using std::sqrt;
        DenseMatrix<T> result = range();
        for (Eigen::Index i = 0; i < result.cols(); ++i) {
            result.col(i) *= T(sqrt(values_(values_.size() - result.cols() + i)));
        }
        return result;
    }

private:
    void decompose_diagonal(const DenseMatrix<T>& s) {
        std::vector<Eigen::Index> order(static_cast<std::size_t>(s.rows()));
        std::iota(order.begin(), order.end(), Eigen::Index(0));
        std::stable_sort(order.begin(), order.end(), [&](Eigen::Index i, Eigen::Index j) { return s(i, i) < s(j, j); });
        values_.resize(s.rows());
        vectors_ = DenseMatrix<T>::Constant(s.rows(), s.rows(), T(0));
        for (Eigen::Index i = 0; i < s.rows(); ++i) {
            const Eigen::Index source = order[static_cast<std::size_t>(i)];
            values_(i) = s(source, source);
            vectors_(source, i) = T(1);
        }
    }

    DenseVector<T> values_;
    DenseMatrix<T> vectors_;
};

extern template class SymmetricSpectrum<double>;
extern template class SymmetricSpectrum<long double>;

} // namespace perdis
