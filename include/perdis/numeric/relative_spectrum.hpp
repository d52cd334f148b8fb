#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/matrix_product.hpp>
#include <perdis/numeric/scaled_spectrum.hpp>
#include <perdis/numeric/symmetric_spectrum.hpp>

#include <cmath>

namespace perdis {

/// Two positive semidefinite matrices and a vector in the coordinates where both matrices are diagonal and the second is 1:
///
///     Wᵀ-coordinates with W S_q Wᵀ = I,   W S_p Wᵀ = diag(r),   W δ = z
template <Real T>
struct RelativeSpectrum {
    bool same_support = false;  ///< S_p and S_q have one range, and δ lies in it; without it nothing else is set
    DenseVector<T> ratio = {};  ///< r > 0
    DenseVector<T> excess = {}; ///< r − 1, relatively accurate where every r is near 1
    DenseVector<T> shift = {};  ///< z
};

/// Whether nᵀ S_p n and nᵀ δ vanish for each row n of `silent`, next to what may have cancelled in them.
template <Real T>
    requires rounds<T>
bool vanishes_on(const DenseMatrix<T>& silent, const ScaledSpectrum<T>& q, const DenseMatrix<T>& s_p,
                 const DenseVector<T>& deviations, const DenseVector<T>& shift, const DenseVector<T>& magnitude) {
    using std::abs;
    const T tolerance = rank_tolerance<T>(s_p.rows());
    T leak(0); // of δ through the rounding of a silent row
    for (Eigen::Index j = 0; j < shift.size(); ++j) {
        if (q.scale()(j) > T(0)) { leak += T(abs(shift(j)) / q.scale()(j)); }
    }
    for (Eigen::Index i = 0; i < silent.rows(); ++i) {
        T variance(0), spread(0), move(0), size(0);
        for (Eigen::Index j = 0; j < silent.cols(); ++j) {
            for (Eigen::Index k = 0; k < silent.cols(); ++k) { variance += T(silent(i, j) * s_p(j, k) * silent(i, k)); }
            spread += T(abs(silent(i, j)) * deviations(j));
            move += T(silent(i, j) * shift(j));
            size += T(abs(silent(i, j)) * magnitude(j));
        }
        if (!(variance <= tolerance * spread * spread)) { return false; }
        if (!(abs(move) <= tolerance * (size + leak))) { return false; }
    }
    return true;
}

/// The spectrum of S_p relative to S_q.
///
/// Ratios below the geometric mean of the least and the greatest come from S_q relative to S_p. Directions without variance
/// are those of ScaledSpectrum; δ counts as 0 there within 16 d ε of the means.
///
/// @param magnitude  the size of the numbers whose difference δ is: |m_p| + |m_q|.
/// @accuracy  r to d ε times the condition number of the correlations of S_q, relative to √(r_min r_max) at worst; excess likewise,
///            relative to the largest |r − 1| where that is below ½.
template <Real T>
    requires rounds<T> RelativeSpectrum<T> relative_spectrum(const DenseMatrix<T>& s_p, const DenseMatrix<T>& s_q,
                                                             const DenseVector<T>& shift,
                                                             const DenseVector<T>& magnitude) {
        using std::abs;
        const ScaledSpectrum<T> p(s_p);
        const ScaledSpectrum<T> q(s_q);
        RelativeSpectrum<T> result;
        if (p.rank() != q.rank() || !vanishes_on<T>(q.silent(), q, s_p, p.scale(), shift, magnitude)) { return result; }
        result.same_support = true;
        const Eigen::Index rank = q.rank();
        const DenseMatrix<T> whitening = q.whitening();
        const DenseVector<T> moved = matrix_product(whitening, shift);
        if (rank == 0) { return result; }
        const SymmetricSpectrum<T> difference(congruence<T>(whitening, DenseMatrix<T>(s_p - s_q)));
        const bool near = difference.values()(rank - 1) < T(1) / T(2) && -difference.values()(0) < T(1) / T(2);
        if (near) {
            result.excess = difference.values();
            result.ratio = result.excess;
            for (T& r : result.ratio) { r = T(1) + r; }
            result.shift = matrix_product(DenseMatrix<T>(difference.vectors().transpose()), moved);
            return result;
        }
        const SymmetricSpectrum<T> forth(congruence<T>(whitening, s_p));
        const SymmetricSpectrum<T> back(congruence<T>(p.whitening(), s_q));
        const T product = forth.values()(rank - 1) / back.values()(rank - 1); // r_max r_min
        result.ratio = forth.values();
        result.excess = forth.values();
        for (Eigen::Index i = 0; i < rank; ++i) {
            T& r = result.ratio(i);
            if (!(r > T(0)) || r * r < product) { r = T(1) / back.values()(rank - 1 - i); }
            result.excess(i) = r - T(1);
        }
        result.shift = matrix_product(DenseMatrix<T>(forth.vectors().transpose()), moved);
        return result;
    }

/// @cond compiled once, in src
extern template RelativeSpectrum<double> relative_spectrum(const DenseMatrix<double>&, const DenseMatrix<double>&,
                                                           const DenseVector<double>&, const DenseVector<double>&);
extern template RelativeSpectrum<long double> relative_spectrum(const DenseMatrix<long double>&,
                                                                const DenseMatrix<long double>&,
                                                                const DenseVector<long double>&,
                                                                const DenseVector<long double>&);
/// @endcond

} // namespace perdis
