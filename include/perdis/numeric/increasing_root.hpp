#pragma once

#include <perdis/core/real.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <cstdint>
#include <limits>

namespace perdis {

/// The root of an increasing function on the line, from a start.
///
/// Made for functions that are dear and nearly straight far from the root, with a slope from about 1 to 2: logarithms of a
/// logarithm. Steps of 9/8 of the value find a bracket, TOMS 748 the root. ±inf are legal values far out.
///
/// @accuracy  tolerance + 2 ε (1 + |root|), or where the function's own rounding is all that is left; after 100 evaluations
///            the middle of the bracket.
template <Real T, class Function>
T increasing_root(const Function& f, const T& start, const T& tolerance = T(0)) {
    const T infinite = std::numeric_limits<T>::infinity();
    const auto size = [](const T& x) { return x < T(0) ? T(-x) : x; };
    T t = start;
    T value = f(t);
    T stride(2);
    for (int i = 0; i < 100; ++i) {
        if (size(value) <= tolerance) { return t; }
        const bool left = value < T(0);
        stride = stride * T(2);
        T step = size(value) < infinite ? T(size(value) * T(9) / T(8) + std::numeric_limits<T>::epsilon()) : stride;
        const T next = left ? T(t + step) : T(t - step);
        const T at_next = f(next);
        if (left == (at_next < T(0))) {
            t = next;
            value = at_next;
            continue;
        }
        if (!(size(value) < infinite) || !(size(at_next) < infinite)) {
            // halve towards the infinite end until both are finite
            t = T((t + next) / T(2));
            value = f(t);
            continue;
        }
        const auto close = [&](const T& a, const T& b) {
            return size(T(b - a)) <= tolerance + T(2) * std::numeric_limits<T>::epsilon() * (T(1) + size(a));
        };
        std::uintmax_t evaluations = 100;
        const auto root = left ? boost::math::tools::toms748_solve(f, t, next, value, at_next, close, evaluations)
                               : boost::math::tools::toms748_solve(f, next, t, at_next, value, close, evaluations);
        return root.first + (root.second - root.first) / T(2);
    }
    return t;
}

} // namespace perdis
