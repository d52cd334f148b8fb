#pragma once

#include <utility>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>

namespace perdis {

/// The linear (affine) estimator X̂ = aY + b.
///
/// @domain    a and b in (-inf, inf).
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class LinearEstimator {
public:
    using scalar_type = T;

    LinearEstimator(T slope, T intercept) : slope_(std::move(slope)), intercept_(std::move(intercept)) {
        require(slope_ - slope_ == T(0), "LinearEstimator", "slope", slope_, "(-inf, inf)");
        require(intercept_ - intercept_ == T(0), "LinearEstimator", "intercept", intercept_, "(-inf, inf)");
    }

    /// a   [unit of x / unit of y].
    const T& slope() const { return slope_; }

    /// b   [unit of x].
    const T& intercept() const { return intercept_; }

    /// ay + b.
    T operator()(const T& y) const { return slope_ * y + intercept_; }

private:
    T slope_;
    T intercept_;
};

/// The randomised linear estimator X̂ = aY + b + W, W ~ N(0, w) independent of X and Y.
///
/// @domain    a and b in (-inf, inf), w in [0, inf).
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class NoisyLinearEstimator {
public:
    using scalar_type = T;

    NoisyLinearEstimator(LinearEstimator<T> centre, Variance<T> noise)
        : centre_(std::move(centre)), noise_(T(0), checked(noise)) {}

    /// y ↦ E[X̂|Y=y] = ay + b.
    const LinearEstimator<T>& centre() const { return centre_; }

    /// w   [unit of x, squared].
    const T& noise_variance() const { return noise_.variance(); }

    /// N(ay + b, w), the law of X̂ given Y = y.
    Gaussian<T> operator()(const T& y) const { return noise_.translated(centre_(y)); }

private:
    static Variance<T> checked(const Variance<T>& noise) {
        const T& w = noise.value();
        require(w >= T(0) && w - w == T(0), "NoisyLinearEstimator", "variance", w, "[0, inf)");
        return noise;
    }

    LinearEstimator<T> centre_;
    Gaussian<T> noise_;
};

} // namespace perdis
