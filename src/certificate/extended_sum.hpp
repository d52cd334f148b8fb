#pragma once

#include <cmath>
#include <limits>

namespace perdis {

/// The relative error of a few operations in extended precision.
inline constexpr long double extended_epsilon = 4.0L * std::numeric_limits<long double>::epsilon();

/// A sum in extended precision with a bound on its error.
struct ExtendedSum {
    long double value = 0.0L;
    long double error = 0.0L;
    /// Adds a term that was computed in double with a relative error of a few ε.
    void add(double term, double term_error) {
        value += static_cast<long double>(term);
        error += static_cast<long double>(term_error);
    }
    /// The sum less the bound on its error.
    [[nodiscard]] double below() const {
        const long double least = value - error;
        return static_cast<double>(
            least - 2.0L * static_cast<long double>(std::numeric_limits<double>::epsilon()) * std::abs(least));
    }
};

} // namespace perdis
