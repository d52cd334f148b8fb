#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <limits>
#include <utility>

namespace perdis {

/// The estimator X̂ = X* + clip(s (X̂₀ − X*), ±τ) of a scalar X in normal noise: X* = E[X|Y] moved towards the increasing
/// function X̂₀ = F_X⁻¹(F_Y(Y)) of Y that has the law of X.
///
/// It increases with y, so that its law is known in closed form. s = 0 is X*, s = 1 with τ = inf is X̂₀; on the
/// curve of W₂ s = 1 − P/G, on that of W₁ s = 1. Without noise X̂ = Y.
///
/// @domain    s in [0, 1], τ in [0, inf].
/// @throws    DomainError outside the domain, NaN included.
/// @source    [FreirichMichaeliMeir2021]
class ShiftedMean {
public:
    explicit ShiftedMean(ScalarJoint joint, double share = 0.0,
                         double threshold = std::numeric_limits<double>::infinity());
    /// X̂ = Y: the joint serves for the prior alone.
    static ShiftedMean identity(ScalarJoint joint);

    /// s.
    [[nodiscard]] double share() const { return share_; }
    /// τ   [unit of x].
    [[nodiscard]] double threshold() const { return threshold_; }

    /// x̂(y).
    double operator()(double y) const;
    /// dx̂/dy; of a finite prior between its jumps.
    [[nodiscard]] double slope(double y) const;
    /// F⁻¹(v) = x̂(F_Y⁻¹(v)), the quantile function of X̂.
    [[nodiscard]] double quantile(double v) const;
    /// F⁻¹(1 − v), without forming 1 − v.
    [[nodiscard]] double upper_quantile(double v) const;
    /// P(X̂ ≤ x̂) = F_Y(sup {y : x̂(y) ≤ x̂}).
    [[nodiscard]] double cdf(double estimate) const;
    /// p_Y(y)/(dx̂/dy) at x̂(y) = x̂; 0 in a gap of the support, inf at an atom.
    [[nodiscard]] double density(double estimate) const;

private:
    /// clip(s δ, ±τ).
    [[nodiscard]] double clipped(double shift) const;
    /// sup {y : x̂(y) ≤ x̂}.
    [[nodiscard]] double last(double estimate) const;

    ScalarJoint joint_;
    double share_, threshold_;
    bool exact_ = false;
};

} // namespace perdis
