#include "taylor.hpp"

#include <cstddef>

namespace perdis {

Taylor taylor_product(const Taylor& a, const Taylor& b) {
    Taylor result(a.size());
    for (std::size_t k = 0; k < a.size(); ++k) {
        Interval sum = a[0] * b[k];
        for (std::size_t j = 1; j <= k; ++j) { sum += a[j] * b[k - j]; }
        result[k] = sum;
    }
    return result;
}

Taylor taylor_quotient(const Taylor& a, const Taylor& b) {
    Taylor result(a.size());
    for (std::size_t k = 0; k < a.size(); ++k) {
        Interval sum = a[k];
        for (std::size_t j = 1; j <= k; ++j) { sum -= b[j] * result[k - j]; }
        result[k] = sum / b[0];
    }
    return result;
}

Taylor taylor_power(const Taylor& x, long n) {
    if (n < 0) { return taylor_power(x, Interval(n)); }
    Taylor result(x.size());
    result[0] = 1;
    Taylor square = x;
    for (long rest = n; rest > 0; rest /= 2) {
        if (rest % 2 != 0) { result = taylor_product(result, square); }
        if (rest > 1) { square = taylor_product(square, square); }
    }
    result[0] = pow(x[0], n); // the set of the powers, no wider
    return result;
}

Taylor taylor_power(const Taylor& x, const Interval& exponent) {
    Taylor result(x.size());
    result[0] = pow(x[0], exponent);
    const Interval scale = exponent + Interval(1);
    for (std::size_t k = 1; k < x.size(); ++k) {
        Interval sum = 0;
        for (std::size_t j = 1; j <= k; ++j) {
            sum += (scale * Interval(j) - Interval(k)) * x[j] * result[k - j]; // (r j − (k − j)) x_j y_(k−j)
        }
        result[k] = sum / (Interval(k) * x[0]);
    }
    return result;
}

Taylor taylor_exp(const Taylor& x) { return taylor_primitive(exp(x[0]), {}, x); }

namespace {

/// A logarithm of that value whose derivative is x′/base.
Taylor logarithm(const Interval& value, const Interval& base, const Taylor& x) {
    Taylor result(x.size());
    result[0] = value;
    for (std::size_t k = 1; k < x.size(); ++k) {
        Interval sum = 0;
        for (std::size_t j = 1; j < k; ++j) { sum += Interval(j) * result[j] * x[k - j]; }
        result[k] = (x[k] - sum / Interval(k)) / base;
    }
    return result;
}

} // namespace

Taylor taylor_log(const Taylor& x) { return logarithm(log(x[0]), x[0], x); }

Taylor taylor_log1p(const Taylor& x) { return logarithm(log1p(x[0]), Interval(1) + x[0], x); }

Taylor taylor_primitive(const Interval& value, const Taylor& density, const Taylor& x) {
    Taylor result(x.size());
    result[0] = value;
    const Taylor& slope = density.empty() ? result : density; // exp is its own derivative
    Taylor weighted = x;                                      // j x_j
    for (std::size_t j = 1; j < x.size(); ++j) { weighted[j] *= Interval(j); }
    for (std::size_t k = 1; k < x.size(); ++k) {
        Interval sum = 0;
        for (std::size_t j = 1; j <= k; ++j) { sum += weighted[j] * slope[k - j]; }
        result[k] = sum / Interval(k);
    }
    return result;
}

Taylor taylor_partial(Taylor x) {
    for (Interval& coefficient : x) { coefficient = coefficient.partial(); }
    return x;
}

Taylor taylor_hull(const Taylor& a, const Taylor& b) {
    Taylor result(a.size());
    for (std::size_t k = 0; k < a.size(); ++k) { result[k] = Interval::hull(a[k], b[k]); }
    return result;
}

} // namespace perdis
