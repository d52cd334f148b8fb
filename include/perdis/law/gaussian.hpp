#pragma once

#include <utility>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/law.hpp>
#include <perdis/law/scale.hpp>
#include <perdis/numeric/normal.hpp>

namespace perdis {

/// The normal law N(μ, σ²) on the line; σ = 0 is the point mass at μ.
///
///     density  exp(−(x − μ)²/(2σ²)) / (σ √(2π))
///
/// The scale that was given is kept as given; the other one is derived from it.
///
/// @domain    μ in (-inf, inf); σ, σ² in [0, inf). σ² itself overflows or underflows for σ outside about
///            [1e-154, 1e154] in double.
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class Gaussian {
public:
    using scalar_type = T;

    Gaussian(T mean, Variance<T> scale)
        : mean_(finite(std::move(mean))), variance_(scale.value()), deviation_(root(scale.value())) {}

    Gaussian(T mean, StandardDeviation<T> scale)
        : mean_(finite(std::move(mean))), variance_(scale.value() * scale.value()), deviation_(scale.value()) {
        require(deviation_ >= T(0) && deviation_ - deviation_ == T(0), "Gaussian", "standard_deviation", deviation_,
                "[0, inf)");
    }

    /// μ   [unit of x].
    const T& mean() const { return mean_; }

    /// σ²   [unit of x, squared].
    const T& variance() const { return variance_; }

    /// σ   [unit of x].
    const T& standard_deviation() const { return deviation_; }

    /// Φ((x − μ)/σ); a step at μ, continuous from the right, for σ = 0.
    ///
    /// @domain    x in [-inf, inf].
    /// @accuracy  8 ε (1 + κ) relative, κ the condition number in x, μ and σ.
    /// @throws    DomainError if x is NaN.
    T cdf(const T& x) const {
        require(x == x, "Gaussian", "x", x, "[-inf, inf]");
        if (deviation_ == T(0)) { return x < mean_ ? T(0) : T(1); }
        return normal_cdf(T((x - mean_) / deviation_));
    }

    /// exp(−z²/2) / (σ √(2π)), z = (x − μ)/σ   [1/unit of x].
    ///
    /// @domain    x in [-inf, inf]; σ > 0.
    /// @accuracy  8 ε (1 + κ) relative, κ the condition number in x, μ and σ.
    /// @throws    DomainError if x is NaN, or if σ = 0: a point mass has no density.
    T density(const T& x) const {
        require(deviation_ > T(0), "Gaussian::density", "standard_deviation", deviation_, "(0, inf)");
        require(x == x, "Gaussian", "x", x, "[-inf, inf]");
        return normal_density(T((x - mean_) / deviation_)) / deviation_;
    }

    /// P(a ≤ X < b), without cancellation between the two tails.
    ///
    /// @domain    a ≤ b in [-inf, inf].
    /// @accuracy  8 ε (1 + κ) relative, κ the condition number in a, b, μ and σ.
    /// @throws    DomainError outside the domain, NaN included.
    T mass(const T& a, const T& b) const {
        require(a == a, "Gaussian", "a", a, "[-inf, inf]");
        require(b >= a, "Gaussian", "b", b, "[a, inf]");
        if (deviation_ == T(0)) { return a <= mean_ && mean_ < b ? T(1) : T(0); }
        return normal_mass(T((a - mean_) / deviation_), T((b - mean_) / deviation_));
    }

    /// The law of X + b, of the same scale to the last bit.
    Gaussian translated(const T& b) const {
        Gaussian result = *this;
        result.mean_ = finite(mean_ + b);
        return result;
    }

private:
    static T finite(T mean) {
        require(mean - mean == T(0), "Gaussian", "mean", mean, "(-inf, inf)");
        return mean;
    }

    static T root(const T& variance) {
        using std::sqrt;
        require(variance >= T(0) && variance - variance == T(0), "Gaussian", "variance", variance, "[0, inf)");
        return sqrt(variance);
    }

    T mean_;
    T variance_;
    T deviation_;
};

template <class M, class T>
Gaussian(M, Variance<T>) -> Gaussian<T>;

template <class M, class T>
Gaussian(M, StandardDeviation<T>) -> Gaussian<T>;

/// Whether p and q are the same law: equal means and standard deviations.
template <Real T>
bool identical(const Gaussian<T>& p, const Gaussian<T>& q) {
    return p.mean() == q.mean() && p.standard_deviation() == q.standard_deviation();
}

/// Whether p and q live on disjoint sets: one of them is a point mass and they differ.
template <Real T>
bool mutually_singular(const Gaussian<T>& p, const Gaussian<T>& q) {
    return (p.standard_deviation() == T(0) || q.standard_deviation() == T(0)) && !identical(p, q);
}

static_assert(Law<Gaussian<double>>);

} // namespace perdis
