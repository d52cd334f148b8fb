#pragma once

#include <limits>

#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_entropic.hpp>
#include <perdis/divergence/multivariate_relative.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

// The entropic divergences of the normal vectors p = N(m₁, S₁) and q = N(m₂, S₂) in nats, δ = m₁ − m₂, in the coordinates of
// multivariate_relative.hpp. All of them: any covariances, singular ones on their common support; exactly 0 for equal laws;
// affinely invariant. Where every r_i is near 1 they keep a relative accuracy of d ε times the condition number of the
// correlations of S₂; elsewhere ln r_i has the absolute error that relative_spectrum states. d = 1 is the scalar formula.

namespace perdis {

/// Relative entropy KL(p‖q)   [nats]; inf for mutually singular laws.
///
///     KL = ½ [tr(S₂⁻¹S₁) − d + ln(det S₂/det S₁) + δᵀS₂⁻¹δ] = ½ Σ (r_i − 1 − ln r_i + z_i²)
///
/// @throws    DomainError for laws of different dimensions.
/// @source    [GilAlajajiLinder2013]
template <Real T>
T gaussian_kullback_leibler(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    using std::log;
    require_same_space("gaussian_kullback_leibler", p, q);
    if (identical(p, q)) { return T(0); }
    if (p.dimension() == 1) { return gaussian_kullback_leibler(p.coordinate(0), q.coordinate(0)); }
    T sum(0);
    if constexpr (rounds<T>) {
        const auto coordinates = relative_coordinates(p, q);
        if (!coordinates) { return std::numeric_limits<T>::infinity(); }
        for (const auto& relative : *coordinates) { sum += relative.log_excess() + relative.shift * relative.shift; }
    } else {
        const auto pair = regular_pair(p, q);
        if (!pair) { return std::numeric_limits<T>::infinity(); }
        if (pair->shift.size() == 0) { return T(0); }
        sum = trace_of<T>(right_quotient<T>(pair->p, pair->q)) - T(static_cast<int>(pair->shift.size()))
              + log(T(determinant<T>(pair->q) / determinant<T>(pair->p))) + inverse_form<T>(pair->q, pair->shift);
    }
    return sum / T(2);
}

/// −ln ∫√(pq), the Bhattacharyya distance   [nats]; inf for mutually singular laws.
///
///     ½ ln(det S̄/√(det S₁ det S₂)) + ⅛ δᵀS̄⁻¹δ = Σ [½ ln((1 + r_i)/(2√r_i)) + z_i²/(4(1 + r_i))],   S̄ = (S₁ + S₂)/2
///
/// @throws    DomainError for laws of different dimensions.
/// @source    [GilAlajajiLinder2013], order ½
template <Real T>
T gaussian_bhattacharyya(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    using std::log;
    using std::sqrt;
    require_same_space("gaussian_bhattacharyya", p, q);
    if (identical(p, q)) { return T(0); }
    T sum(0);
    if constexpr (rounds<T>) {
        const auto coordinates = relative_coordinates(p, q);
        if (!coordinates) { return std::numeric_limits<T>::infinity(); }
        for (const auto& relative : *coordinates) {
            const T& root = relative.ratio;
            const T both = T(2) + relative.excess; // 1 + r
            const T gap = relative.excess / (T(1) + root);
            const T h = gap * gap / both; // 1 − 2√r/(1 + r)
            const T logarithm = h < T(1) / T(2) ? log1p_of(T(-h)) : T(log(T(2) * root / both));
            sum += relative.shift * relative.shift / (T(4) * both) - logarithm / T(2);
        }
        return sum;
    } else {
        const auto pair = regular_pair(p, q);
        if (!pair) { return std::numeric_limits<T>::infinity(); }
        if (pair->shift.size() == 0) { return T(0); }
        DenseMatrix<T> middle = pair->p + pair->q;
        for (Eigen::Index i = 0; i < middle.size(); ++i) { middle(i) = middle(i) / T(2); }
        const T ratio = determinant<T>(middle) / sqrt(T(determinant<T>(pair->p) * determinant<T>(pair->q)));
        return log(ratio) / T(2) + inverse_form<T>(middle, pair->shift) / T(8);
    }
}

/// Squared Hellinger distance H² = 1 − ∫√(pq), in [0, 1]; 1 for mutually singular laws.
template <Real T>
T gaussian_squared_hellinger(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    if (p.dimension() == 1 && q.dimension() == 1) {
        return gaussian_squared_hellinger(p.coordinate(0), q.coordinate(0));
    }
    if constexpr (!rounds<T>) {
        require_same_space("gaussian_squared_hellinger", p, q);
        if (mutually_singular(p, q)) { return T(1); }
    }
    return T(0) - expm1_of(T(-gaussian_bhattacharyya(p, q))); // no −0
}

/// H = √(1 − ∫√(pq)), a metric, in [0, 1].
template <Real T>
T gaussian_hellinger(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) {
    using std::sqrt;
    return sqrt(gaussian_squared_hellinger(p, q));
}

} // namespace perdis
