#pragma once

#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>

#include <cmath>

namespace perdis {

/// φ(ω): R_a between N(0, 1) and N(0, ω).
inline double renyi_of_variance(double omega, double order) {
    return gaussian_renyi(Gaussian<double>(0.0, variance(1.0)), Gaussian<double>(0.0, variance(omega)), order);
}

/// min over ω > 0 of φ(ω) + bω, b ≥ 0: 2abω² + (a + 2b(1 − a))ω − a = 0 at its one stationary point; 0 where that overflows.
inline double least_renyi_price(double order, double b) {
    const double middle = order + 2.0 * b * (1.0 - order);
    const double root = std::hypot(middle, std::sqrt(8.0 * order * order * b));
    const double omega = middle > 0.0 ? 2.0 * order / (middle + root) : (root - middle) / (4.0 * order * b);
    const double value = renyi_of_variance(omega, order);
    return std::isfinite(value) ? value + b * omega : 0.0;
}

} // namespace perdis
