#pragma once

#include "score_spline.hpp"

#include <perdis/inference/scalar_joint.hpp>

namespace perdis {

enum class Side { below, above };
/// The score that has `mass` on one side.
double score_of(double mass, Side side);
/// x = F_X⁻¹(Φ(s)).
double score_quantile(const ScalarJoint& joint, double score);
/// x = F_X⁻¹(Φ(s)) and dx/ds = φ(s)/p(x); a slope of 0 where p is no positive number.
ScorePoint prior_at_score(const ScalarJoint& joint, double score);

/// Y and its posterior mean by the score w of Y, Φ(w) = P(Y ≤ y); straight lines beyond |w| = reach.
class ObservationTable {
public:
    ObservationTable(const ScalarJoint& joint, double reach);

    /// y(w).
    [[nodiscard]] ScorePoint observation(double score) const { return observation_(score); }
    /// m(y(w)).
    [[nodiscard]] ScorePoint mean(double score) const { return mean_(score); }

private:
    explicit ObservationTable(const std::vector<ScoreNode>& nodes);
    ScoreSpline observation_, mean_;
};

/// X by its score.
class PriorTable {
public:
    PriorTable(const ScalarJoint& joint, double reach);
    /// x(s), in the support.
    [[nodiscard]] double operator()(double score) const;

private:
    ScoreSpline quantile_;
    double low_, high_;
};

} // namespace perdis
