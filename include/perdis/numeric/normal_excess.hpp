#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/normal.hpp>

#include <limits>

#include <boost/math/constants/constants.hpp>

// Partial moments of Z ~ N(0, 1), t ≥ 0.

namespace perdis {

/// E (Z − t)₊ = φ(t) − t Φ(−t).
///
/// @domain    t in [0, inf].
/// @accuracy  (8 + 4 t²) ε relative to φ(t)/(1 + t²).
template <Real T>
T normal_excess(const T& t) {
    if (normal_complement(t) == T(0)) { return T(0); }
    const T value = normal_density(t) - t * normal_complement(t);
    return value < T(0) ? T(0) : value;
}

/// E (Z − t)₊² = (1 + t²) Φ(−t) − t φ(t).
///
/// @domain    t in [0, inf].
/// @accuracy  (8 + 4 t²) ε relative to φ(t)/(1 + t).
template <Real T>
T normal_squared_excess(const T& t) {
    if (normal_complement(t) == T(0)) { return T(0); }
    const T value = (T(1) + t * t) * normal_complement(t) - t * normal_density(t);
    return value < T(0) ? T(0) : value;
}

/// E [Z²; |Z| < t] = 2Φ(t) − 1 − 2t φ(t), below ½ by the series √(2/π) Σ (−1)^k t^{2k+3}/(2^k k! (2k+3)).
///
/// @domain    t in [0, inf].
/// @accuracy  8 ε relative below ½, 8 ε from there on.
template <Real T>
T normal_inner_square(const T& t) {
    if (normal_complement(t) == T(0)) { return T(1); }
    if (!(t < T(1) / T(2))) { return normal_mass(T(-t), t) - T(2) * t * normal_density(t); }
    T power = t * t * t;
    T sum = power / T(3);
    for (int k = 1; power > std::numeric_limits<T>::epsilon() * sum / T(8); ++k) {
        power = power * t * t / T(2 * k);
        sum = k % 2 == 1 ? T(sum - power / T(2 * k + 3)) : T(sum + power / T(2 * k + 3));
    }
    return boost::math::constants::root_two_div_pi<T>() * sum;
}

/// E min(Z², t²) = E [Z²; |Z| < t] + 2t² Φ(−t), from t² near 0 to 1 at inf.
///
/// @domain    t in [0, inf].
/// @accuracy  16 ε relative.
template <Real T>
T normal_clipped_square(const T& t) {
    if (normal_complement(t) == T(0)) { return T(1); }
    return normal_inner_square(t) + T(2) * t * t * normal_complement(t);
}

/// 1 − E min(Z², t²) = 2 E (Z − t)₊² + 4t E (Z − t)₊, not as a difference.
///
/// @domain    t in [0, inf].
/// @accuracy  that of the two terms.
template <Real T>
T normal_clipped_square_rest(const T& t) {
    if (normal_complement(t) == T(0)) { return T(0); }
    return T(2) * normal_squared_excess(t) + T(4) * t * normal_excess(t);
}

} // namespace perdis
