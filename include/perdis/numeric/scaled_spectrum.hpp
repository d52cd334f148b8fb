#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/symmetric_spectrum.hpp>

#include <cmath>
#include <utility>

namespace perdis {

/// S = Δ R Δ of a positive semidefinite S: Δ the roots of its diagonal, R the matrix of correlations, decomposed.
///
/// The rank is that of R: it does not depend on the units of the coordinates, and no small variance is lost beside a large one.
/// Coordinates with S_ii ≤ 0 have the scale 0 and correlations 0.
template <Real T>
    requires rounds<T>
class ScaledSpectrum {
public:
    explicit ScaledSpectrum(const DenseMatrix<T>& s) : scale_(roots(s)), correlations_(correlations(s, scale_)) {}

    /// The diagonal of Δ.
    const DenseVector<T>& scale() const { return scale_; }

    /// The rank of R.
    Eigen::Index rank() const { return correlations_.rank(); }

    /// A d × rank matrix F with F Fᵀ = S.
    DenseMatrix<T> factor() const {
        DenseMatrix<T> result = correlations_.factor();
        for (Eigen::Index i = 0; i < result.rows(); ++i) { result.row(i) *= scale_(i); }
        return result;
    }

    /// A rank × d matrix W with W F = I.
    DenseMatrix<T> whitening() const {
        using std::sqrt;
        const DenseMatrix<T> basis = correlations_.range();
        DenseMatrix<T> result = basis.transpose();
        for (Eigen::Index i = 0; i < result.rows(); ++i) {
            result.row(i) /= T(sqrt(correlations_.values()(basis.rows() - basis.cols() + i)));
        }
        return in_units(std::move(result));
    }

    /// A (d − rank) × d matrix of full row rank whose rows give S the variance 0.
    DenseMatrix<T> silent() const {
        DenseMatrix<T> result = correlations_.kernel().transpose();
        for (Eigen::Index j = 0; j < result.cols(); ++j) {
            if (scale_(j) > T(0)) { result.col(j) /= scale_(j); }
        }
        return result;
    }

    /// A Δ⁻¹, a column of 0 where the scale is 0.
    DenseMatrix<T> in_units(DenseMatrix<T> a) const {
        for (Eigen::Index j = 0; j < a.cols(); ++j) { a.col(j) *= scale_(j) > T(0) ? T(T(1) / scale_(j)) : T(0); }
        return a;
    }

private:
    static DenseVector<T> roots(const DenseMatrix<T>& s) {
        using std::sqrt;
        DenseVector<T> result(s.rows());
        for (Eigen::Index i = 0; i < s.rows(); ++i) { result(i) = s(i, i) > T(0) ? T(sqrt(s(i, i))) : T(0); }
        return result;
    }

    static DenseMatrix<T> correlations(const DenseMatrix<T>& s, const DenseVector<T>& scale) {
        DenseMatrix<T> result = s;
        for (Eigen::Index i = 0; i < s.rows(); ++i) {
            const bool seen = scale(i) > T(0);
            for (Eigen::Index j = 0; j < i; ++j) {
                const bool both = seen && scale(j) > T(0);
                result(i, j) = result(j, i) = both ? T(s(i, j) / scale(i) / scale(j)) : T(0);
            }
            result(i, i) = seen ? T(1) : T(0);
        }
        return result;
    }

    DenseVector<T> scale_;
    SymmetricSpectrum<T> correlations_;
};

extern template class ScaledSpectrum<double>;
extern template class ScaledSpectrum<long double>;

} // namespace perdis
