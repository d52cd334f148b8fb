#pragma once

#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/chi_squared.hpp>
#include <perdis/divergence/hellinger.hpp>
#include <perdis/divergence/kullback_leibler.hpp>
#include <perdis/divergence/renyi.hpp>
#include <perdis/divergence/squared_hellinger.hpp>

#include <cmath>
#include <limits>

namespace perdis {

/// A divergence as an increasing function of an α-divergence A_a: one solver answers them all.
///
///     KL = A_1,   H² = A_{1/2}/4,   H = √(A_{1/2}/4),   χ² = 2 A_2,   R_a = ln(1 + a(a − 1) A_a)/(a − 1)
///
/// @source    [CichockiAmari2010], eq. (23)
class AlphaForm {
public:
    /// What is done to scale · A_a.
    enum class Transform { none, root, logarithm };

    AlphaForm(double order, double scale, Transform transform = Transform::none)
        : order_(order), scale_(scale), transform_(transform) {}

    /// a.
    [[nodiscard]] double order() const { return order_; }
    /// d at A_a.
    [[nodiscard]] double value(double alpha) const {
        if (transform_ == Transform::root) { return std::sqrt(scale_ * alpha); }
        if (transform_ == Transform::logarithm && order_ != 1.0) { return Renyi(order_).transform(alpha); }
        return scale_ * alpha;
    }
    /// ∂d/∂A_a where d has this value; inf for H at 0.
    [[nodiscard]] double slope_at(double value) const {
        if (transform_ == Transform::root) { return scale_ / (2.0 * value); }
        if (transform_ == Transform::logarithm) { return order_ * std::exp((1.0 - order_) * value); }
        return scale_;
    }
    /// d at R_a; a > 0.
    [[nodiscard]] double at_renyi(double renyi) const {
        if (transform_ == Transform::logarithm || order_ == 1.0) { return scale_ * renyi; }
        return value(std::expm1((order_ - 1.0) * renyi) / (order_ * (order_ - 1.0)));
    }
    /// ∂d/∂R_a there; inf for H at 0.
    [[nodiscard]] double renyi_slope(double renyi) const {
        if (transform_ == Transform::logarithm) { return 1.0; }
        return slope_at(at_renyi(renyi)) * std::exp((order_ - 1.0) * renyi) / order_;
    }

private:
    double order_;
    double scale_;
    Transform transform_;
};

/// KL(p‖q) = A_1.
inline AlphaForm alpha_form(const KullbackLeibler&) { return {1.0, 1.0}; }
/// H² = A_½/4.
inline AlphaForm alpha_form(const SquaredHellinger&) { return {0.5, 0.25}; }
/// H = √(A_½/4).
inline AlphaForm alpha_form(const Hellinger&) { return {0.5, 0.25, AlphaForm::Transform::root}; }
/// χ²(p‖q) = 2 A_2.
inline AlphaForm alpha_form(const ChiSquared&) { return {2.0, 2.0}; }
/// A_a.
inline AlphaForm alpha_form(const Alpha& divergence) { return {divergence.order(), 1.0}; }
/// R_a = ln(1 + a(a − 1) A_a)/(a − 1).
inline AlphaForm alpha_form(const Renyi& divergence) {
    return {divergence.order(), 1.0, AlphaForm::Transform::logarithm};
}

/// A divergence that is an increasing function of an α-divergence.
template <class D>
concept AlphaDivergence = requires(const D divergence) {
    alpha_form(divergence);
};

} // namespace perdis
