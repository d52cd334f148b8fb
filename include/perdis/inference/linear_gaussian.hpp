#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/linear_estimator.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>

// X ~ N(μ, v) seen as Y = X + N, N ~ N(0, n), with s = v + n. Posterior and estimators: [Kay1993], chapter 10.
// Where v = 0, X = μ is known and Y tells nothing: the posterior is the prior whatever y is, n = 0 included.

namespace perdis {

/// v/s, the share of the observation's variance that is X's; 0 for v = 0.
template <Real T>
T signal_fraction(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    if (prior.variance() == T(0)) { return T(0); }
    return prior.variance() / (prior.variance() + channel.variance());
}

/// n/s = 1 − v/s without cancellation; 1 for v = 0.
template <Real T>
T noise_fraction(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    if (prior.variance() == T(0)) { return T(1); }
    return channel.variance() / (prior.variance() + channel.variance());
}

/// MMSE = E Var(X|Y) = vn/s   [unit of x, squared].
///
/// @accuracy  2 ε relative.
template <Real T>
T minimum_mean_squared_error(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    return prior.variance() * noise_fraction(prior, channel);
}

/// E[X|Y=y] = (v/s) y + (n/s) μ: the posterior mean, which attains MMSE.
///
/// @accuracy  4 ε (1 + κ) relative in each coefficient.
template <Real T>
LinearEstimator<T> posterior_mean(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    return LinearEstimator<T>(signal_fraction(prior, channel), noise_fraction(prior, channel) * prior.mean());
}

/// The posterior's mode; a normal posterior has it at its mean.
template <Real T>
LinearEstimator<T> maximum_posterior(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    return posterior_mean(prior, channel);
}

/// The linear estimator of least squared error; of a normal X under normal noise it is the posterior mean.
template <Real T>
LinearEstimator<T> linear(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    return posterior_mean(prior, channel);
}

/// The law of X given Y = y: N(E[X|Y=y], vn/s).
///
/// @domain    y in (-inf, inf).
/// @accuracy  4 ε (1 + κ) relative, κ the condition number in y, μ, v and n.
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
Gaussian<T> posterior(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel, const T& y) {
    require(y - y == T(0), "posterior", "y", y, "(-inf, inf)");
    return Gaussian<T>(posterior_mean(prior, channel)(y), Variance<T>(minimum_mean_squared_error(prior, channel)));
}

/// Posterior sampling: X̂ drawn from the law of X given Y. Its output has the law of X, its squared error is 2 MMSE.
template <Real T>
NoisyLinearEstimator<T> posterior_sample(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    return NoisyLinearEstimator<T>(posterior_mean(prior, channel),
                                   Variance<T>(minimum_mean_squared_error(prior, channel)));
}

/// X̂ drawn from the prior, blind to Y. Its squared error is 2v.
template <Real T>
NoisyLinearEstimator<T> random_draw(const Gaussian<T>& prior) {
    return NoisyLinearEstimator<T>(LinearEstimator<T>(T(0), prior.mean()), Variance<T>(prior.variance()));
}

/// The law of X̂ = aY + b: N(aμ + b, a²s).
template <Real T>
Gaussian<T> output_law(const LinearEstimator<T>& estimator, const Gaussian<T>& prior,
                       const AdditiveGaussian<T>& channel) {
    const T& a = estimator.slope();
    const T size = a < T(0) ? T(-a) : a;
    return Gaussian<T>(estimator(prior.mean()), StandardDeviation<T>(size * channel(prior).standard_deviation()));
}

/// The law of X̂ = aY + b + W: N(aμ + b, a²s + w).
template <Real T>
Gaussian<T> output_law(const NoisyLinearEstimator<T>& estimator, const Gaussian<T>& prior,
                       const AdditiveGaussian<T>& channel) {
    const T& a = estimator.centre().slope();
    const T variance = a * a * channel(prior).variance() + estimator.noise_variance();
    return Gaussian<T>(estimator.centre()(prior.mean()), Variance<T>(variance));
}

/// E(X − X̂)² = (1−a)²v + a²n + ((1−a)μ − b)² of X̂ = aY + b   [unit of x, squared].
///
/// @accuracy  8 ε (1 + κ) relative, κ the condition number in a, b, μ, v and n.
template <Real T>
T distortion(const LinearEstimator<T>& estimator, const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    const T& a = estimator.slope();
    const T rest = T(1) - a;
    const T bias = rest * prior.mean() - estimator.intercept();
    return rest * rest * prior.variance() + a * a * channel.variance() + bias * bias;
}

/// E(X − X̂)² = (1−a)²v + a²n + ((1−a)μ − b)² + w of X̂ = aY + b + W   [unit of x, squared].
template <Real T>
T distortion(const NoisyLinearEstimator<T>& estimator, const Gaussian<T>& prior, const AdditiveGaussian<T>& channel) {
    return distortion(estimator.centre(), prior, channel) + estimator.noise_variance();
}

} // namespace perdis
