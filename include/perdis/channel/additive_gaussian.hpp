#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>

namespace perdis {

/// The channel Y = X + N, N ~ N(0, σ²) independent of X; σ = 0 is the identity.
///
///     perdis::AdditiveGaussian{perdis::standard_deviation(1.0)}
///
/// @domain    σ, σ² in [0, inf).
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class AdditiveGaussian {
public:
    using scalar_type = T;

    explicit AdditiveGaussian(Variance<T> noise) : noise_(T(0), checked(noise)) {}
    explicit AdditiveGaussian(StandardDeviation<T> noise) : noise_(T(0), checked(noise)) {}

    /// σ²   [unit of y, squared].
    const T& variance() const { return noise_.variance(); }

    /// σ   [unit of y].
    const T& standard_deviation() const { return noise_.standard_deviation(); }

    /// N(0, σ²), the law of the noise.
    const Gaussian<T>& noise() const { return noise_; }

    /// N(x, σ²), the law of Y given X = x.
    ///
    /// @domain    x in (-inf, inf).
    /// @throws    DomainError outside the domain, NaN included.
    Gaussian<T> operator()(const T& x) const { return noise_.translated(x); }

    /// N(μ, σ_X² + σ²), the marginal law of Y under the prior N(μ, σ_X²).
    ///
    /// @accuracy  ε relative in the variance.
    Gaussian<T> operator()(const Gaussian<T>& prior) const {
        if (variance() == T(0)) { return prior; }
        if (prior.variance() == T(0)) { return noise_.translated(prior.mean()); }
        return Gaussian<T>(prior.mean(), Variance<T>(prior.variance() + variance()));
    }

private:
    static Variance<T> checked(const Variance<T>& noise) {
        const T& v = noise.value();
        require(v >= T(0) && v - v == T(0), "AdditiveGaussian", "variance", v, "[0, inf)");
        return noise;
    }

    static StandardDeviation<T> checked(const StandardDeviation<T>& noise) {
        const T& s = noise.value();
        require(s >= T(0) && s - s == T(0), "AdditiveGaussian", "standard_deviation", s, "[0, inf)");
        return noise;
    }

    Gaussian<T> noise_;
};

static_assert(ScalarChannel<AdditiveGaussian<double>, double>);

} // namespace perdis
