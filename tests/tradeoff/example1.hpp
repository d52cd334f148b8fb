#pragma once

#include <perdis/tradeoff/linear_gaussian_problem.hpp>

/// Example 1 of the paper: X ~ N(mean, variance) in normal noise, linear estimators, squared error.
template <class T, class Divergence>
perdis::LinearGaussianProblem<T, Divergence> example(const Divergence& divergence, const T& mean, const T& variance,
                                                     const T& noise) {
    return {perdis::Gaussian<T>(mean, perdis::Variance<T>(variance)),
            perdis::AdditiveGaussian<T>(perdis::Variance<T>(noise)), perdis::SquaredError{}, divergence,
            perdis::ProblemOptions{.estimators = perdis::Estimators::linear}};
}
