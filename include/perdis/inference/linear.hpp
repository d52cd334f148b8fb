#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/inference/finite_estimator.hpp>
#include <perdis/inference/joint.hpp>

namespace perdis {

/// X̂ = slope · y + intercept for observations that are numbers.
///
/// @param observations  the number that each symbol of Y stands for, m entries.
/// @throws DomainError where their number is not m.
template <OrderedField T>
FiniteEstimator<T> linear(const Eigen::Matrix<T, Eigen::Dynamic, 1>& observations, const T& slope, const T& intercept) {
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> values(1, observations.size());
    for (Eigen::Index y = 0; y < observations.size(); ++y) { values(0, y) = T(slope * observations(y) + intercept); }
    return deterministic_estimator<T>(values);
}

/// The linear estimator of least squared error: slope Cov(X, Y)/Var Y, and the mean of X at the mean of Y.
///
/// An observation without variance gets slope 0.
///
/// @source [Kay1993], section 12.3
template <OrderedField T>
FiniteEstimator<T> linear_least_squares(const Joint<T>& joint,
                                        const Eigen::Matrix<T, Eigen::Dynamic, 1>& observations) {
    require(observations.size() == joint.marginal().size(), "linear_least_squares",
            "the observations and the marginal have different sizes");
    const T mean_y = observations.dot(joint.marginal());
    const T mean_x = joint.prior().mean();
    T covariance(0);
    T variance(0);
    for (Eigen::Index y = 0; y < observations.size(); ++y) {
        const T deviation = observations(y) - mean_y;
        variance += joint.marginal()(y) * deviation * deviation;
        for (Eigen::Index x = 0; x < joint.prior().size(); ++x) {
            covariance += joint.masses()(x, y) * (joint.prior().value(x) - mean_x) * deviation;
        }
    }
    const T slope = T(0) < variance ? T(covariance / variance) : T(0);
    return linear<T>(observations, slope, T(mean_x - slope * mean_y));
}

} // namespace perdis
