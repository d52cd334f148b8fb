#pragma once

#include <perdis/core/real.hpp>
#include <perdis/inference/regression_result.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/filter_matrix.hpp>
#include <perdis/numeric/matrix_product.hpp>
#include <perdis/numeric/scaled_spectrum.hpp>

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

// The regression of X = μ + Fζ, ζ ~ N(0, I), on Y = HX + N where T rounds. Nothing here subtracts covariances: what Y says
// without noise is taken first, exactly; the rest in noise of variance 1, by orthogonal factors.

namespace perdis {

/// What the coordinates of Y − Hμ without noise say: Vᵀζ = P(Y − Hμ) exactly; W completes V to an orthogonal matrix.
template <Real T>
struct NoiselessPart {
    DenseMatrix<T> known;   ///< V, k × r
    DenseMatrix<T> unknown; ///< W, k × (k − r)
    DenseMatrix<T> reader;  ///< P, r × m
};

/// @param silent  rows that take the noise out of Y.
/// @param seen    HF, m × k.
template <Real T>
    requires rounds<T> NoiselessPart<T> noiseless_part(const DenseMatrix<T>& silent, const DenseMatrix<T>& seen) {
        using std::abs;
        const Eigen::Index k = seen.cols();
        DenseMatrix<T> rows = matrix_product(silent, seen);
        DenseMatrix<T> reader = silent;
        for (Eigen::Index i = 0; i < rows.rows();
             ++i) { // in units of what may have cancelled: rounding is of size ε then
            T bound(0);
            for (Eigen::Index j = 0; j < seen.rows(); ++j) { bound += T(abs(silent(i, j)) * seen.row(j).norm()); }
            if (!(bound > T(0))) { continue; }
            rows.row(i) /= bound;
            reader.row(i) /= bound;
        }
        if (rows.rows() == 0 || !(rows.cwiseAbs().maxCoeff() > rank_tolerance<T>(seen.rows()))) {
            return {DenseMatrix<T>(k, 0), identity_matrix<T>(k), DenseMatrix<T>(0, seen.rows())};
        }
        Eigen::ColPivHouseholderQR<DenseMatrix<T>> qr(DenseMatrix<T>(rows.transpose()));
        qr.setThreshold(rank_tolerance<T>(std::max(k, seen.rows())));
        const Eigen::Index rank = qr.rank();
        const DenseMatrix<T> basis = qr.householderQ() * identity_matrix<T>(k);
        DenseMatrix<T> chosen = DenseMatrix<T>(qr.colsPermutation().transpose() * reader).topRows(rank);
        qr.matrixR().topLeftCorner(rank, rank).template triangularView<Eigen::Upper>().transpose().solveInPlace(chosen);
        return {basis.leftCols(rank), basis.rightCols(k - rank), chosen};
    }

/// The regression of ξ ~ N(0, I) on Aξ + η, η ~ N(0, I).
template <Real T>
struct WhiteRegression {
    DenseMatrix<T> gain;       ///< (I + AᵀA)⁻¹Aᵀ
    DenseMatrix<T> error_root; ///< a root of (I + AᵀA)⁻¹: times its transpose
};

/// From (A; I) Π = Q R: (I + AᵀA)⁻¹ = Π R⁻¹R⁻ᵀΠᵀ and its product with Aᵀ is Π R⁻¹Q_Aᵀ. The rows of A come in the order of their
/// size, so that each keeps its own relative accuracy.
template <Real T>
    requires rounds<T> WhiteRegression<T> white_regression(const DenseMatrix<T>& a) {
        const Eigen::Index k = a.cols();
        std::vector<Eigen::Index> order(static_cast<std::size_t>(a.rows()));
        std::iota(order.begin(), order.end(), Eigen::Index(0));
        const DenseVector<T> sizes = a.rowwise().norm();
        std::stable_sort(order.begin(), order.end(),
                         [&](Eigen::Index i, Eigen::Index j) { return sizes(i) > sizes(j); });
        DenseMatrix<T> stacked(a.rows() + k, k);
        for (Eigen::Index i = 0; i < a.rows(); ++i) { stacked.row(i) = a.row(order[static_cast<std::size_t>(i)]); }
        stacked.bottomRows(k) = identity_matrix<T>(k);
        const Eigen::ColPivHouseholderQR<DenseMatrix<T>> qr(stacked);
        DenseMatrix<T> thin = DenseMatrix<T>::Constant(a.rows() + k, k, T(0));
        thin.topRows(k) = identity_matrix<T>(k);
        thin = qr.householderQ() * thin;
        DenseMatrix<T> inverse = identity_matrix<T>(k);
        qr.matrixR().topRows(k).template triangularView<Eigen::Upper>().solveInPlace(inverse);
        WhiteRegression<T> result{DenseMatrix<T>(k, a.rows()), qr.colsPermutation() * inverse};
        DenseMatrix<T> upper = thin.topRows(a.rows());
        for (Eigen::Index i = 0; i < a.rows(); ++i) { // Q has the accuracy ε; rows weaker than the noise keep their own
            if (stacked.row(i).norm() < T(1)) { upper.row(i) = matrix_product(stacked.row(i), result.error_root); }
        }
        const DenseMatrix<T> transposed = upper.transpose();
        const DenseMatrix<T> sorted = matrix_product(result.error_root, transposed);
        for (Eigen::Index i = 0; i < a.rows(); ++i) {
            result.gain.col(order[static_cast<std::size_t>(i)]) = sorted.col(i);
        }
        return result;
    }

/// A Aᵀ.
template <Real T>
DenseMatrix<T> gram(const DenseMatrix<T>& a) {
    const DenseMatrix<T> transposed = a.transpose();
    return symmetric_part<T>(matrix_product(a, transposed));
}

/// K P with the orthogonal projection P on the span of the columns of S: K S is kept, K is least.
template <Real T>
    requires rounds<T> DenseMatrix<T> project_rows(const DenseMatrix<T>& gain, const DenseMatrix<T>& columns) {
        Eigen::ColPivHouseholderQR<DenseMatrix<T>> qr(columns);
        qr.setThreshold(rank_tolerance<T>(std::max(columns.rows(), columns.cols())));
        const DenseMatrix<T> whole = qr.householderQ() * identity_matrix<T>(columns.rows());
        const DenseMatrix<T> basis = whole.leftCols(qr.rank());
        const DenseMatrix<T> transposed = basis.transpose();
        return matrix_product(matrix_product(gain, basis), transposed);
    }

/// The regression where T rounds. The covariance of the estimate of ξ is G(I + AAᵀ)Gᵀ = GGᵀ + (I − C)², C = (I + AᵀA)⁻¹ and
/// G = CAᵀ: again a sum of squares.
template <Real T>
    requires rounds<T> GaussianRegression<T> regression_by_factors(const DenseMatrix<T>& prior, const DenseMatrix<T>& h,
                                                                   const DenseMatrix<T>& noise) {
        const DenseMatrix<T> factor = ScaledSpectrum<T>(prior).factor();
        const DenseMatrix<T> seen = matrix_product(h, factor);
        GaussianRegression<T> result{DenseMatrix<T>::Constant(h.cols(), h.rows(), T(0)), prior,
                                     DenseMatrix<T>::Constant(h.cols(), h.cols(), T(0))};
        if (seen.cols() == 0 || seen.cwiseAbs().maxCoeff() == T(0)) { return result; } // Y says nothing
        const ScaledSpectrum<T> spectrum(noise);
        const NoiselessPart<T> exact = noiseless_part<T>(spectrum.silent(), seen);
        const DenseMatrix<T> known = matrix_product(factor, exact.known);
        result.gain = matrix_product(known, exact.reader);
        if (exact.unknown.cols() == 0) { // Y says all
            result.error_covariance = result.estimate_covariance;
            result.estimate_covariance = prior;
        } else {
            const DenseMatrix<T> unknown = matrix_product(factor, exact.unknown);
            const DenseMatrix<T> whitening = spectrum.whitening();
            const DenseMatrix<T> noisy = matrix_product(whitening, seen);
            const WhiteRegression<T> white = white_regression<T>(matrix_product(noisy, exact.unknown));
            const DenseMatrix<T> explained = matrix_product(unknown, white.gain);
            const DenseMatrix<T> missing = identity_matrix<T>(unknown.cols()) - gram<T>(white.error_root);
            const DenseMatrix<T> rest = whitening - matrix_product(matrix_product(noisy, exact.known), exact.reader);
            result.gain += matrix_product(explained, rest);
            result.error_covariance = gram<T>(matrix_product(unknown, white.error_root));
            result.estimate_covariance =
                gram<T>(known) + gram<T>(explained) + gram<T>(matrix_product(unknown, missing));
        }
        if (exact.known.cols() + spectrum.rank() < h.rows()) { // S_Y is singular
            DenseMatrix<T> columns(h.rows(), seen.cols() + spectrum.rank());
            columns.leftCols(seen.cols()) = seen;
            columns.rightCols(spectrum.rank()) = spectrum.factor();
            result.gain = project_rows<T>(result.gain, columns);
        }
        return result;
    }

} // namespace perdis
