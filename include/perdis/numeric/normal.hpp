#pragma once

#include <cmath>
#include <limits>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

namespace perdis {

/// φ(x) = exp(−x²/2) / √(2π)   [1/unit of x].
///
/// @domain    x in [-inf, inf].
/// @accuracy  (2 + x²) ε relative, down to the least normal number.
template <Real T>
T normal_density(const T& x) {
    using std::exp;
    return T(exp(T(-(x * x) / T(2)))) / boost::math::constants::root_two_pi<T>();
}

/// 1 − Φ(x) = erfc(x/√2)/2, the mass of the standard normal law above x.
///
/// @domain    x in [-inf, inf].
/// @accuracy  (4 + 2 x²) ε relative above 0, 4 ε below, for T of std; up to 20 times that with Boost.Math's erfc for
///            cpp_bin_float_50.
template <Real T>
T normal_complement(const T& x) {
    using std::erfc;
    if constexpr (std::numeric_limits<T>::has_infinity) {
        if (x == std::numeric_limits<T>::infinity()) { return T(0); }
        if (-x == std::numeric_limits<T>::infinity()) { return T(1); }
    }
    return T(erfc(T(x / boost::math::constants::root_two<T>()))) / T(2);
}

/// Φ(x) = erfc(−x/√2)/2, the mass of the standard normal law below x.
///
/// @domain    x in [-inf, inf].
/// @accuracy  that of normal_complement at −x.
template <Real T>
T normal_cdf(const T& x) {
    return normal_complement(T(-x));
}

/// ∫ φ over [m − s, m + s] by its Taylor series, for intervals on which φ varies by a small factor.
///
///     2 s φ(m) Σ_n He_2n(m) s^2n / (2n+1)!,     He_(k+1) = m He_k − k He_(k−1)
///
/// @accuracy  (4 + m²) ε relative for s ≤ 0.35 and m s ≤ 0.35.
/// @source    [DLMF], 18.9.1 (the recurrence of He).
template <Real T>
T narrow_normal_mass(const T& m, const T& s) {
    const T rise = m * s, square = s * s, epsilon = std::numeric_limits<T>::epsilon();
    T before(0), hermite(1), factorial(1), sum(1); // He_(k−1) s^(k−1), He_k s^k, (k+1)!
    T bound = rise * rise + square; // |term_n| ≤ (m² + 1)^n s^2n / (2^n n! (2n+1)), since He_2n(m) = E (m + iZ)^2n
    for (int k = 0; !(bound <= epsilon); k += 2) {
        for (int j = k; j < k + 2; ++j) {
            const T next = rise * hermite - T(j) * square * before;
            before = hermite;
            hermite = next;
            factorial = factorial * T(j + 2);
        }
        sum = sum + hermite / factorial;
        bound = bound * (rise * rise + square);
    }
    return T(2) * s * normal_density(m) * sum;
}

/// Φ(b) − Φ(a) without cancellation, the mass of the standard normal law on [a, b].
///
/// Ends on both sides of 0: the sum of two erf. Else, both in the upper tail by symmetry: the difference of the
/// complements where they differ by a factor of 2, the Taylor series at the midpoint where not.
///
/// @domain    -inf ≤ a ≤ b ≤ inf.
/// @accuracy  (10 + 4 x²) ε relative with x the end nearest to 0, however narrow the interval, for T of std.
/// @throws    DomainError unless a ≤ b.
template <Real T>
T normal_mass(const T& a, const T& b) {
    using std::erf;
    require(a < b || a == b, "normal_mass", "the ends a and b do not satisfy a <= b");
    if (a < T(0) && !(T(0) < b)) { return normal_mass(T(-b), T(-a)); }
    if (a < T(0)) {
        const T root = boost::math::constants::root_two<T>();
        const T left = -a < T(1) ? T(erf(T(-a / root))) : T(T(1) - T(2) * normal_cdf(a));
        const T right = b < T(1) ? T(erf(T(b / root))) : T(T(1) - T(2) * normal_complement(b));
        return (left + right) / T(2);
    }
    const T above_a = normal_complement(a), above_b = normal_complement(b);
    if (!(above_a < T(2) * above_b)) { return above_a - above_b; }
    const T half = (b - a) / T(2);
    return narrow_normal_mass(T(a + half), half);
}

} // namespace perdis
