#pragma once

#include <perdis/numeric/log1p.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

/// (e^{bx} − 1)/b, and x at b = 0.
inline double power_excess(double b, double x) { return b == 0.0 ? x : std::expm1(b * x) / b; }
/// (e^{bx} − 1 − bx)/b, and 0 at b = 0.
inline double power_second_excess(double b, double x) { return b == 0.0 ? 0.0 : expm1_excess(b * x) / b; }

/// f(t) of the α-divergence of order a, at ln t; near t = 1 without cancellation.
inline double alpha_term(double order, double log_t) {
    return (expm1_excess(log_t) - power_second_excess(1.0 - order, log_t)) / order;
}
/// |t f′(t)|, how fast f changes with ln t.
inline double alpha_term_slope(double order, double log_t) {
    return std::abs(std::exp(log_t) - std::exp((1.0 - order) * log_t)) / order;
}

/// t u − f*(u) for one t and one price u below 1/a, with what its terms sum to in size.
struct PriceTerm {
    double value = 0.0;
    double size = 0.0;
    double response = 0.0; ///< ψ(u)

    PriceTerm(double order, double log_t, double u) {
        const double b = 1.0 - order;
        const double t = std::exp(log_t);
        const double log_s = -std::log1p(-order * u) / order;
        response = std::exp(log_s);
        const bool near = std::abs(order * u) < 0.5 && std::abs(log_t) < 1.0; // (t − 1) u − (f*(u) − u)
        const double gain = near ? std::expm1(log_t) * u : t * u;
        const double loss = near ? power_second_excess(b, log_s) - power_second_excess(-order, log_s) //
                                 : power_excess(b, log_s);
        value = gain - loss;
        size = std::abs(gain) + std::abs(loss) + (near ? (1.0 + 1.0 / order) * u * u : 0.0) + std::abs(t * u);
    }
};

} // namespace perdis
