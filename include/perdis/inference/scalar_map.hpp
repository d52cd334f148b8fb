#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <cstddef>
#include <vector>

namespace perdis {

/// An increasing estimator of a scalar X in normal noise, by its inverse.
///
///     x̂ = F_X⁻¹(Φ(s))  is what  y = y(s)  is restored to
///
/// y is the cubic Hermite spline of its values and slopes at nodes s_0 < … < s_N. What lies beyond is restored with the
/// law of X beyond: P(Y > y) = t P(X > x̂) with t constant, and on the left likewise. In scores the law of X̂ has the density
/// t(s) φ(s) with
///
///     t = q/p = p_Y(y(s)) y′(s)/φ(s)
///
/// @domain    at least two finite ascending nodes. y need not increase: a certificate sees to that.
/// @throws    DomainError outside the domain.
class ScalarMap {
public:
    ScalarMap(ScalarJoint joint, std::vector<double> scores, std::vector<double> observations,
              std::vector<double> slopes);

    /// X and Y.
    [[nodiscard]] const ScalarJoint& joint() const { return joint_; }
    /// s_i.
    [[nodiscard]] const std::vector<double>& scores() const { return scores_; }
    /// y(s_i)   [unit of y].
    [[nodiscard]] const std::vector<double>& observations() const { return observations_; }
    /// y′(s_i)   [unit of y].
    [[nodiscard]] const std::vector<double>& slopes() const { return slopes_; }

    /// Coefficients of y on [s_i, s_(i+1)], i < N, in powers of w = s − s_i.
    struct Cubic {
        double constant = 0.0;
        double linear = 0.0;
        double square = 0.0;
        double cube = 0.0;
        [[nodiscard]] double operator()(double w) const { return constant + w * (linear + w * (square + w * cube)); }
        [[nodiscard]] double slope(double w) const { return linear + w * (2.0 * square + w * 3.0 * cube); }
    };
    [[nodiscard]] Cubic piece(std::size_t i) const;

    /// x̂(y), by bisection.
    ///
    /// @accuracy  of the score 4 ε absolute for an increasing map.
    double operator()(double y) const;

private:
    ScalarJoint joint_;
    std::vector<double> scores_, observations_, slopes_;
};

} // namespace perdis
