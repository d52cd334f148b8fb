#pragma once

#include <limits>
#include <sstream>

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/linear_estimator.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>

namespace perdis {

/// Example 1 of the paper: the linear estimators X̂ = aY + (1−a)μ of X ~ N(μ, v) from Y = X + N, N ~ N(0, n), under
/// squared error.
///
/// With s = v + n the output is N(μ, τ²), τ = a√s, and
///
///     D(τ) = D_min + (τ − τ_0)²,   D_min = vn/s,   τ_0 = v/√s,
///     τ(D) = min{ τ_0 + √(D − D_min), √v },   D_max = D_min + (√v − τ_0)² = 2vn/(s + √(vs))
///
/// The same τ(D) is optimal within the family for every divergence that decreases as τ → √v. Nonlinear estimators may do
/// better: this is not P(D), and no convex set either, so Theorem 1 does not speak of it.
///
/// @accuracy  8 ε (1 + κ) relative for every member, κ the condition number in v, n and the argument.
/// @source    [BlauMichaeli2018], Example 1.
template <Real T>
class GaussianLinearFamily {
public:
    using scalar_type = T;

    GaussianLinearFamily(const Gaussian<T>& prior, const AdditiveGaussian<T>& channel)
        : prior_(prior), min_distortion_(minimum_mean_squared_error(prior, channel)),
          observed_deviation_(channel(prior).standard_deviation()),
          least_deviation_(prior.standard_deviation() == T(0) ? T(0) : T(prior.variance() / observed_deviation_)) {
        if (min_distortion_ == T(0)) { return; }
        const T& v = prior_.variance();
        const T& sigma = prior_.standard_deviation();
        const T share = channel.variance() / observed_deviation_ / (observed_deviation_ + sigma); // 1 − √(v/s)
        noise_ratio_ = channel.variance() / observed_deviation_;
        max_distortion_ = T(2) * v * share;
        max_excess_ = rounds<T> ? T(v * share * share) : T(max_distortion_ - min_distortion_);
    }

    const Gaussian<T>& prior() const { return prior_; }

    /// D_min = vn/s, attained by the posterior mean   [unit of x, squared].
    const T& min_distortion() const { return min_distortion_; }

    /// D_max = 2vn/(s + √(vs)), the least D at which X̂ has the law of X   [unit of x, squared].
    const T& max_distortion() const { return max_distortion_; }

    /// D_max − D_min = (√v − v/√s)², not as a difference   [unit of x, squared].
    const T& max_excess() const { return max_excess_; }

    /// τ at the distortion D_min + excess   [unit of x]; √v to the last bit from D_max on.
    ///
    /// @domain    excess in [0, inf].
    /// @throws    DomainError outside the domain, NaN included.
    T standard_deviation_at_excess(const T& excess) const {
        using std::sqrt;
        require(excess >= T(0), "GaussianLinearFamily", "excess distortion", excess, "[0, inf]");
        if (!(excess < max_excess_)) { return prior_.standard_deviation(); }
        const T value = least_deviation_ + sqrt(excess);
        if constexpr (!rounds<T>) { return value; }
        return value < prior_.standard_deviation() ? value : prior_.standard_deviation();
    }

    /// dτ/dD = 1/(2√excess), from the right: inf at D_min, 0 from D_max on.
    ///
    /// @domain    excess in [0, inf].
    /// @throws    DomainError outside the domain, NaN included.
    T standard_deviation_slope_at_excess(const T& excess) const {
        using std::sqrt;
        require(excess >= T(0), "GaussianLinearFamily", "excess distortion", excess, "[0, inf]");
        if (!(excess < max_excess_)) { return T(0); }
        if (excess == T(0)) { return std::numeric_limits<T>::infinity(); }
        return T(1) / (T(2) * sqrt(excess));
    }

    /// X̂ = aY + (1−a)μ, a = τ/√s, with 1 − a = (n/√s − √excess)/√s.
    ///
    /// @domain    excess in [0, inf].
    /// @throws    DomainError outside the domain, NaN included.
    LinearEstimator<T> estimator_at_excess(const T& excess) const {
        using std::sqrt;
        const T tau = standard_deviation_at_excess(excess);
        if (prior_.standard_deviation() == T(0)) { return LinearEstimator<T>(T(0), prior_.mean()); }
        const T root = sqrt(excess < max_excess_ ? excess : max_excess_);
        const T rest = (noise_ratio_ - root) / observed_deviation_;
        return LinearEstimator<T>(tau / observed_deviation_, rest * prior_.mean());
    }

    /// τ(D)   [unit of x]; √v to the last bit for D ≥ D_max.
    ///
    /// @domain    D in [D_min, inf].
    /// @throws    DomainError outside the domain, NaN included.
    T standard_deviation_at(const T& distortion) const { return standard_deviation_at_excess(excess_of(distortion)); }

    /// dτ/dD at D, from the right; domain as above.
    T standard_deviation_slope_at(const T& distortion) const {
        return standard_deviation_slope_at_excess(excess_of(distortion));
    }

    /// The estimator of distortion min(D, D_max) and output deviation τ(D); domain as above.
    LinearEstimator<T> estimator_at(const T& distortion) const { return estimator_at_excess(excess_of(distortion)); }

    /// N(μ, τ(D)²), the law of the output at D; domain as above.
    Gaussian<T> output_law_at(const T& distortion) const {
        return Gaussian<T>(prior_.mean(), StandardDeviation<T>(standard_deviation_at(distortion)));
    }

    /// D(τ) = D_min + (τ − τ_0)² of the family's member with output deviation τ   [unit of x, squared].
    ///
    /// @domain    τ in [0, inf); 0 alone where v = 0 = n.
    /// @throws    DomainError outside the domain, NaN included.
    T distortion_at(const T& tau) const {
        require(tau >= T(0) && tau - tau == T(0), "GaussianLinearFamily", "output standard deviation", tau, "[0, inf)");
        require(tau == T(0) || observed_deviation_ > T(0), "GaussianLinearFamily", "output standard deviation", tau,
                "{0}");
        return min_distortion_ + (tau - least_deviation_) * (tau - least_deviation_);
    }

private:
    T excess_of(const T& distortion) const {
        if (!(distortion >= min_distortion_)) {
            std::ostringstream legal;
            legal.precision(17);
            legal << '[' << min_distortion_ << ", inf]";
            require(false, "GaussianLinearFamily", "distortion", distortion, legal.str());
        }
        return distortion < max_distortion_ ? T(distortion - min_distortion_) : max_distortion_;
    }

    Gaussian<T> prior_;
    T min_distortion_;
    T observed_deviation_;
    T least_deviation_;
    T noise_ratio_ = T(0);
    T max_distortion_ = T(0);
    T max_excess_ = T(0);
};

} // namespace perdis
