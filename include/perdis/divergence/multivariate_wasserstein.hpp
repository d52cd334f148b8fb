#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/divergence/gaussian_wasserstein.hpp>
#include <perdis/divergence/multivariate_relative.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/polar_factor.hpp>
#include <perdis/numeric/scaled_spectrum.hpp>

namespace perdis {

/// A factor of S with as many columns as rows, the last ones 0.
template <Real T>
    requires rounds<T> DenseMatrix<T> square_factor(const DenseMatrix<T>& s) {
        const DenseMatrix<T> factor = ScaledSpectrum<T>(s).factor();
        DenseMatrix<T> result = DenseMatrix<T>::Constant(s.rows(), s.rows(), T(0));
        result.leftCols(factor.cols()) = factor;
        return result;
    }

/// tr(S₁ + S₂ − 2(S₁^½ S₂ S₁^½)^½), the squared Bures distance   [unit of x, squared].
///
/// Where T rounds: min ‖F₁ − F₂U‖² over orthogonal U, F Fᵀ = S, at U = the polar factor of F₂ᵀF₁: a sum of squares. A symbol takes
/// √ of each entry of diagonal covariances, and tr √M = √(tr M + 2 √det M) in two coordinates.
///
/// @throws    DomainError for dense symbolic covariances of three coordinates or more: their roots have no closed form.
/// @source    [BhatiaJainLim2019]
template <Real T>
T squared_bures(const DenseMatrix<T>& first, const DenseMatrix<T>& second) {
    using std::sqrt;
    T sum(0);
    if constexpr (rounds<T>) {
        const DenseMatrix<T> a = square_factor<T>(first);
        const DenseMatrix<T> b = square_factor<T>(second);
        const DenseMatrix<T> transposed = b.transpose();
        return DenseMatrix<T>(a - matrix_product(b, polar_factor<T>(matrix_product(transposed, a)))).squaredNorm();
    } else if (is_diagonal<T>(first) && is_diagonal<T>(second)) {
        for (Eigen::Index i = 0; i < first.rows(); ++i) {
            const T gap = sqrt(first(i, i)) - sqrt(second(i, i));
            sum = sum + gap * gap;
        }
        return sum;
    } else {
        require(first.rows() <= 2, "squared_bures", "coordinates of dense symbolic covariances", first.rows(),
                "[1, 2]");
        const T product = trace_of<T>(matrix_product(first, second));
        const T root = sqrt(T(determinant<T>(first) * determinant<T>(second)));
        return trace_of<T>(first) + trace_of<T>(second) - T(2) * sqrt(T(product + T(2) * root));
    }
}

/// W₂² = ‖m₁ − m₂‖² + tr(S₁ + S₂ − 2(S₁^½ S₂ S₁^½)^½)   [unit of x, squared]; finite for any covariances.
///
/// @accuracy  the root has an absolute error of 8 d ε √tr(S₁ + S₂) for covariances of full rank or exact zeros; an eigenvalue of the
///            correlations that is below ε of the largest carries its own root of ε. Exactly 0 for equal laws.
/// @throws    DomainError for laws of different dimensions.
/// @source    [GivensShortt1984], proposition 7; [DowsonLandau1982]
template <Real T>
T gaussian_squared_wasserstein2(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    require_same_space("gaussian_wasserstein2", p, q);
    if (identical(p, q)) { return T(0); }
    if (p.dimension() == 1) { return gaussian_squared_wasserstein2(p.coordinate(0), q.coordinate(0)); }
    T sum = squared_bures<T>(p.covariance(), q.covariance());
    for (Eigen::Index i = 0; i < p.dimension(); ++i) {
        const T gap = p.mean()(i) - q.mean()(i);
        sum = sum + gap * gap;
    }
    return sum;
}

/// W₂   [unit of x].
template <Real T>
T gaussian_wasserstein2(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    using std::sqrt;
    return sqrt(gaussian_squared_wasserstein2(p, q));
}

/// W_a   [unit of x] of normal vectors: order 2, or one coordinate.
///
/// @throws    DomainError for another order: there is no closed form.
template <Real T>
T gaussian_wasserstein(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q, const T& order) {
    require_same_space("gaussian_wasserstein", p, q);
    if (p.dimension() == 1) { return gaussian_wasserstein(p.coordinate(0), q.coordinate(0), order); }
    require(order == T(2), "gaussian_wasserstein", "order between normal vectors", order, "{2}");
    return gaussian_wasserstein2(p, q);
}

} // namespace perdis
