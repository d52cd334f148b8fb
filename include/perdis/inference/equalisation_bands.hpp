#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <limits>
#include <vector>

namespace perdis {

/// A set of observations between two of them; ±inf are legal.
struct ObservationBand {
    double start = -std::numeric_limits<double>::infinity();
    double end = std::numeric_limits<double>::infinity();
};

/// The optimal estimator of a scalar X in normal noise under total variation: in bands the law of X̂ becomes that of X,
/// outside X̂ = X*.
///
/// y₁ < y < y₂ is restored to the z with
///
///     P(m(y₁) < X < z) = t P(y₁ < Y < y),   t = P(m(y₁) < X < m(y₂))/P(y₁ < Y < y₂)
///
/// m(y) = E[X|y], and m(±inf) are the ends of the line; t = 1 is optimal. No band is the posterior mean, the whole line has
/// the law of X.
///
/// @domain    disjoint bands, ascending.
/// @throws    DomainError outside the domain, NaN included.
class EqualisationBands {
public:
    EqualisationBands(ScalarJoint joint, std::vector<ObservationBand> bands);

    /// X and Y.
    [[nodiscard]] const ScalarJoint& joint() const { return joint_; }
    [[nodiscard]] const std::vector<ObservationBand>& bands() const { return bands_; }

    /// x̂(y).
    ///
    /// @accuracy  that of the quantiles of X, at a mass known to accuracy() of the joint.
    double operator()(double y) const;

private:
    ScalarJoint joint_;
    std::vector<ObservationBand> bands_;
};

/// Both tails of a law at a point.
struct TwoTails {
    double below = 0.0;
    double above = 1.0;
};
/// Those of Y at y; ±inf are legal.
TwoTails observation_tails(const ScalarJoint& joint, double y);
/// Those of X at x; ±inf are legal.
TwoTails prior_tails(const ScalarJoint& joint, double x);
/// x with these tails, from the smaller of the two.
double prior_at(const ScalarJoint& joint, const TwoTails& tails);
/// P(from < · < to), from the smaller tails.
double mass_between(const TwoTails& from, const TwoTails& to);

} // namespace perdis
