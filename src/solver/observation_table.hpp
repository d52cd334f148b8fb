#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <cstddef>
#include <vector>

namespace perdis {

/// A point of an increasing function of a score, and its derivative.
struct ScorePoint {
    double value = 0.0;
    double slope = 0.0;
};

/// x = F_X⁻¹(Φ(s)).
double score_quantile(const ScalarJoint& joint, double score);
/// x = F_X⁻¹(Φ(s)) and dx/ds = φ(s)/p(x); a slope of 0 where p is no positive number.
ScorePoint prior_at_score(const ScalarJoint& joint, double score);

/// Y and its posterior mean by the score w of Y, Φ(w) = P(Y ≤ y), as cubic Hermite splines.
///
/// The nodes are as dense as both functions bend: 1e-9 of the deviation of X, and of dy/dw, in the middle, less where
/// little of Y lies; beyond |w| = 14 straight lines.
class ObservationTable {
public:
    explicit ObservationTable(const ScalarJoint& joint);

    /// y(w).
    [[nodiscard]] ScorePoint observation(double score) const { return at(score, y_, y_slopes_); }
    /// m(y(w)).
    [[nodiscard]] ScorePoint mean(double score) const { return at(score, m_, m_slopes_); }

private:
    struct Node; // one column of the table
    [[nodiscard]] static std::vector<Node> march(const ScalarJoint& joint, const Node& start, bool up);
    [[nodiscard]] ScorePoint at(double score, const std::vector<double>& values,
                                const std::vector<double>& slopes) const;

    std::vector<double> scores_, y_, y_slopes_, m_, m_slopes_;
    std::vector<std::size_t> starts_; ///< the last node at or below −reach + k/density
};

} // namespace perdis
