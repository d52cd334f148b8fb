#pragma once

#include <perdis/core/real.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

namespace perdis {

/// A law N(μ₁, σ₁²) in the units of another, N(μ₂, σ₂²) with σ₂ > 0: the numbers every entropic closed form is made of.
///
///     r = σ₁/σ₂,   e = r² − 1,   d = (μ₁ − μ₂)/σ₂
///
/// @accuracy  4 ε (1 + κ) relative each, so e and d keep their digits for nearly equal laws.
template <Real T>
struct RelativeGaussian {
    T ratio;  ///< r
    T excess; ///< e, from (σ₁ − σ₂)/σ₂ and not from r²
    T shift;  ///< d

    RelativeGaussian(const T& deviation, const T& unit, const T& difference)
        : ratio(deviation / unit), excess(deviation - unit), shift(difference / unit) {
        if constexpr (rounds<T>) {
            excess = excess / unit;
            excess = excess * (excess + T(2));
        } else {
            excess = ratio * ratio - T(1);
        }
    }

    RelativeGaussian(const Gaussian<T>& p, const Gaussian<T>& q)
        : RelativeGaussian(p.standard_deviation(), q.standard_deviation(), p.mean() - q.mean()) {}

    /// ln r², relatively accurate for every r.
    T log_squared_ratio() const {
        using std::log;
        if constexpr (rounds<T>) {
            if (-excess < T(1) / T(2) && excess < T(1)) { return log1p_of(excess); }
        }
        return T(2) * log(ratio);
    }

    /// e − ln r² ≥ 0, relatively accurate for every r.
    T log_excess() const {
        if constexpr (rounds<T>) {
            if (-excess < T(1) / T(2)) { return -log1p_excess(excess); }
        }
        return excess - log_squared_ratio();
    }
};

} // namespace perdis
