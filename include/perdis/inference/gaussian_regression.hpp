#pragma once

#include <perdis/channel/linear_gaussian.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/gaussian_regression_factors.hpp>
#include <perdis/inference/gaussian_regression_formula.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/dense.hpp>

namespace perdis {

/// The regression of a normal X on Y = HX + N.
///
/// A singular S_Y counts on its range: K = S_XY S_Y⁺ there. In a T that rounds the error covariance is a sum of squares.
///
/// @accuracy  floating: (d + m) ε times the condition number of the correlations of Y in K; error and estimate covariances are positive
///            semidefinite to rounding. Pivots and eigenvalues below 16 n ε of the largest count as 0.
/// @throws    DomainError unless the prior has as many coordinates as H columns.
/// @source    [Kay1993], theorem 10.2
template <Real T>
GaussianRegression<T> gaussian_regression(const MultivariateGaussian<T>& prior, const LinearGaussian<T>& channel) {
    channel.require_input(prior.dimension());
    if constexpr (rounds<T>) {
        return regression_by_factors<T>(prior.covariance(), channel.matrix(), channel.noise_covariance());
    } else {
        return regression_by_formula<T>(prior.covariance(), channel.matrix(), channel.noise_covariance());
    }
}

/// @cond compiled once, in src
extern template GaussianRegression<double> gaussian_regression(const MultivariateGaussian<double>&,
                                                               const LinearGaussian<double>&);
extern template GaussianRegression<long double> gaussian_regression(const MultivariateGaussian<long double>&,
                                                                    const LinearGaussian<long double>&);
/// @endcond

} // namespace perdis
