#pragma once

#include <cmath>
#include <limits>

#include <perdis/core/real.hpp>

namespace perdis {

/// log(1 + x) without cancellation near 0.
///
/// @domain    x in [-1, inf]; -inf at -1, NaN below.
/// @accuracy  that of log1p for T (std, or by argument-dependent look-up); a T without log1p gets log(1 + x).
template <Real T>
T log1p_of(const T& x) {
    using std::log;
    using std::log1p;
    if constexpr (requires { log1p(x); }) {
        return T(log1p(x));
    } else {
        return T(log(T(1) + x));
    }
}

/// exp(x) − 1 without cancellation near 0.
///
/// @domain    x in [-inf, inf].
/// @accuracy  that of expm1 for T (std, or by argument-dependent look-up); a T without expm1 gets exp(x) − 1.
template <Real T>
T expm1_of(const T& x) {
    using std::exp;
    using std::expm1;
    if constexpr (requires { expm1(x); }) {
        return T(expm1(x));
    } else {
        return T(exp(x) - T(1));
    }
}

/// log(q/p), relatively accurate near q = p, also where q/p itself leaves the range of normal numbers.
///
/// @domain    p, q in (0, inf).
/// @accuracy  4 ε (1 + κ) relative, κ = 2/|log(q/p)| the condition number. A symbol gets log(q) − log(p).
template <Real T>
T log_ratio(const T& p, const T& q) {
    using std::log;
    if constexpr (rounds<T>) {
        const T x = (q - p) / p;
        if (x < T(1) / T(2) && -x < T(1) / T(2)) { return log1p_of(x); }
        const T ratio = q / p;
        if (ratio >= std::numeric_limits<T>::min() && ratio <= std::numeric_limits<T>::max()) { return T(log(ratio)); }
    }
    return T(log(q) - log(p));
}

/// log(1 + x) − x, relatively accurate where the two terms cancel (−x²/2 near 0).
///
///     r = x/(2 + x),   log(1 + x) = 2 artanh r,   2r − x = −x r,   so
///     log(1 + x) − x = −x r + 2 (r³/3 + r⁵/5 + …)              for -1/2 < x < 1.
///
/// @domain    x in [-1, inf]; -inf at both ends, NaN below -1.
/// @accuracy  4 ε relative, 10 ε where T's own log errs by 6 ε (cpp_bin_float). A T that does not round (a
///            symbol) gets log(1 + x) − x itself.
template <Real T>
T log1p_excess(const T& x) {
    if constexpr (!rounds<T>) {
        return log1p_of(x) - x;
    } else {
        if (!(-x < T(1) / T(2) && x < T(1))) {
            return x == std::numeric_limits<T>::infinity() ? T(-x) : T(log1p_of(x) - x);
        }
        const T r = x / (T(2) + x);
        const T square = r * r;
        const T epsilon = std::numeric_limits<T>::epsilon();
        T power = r * square; // r^(2j+1)
        T sum = power / T(3);
        for (int odd = 5; !(square <= epsilon * T(odd)); odd += 2) {
            power = power * square;
            const T term = power / T(odd);
            sum = sum + term;
            if ((term < T(0) ? T(-term) : term) <= epsilon * (sum < T(0) ? T(-sum) : sum)) { break; }
        }
        return T(2) * sum - x * r;
    }
}

/// exp(x) − 1 − x, relatively accurate where the terms cancel (x²/2 near 0).
///
/// @domain    x in [-inf, inf].
/// @accuracy  8 ε relative: the Taylor series for |x| < 1/2.
template <Real T>
T expm1_excess(const T& x) {
    if constexpr (!rounds<T>) {
        return expm1_of(x) - x;
    } else {
        if (!(x < T(1) / T(2) && -x < T(1) / T(2))) {
            return x == std::numeric_limits<T>::infinity() ? x : T(expm1_of(x) - x);
        }
        T term = x * x / T(2);
        T sum = term;
        for (int i = 3; term != T(0); ++i) {
            term = term * x / T(i);
            sum = sum + term;
            const T size = term < T(0) ? T(-term) : term;
            if (size <= std::numeric_limits<T>::epsilon() * sum) { break; }
        }
        return sum;
    }
}

} // namespace perdis
