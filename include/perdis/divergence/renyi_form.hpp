#pragma once

#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/squared_hellinger.hpp>

#include <cmath>
#include <concepts>

// d(p, q) = f(R_a(p‖q)): the divergences that increase with a Rényi divergence. renyi_form(d) is its order a and which f.

namespace perdis {

/// The order a of the Rényi divergence that a divergence is a function of, and that function f, increasing with f(0) = 0.
struct RenyiForm {
    enum class Shape { itself, power, root }; ///< R; (e^{(a−1)R} − 1)/scale; the square root of that
    double order = 1.0;
    Shape shape = Shape::itself;
    double scale = 1.0;

    /// f(R).
    [[nodiscard]] double operator()(double renyi) const {
        if (shape == Shape::itself) { return renyi; }
        const double value = std::expm1((order - 1.0) * renyi) / scale;
        return shape == Shape::root ? std::sqrt(value) : value;
    }
    /// f′(R); inf for Hellinger at 0.
    [[nodiscard]] double slope(double renyi) const {
        if (shape == Shape::itself) { return 1.0; }
        const double rise = (order - 1.0) * std::exp((order - 1.0) * renyi) / scale;
        return shape == Shape::root ? rise / (2.0 * (*this)(renyi)) : rise;
    }
};

/// KL = R_1.
inline RenyiForm renyi_form(const KullbackLeibler&) { return {}; }
/// R_a itself.
inline RenyiForm renyi_form(const Renyi& divergence) { return {divergence.order()}; }
/// H² = 1 − e^{−R_½/2}.
inline RenyiForm renyi_form(const SquaredHellinger&) { return {0.5, RenyiForm::Shape::power, -1.0}; }
/// H, the root of that.
inline RenyiForm renyi_form(const Hellinger&) { return {0.5, RenyiForm::Shape::root, -1.0}; }
/// χ² = e^{R_2} − 1.
inline RenyiForm renyi_form(const ChiSquared&) { return {2.0, RenyiForm::Shape::power, 1.0}; }

/// A divergence that has a RenyiForm.
template <class D>
concept RenyiShaped = requires(const D& divergence) {
    { renyi_form(divergence) } -> std::same_as<RenyiForm>;
};

} // namespace perdis
