#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/tradeoff/problem.hpp>

#include <limits>

namespace perdis {

/// A normal X in normal noise under squared error: with options().estimators == Estimators::linear, Example 1.
///
/// @source [BlauMichaeli2018], Example 1.
template <Real T, class Divergence>
using LinearGaussianProblem = Problem<Gaussian<T>, AdditiveGaussian<T>, SquaredError, Divergence>;

/// Refuses what Example 1 does not answer: nonlinear estimators, a binned observation, a reconstruction alphabet.
///
/// @throws DomainError that names the option.
template <Real T, class Divergence>
void require_linear_family(const LinearGaussianProblem<T, Divergence>& problem) {
    const ProblemOptions& options = problem.options();
    require(options.estimators == Estimators::linear, "Problem",
            "estimators: the closed form of a Gaussian prior answers for linear estimators; ask for linear");
    require(!options.observation, "Problem", "observation: a linear estimator sees Y as it is; bins are not allowed");
    require(!options.reconstruction, "Problem",
            "reconstruction: a linear estimator has the whole line; an alphabet is not allowed");
}

/// 8 ε D_min: distortions closer than this to D_min are D_min   [unit of x, squared].
///
/// Relative to D_min and not to the variance, because the whole curve is that close to D_min in faint noise.
template <Real T, class Divergence>
T distortion_slack(const LinearGaussianProblem<T, Divergence>& problem) {
    return T(8) * std::numeric_limits<T>::epsilon() * minimum_mean_squared_error(problem.prior(), problem.channel());
}

} // namespace perdis
