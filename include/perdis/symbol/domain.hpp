#pragma once

#include <limits>

namespace perdis {

/// The values a symbol may take: an interval of finite real numbers.
struct Domain {
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    bool lower_open = true;
    bool upper_open = true;

    /// (-inf, inf).
    static Domain real() { return {}; }

    /// (0, inf).
    static Domain positive() { return {.lower = 0.0}; }

    /// [0, inf).
    static Domain nonnegative() { return {.lower = 0.0, .lower_open = false}; }

    /// (a, b).
    ///
    /// @domain    a < b; either may be infinite.
    /// @throws    DomainError outside the domain, NaN included.
    static Domain open(double a, double b);

    /// [a, b].
    ///
    /// @domain    a ≤ b, both finite.
    /// @throws    DomainError outside the domain, NaN included.
    static Domain closed(double a, double b);

    friend bool operator==(const Domain&, const Domain&) = default;
};

} // namespace perdis
