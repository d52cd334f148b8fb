#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/linear_slope.hpp>
#include <perdis/inference/linear_estimator.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>
#include <perdis/tradeoff/linear_gaussian_problem.hpp>
#include <perdis/tradeoff/linear_solution.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <cmath>
#include <limits>

// With δ = aμ + b − μ, τ = a√s and τ_0 = v/√s every linear estimator has E(X − X̂)² = D_min + (τ − τ_0)² + δ². So those
// within D have |τ| ≤ τ_0 + √(D − D_min), and d(N(μ, v), N(μ + δ, τ²)) falls as δ → 0 (Anderson's inequality for TV and W)
// and as |τ| → √v: no linear estimator within D is below d at δ = 0, τ = τ_0 + √(D − D_min).

namespace perdis {

/// The estimator of a claim pulled towards the posterior mean until its distortion is at most D, rounding included.
///
/// @throws DomainError for a NaN distortion or a problem that is not the linear family's.
template <Real T, GaussianDivergence<T> Divergence>
LinearEstimator<T> feasible_estimator(const LinearGaussianProblem<T, Divergence>& problem,
                                      const LinearSolution<T>& claim) {
    using std::abs;
    using std::sqrt;
    require_linear_family(problem);
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    const T epsilon = std::numeric_limits<T>::epsilon();
    const T& mean = problem.prior().mean();
    const T& slope = claim.estimator.slope();
    const LinearEstimator<T> centre = posterior_mean(problem.prior(), problem.channel());
    const T least = minimum_mean_squared_error(problem.prior(), problem.channel());
    const T scale = problem.channel()(problem.prior()).standard_deviation();
    const T bias = claim.estimator(mean) - mean;
    // the terms in ε bound the rounding of D_min, of v/s and of the bias
    const T budget = (claim.distortion - least) * (T(1) - T(4) * epsilon) - T(8) * epsilon * least;
    const T drift = (abs(slope - centre.slope()) + T(8) * epsilon * centre.slope()) * scale;
    const T size = abs(bias) + T(4) * epsilon * (abs(slope * mean) + abs(claim.estimator.intercept()) + abs(mean));
    const T spent = (drift * drift + size * size) * (T(1) + T(8) * epsilon);
    if (spent <= budget) { return claim.estimator; }
    if (!(budget > T(0)) || !(spent < std::numeric_limits<T>::infinity())) { return centre; }
    const T share = sqrt(budget / spent) * (T(1) - T(4) * epsilon);
    const T pulled = centre.slope() + share * (slope - centre.slope());
    return LinearEstimator<T>(pulled, (T(1) - pulled) * mean + share * bias);
}

/// d(N(0, σ²), N(δ, τ²)) with σ widened and τ narrowed by the relative step, which may be negative.
template <Real T, class Divergence>
T widened_divergence(const Divergence& divergence, const T& deviation, const T& shift, const T& tau, const T& step) {
    return divergence(Gaussian<T>(T(0), StandardDeviation<T>(deviation * (T(1) + step))),
                      Gaussian<T>(shift, StandardDeviation<T>(tau * (T(1) - step))));
}

/// A bound from above on d at the output law of an estimator, inf where d overflows.
///
/// The margin: √s, τ and the divergence itself are good to 8 ε (1 + κ); 32 ε in both deviations and 16 ε in the value
/// cover that several times.
template <Real T, GaussianDivergence<T> Divergence>
T linear_upper_bound(const LinearGaussianProblem<T, Divergence>& problem, const LinearEstimator<T>& estimator) {
    using std::abs;
    const T epsilon = std::numeric_limits<T>::epsilon();
    const T step = T(32) * epsilon;
    const T& mean = problem.prior().mean();
    const T& deviation = problem.prior().standard_deviation();
    const T tau = output_law(estimator, problem.prior(), problem.channel()).standard_deviation();
    const T shift = abs(estimator(mean) - mean)
                    + T(4) * epsilon * (abs(estimator.slope() * mean) + abs(estimator.intercept()) + abs(mean));
    const Divergence& d = problem.divergence();
    const T narrower = widened_divergence(d, deviation, shift, tau, step);
    const T wider = widened_divergence(d, deviation, shift, tau, T(-step));
    const T bound = (narrower < wider ? wider : narrower) * (T(1) + T(16) * epsilon);
    const T singular = widened_divergence(d, deviation, T(0), T(0), T(0)); // 1 for TV and Hellinger: there they end
    if (singular == T(1) && !(bound < T(1))) { return T(1); }
    return bound >= T(0) ? bound : std::numeric_limits<T>::infinity();
}

/// A bound from below on d at the output law of every linear estimator within D; margins as above.
template <Real T, GaussianDivergence<T> Divergence>
T linear_lower_bound(const LinearGaussianProblem<T, Divergence>& problem, const T& distortion) {
    using std::sqrt;
    const T epsilon = std::numeric_limits<T>::epsilon();
    const T step = T(32) * epsilon;
    const T& deviation = problem.prior().standard_deviation();
    const T least = minimum_mean_squared_error(problem.prior(), problem.channel());
    const T excess = distortion - least;
    const bool at_minimum = excess <= distortion_slack(problem);
    const T budget = at_minimum ? T(0) : T(excess * (T(1) + T(4) * epsilon) + T(8) * epsilon * least);
    const T tau = problem.prior().variance() / problem.channel()(problem.prior()).standard_deviation() + sqrt(budget);
    if (!(tau * (T(1) + step) < deviation * (T(1) - step))) { return T(0); }
    const T bound = widened_divergence(problem.divergence(), deviation, T(0), tau, T(-step));
    return bound > T(0) ? T(bound * (T(1) - T(16) * epsilon)) : T(0);
}

/// lower ≤ P(D) ≤ upper over the linear family, recomputed from the problem and a claim's D and estimator alone.
///
///     upper = d at the law of feasible_estimator()
///     lower = d(N(μ, v), N(μ, τ²)),   τ = min{ v/√s + √(D − D_min), √v }
///
/// Both are moved outward by a bound on their rounding error. Any claim gives a valid enclosure, a wrong one a wide one.
/// D < D_min − 8 ε D_min: both infinite. D ≥ D_max = 2vn/(s + √(vs)), as rounded: both 0. Computed in T with the ε of T,
/// then rounded outward to double.
///
/// @throws    DomainError for a NaN distortion or a problem that is not the linear family's.
/// @source    [BlauMichaeli2018], Example 1; [Anderson1955]
template <Real T, GaussianDivergence<T> Divergence>
Certificate certify(const LinearGaussianProblem<T, Divergence>& problem, const LinearSolution<T>& claim) {
    const LinearEstimator<T> estimator = feasible_estimator(problem, claim);
    const T& variance = problem.prior().variance();
    const T& noise = problem.channel().variance();
    const T observed = problem.channel()(problem.prior()).standard_deviation();
    const T least = minimum_mean_squared_error(problem.prior(), problem.channel());
    if (least - claim.distortion > distortion_slack(problem)) {
        return {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    }
    const T perfect = least == T(0)
                          ? T(0)
                          : T(T(2) * variance * (noise / observed / (observed + problem.prior().standard_deviation())));
    if (claim.distortion >= perfect) { return {0.0, 0.0}; }
    const T lower = linear_lower_bound(problem, claim.distortion);
    const T upper = linear_upper_bound(problem, estimator);
    const auto below = static_cast<double>(lower);
    const auto above = static_cast<double>(upper);
    return {T(below) > lower ? std::nextafter(below, 0.0) : below,
            T(above) < upper ? std::nextafter(above, std::numeric_limits<double>::infinity()) : above};
}

} // namespace perdis
