#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace perdis {

/// A point of an increasing function of a score, and its derivative.
struct ScorePoint {
    double value = 0.0;
    double slope = 0.0;
};

/// Two functions of a score at one place; the first is the place itself.
struct ScoreNode {
    double score = 0.0;
    ScorePoint place = {};
    ScorePoint image = {};
};

/// The node of a place; `up`: the score from the upper tail, exact above the median.
using ScoreNodeAt = std::function<ScoreNode(double place, bool up)>;

/// Nodes from a start both ways to the scores ±reach, reach ≤ 37 (Φ(−37) = 6e-300), as dense as both functions bend: 1e-9 of dplace/dscore and of `unit`
/// between the nodes in the middle, less where little mass lies.
std::vector<ScoreNode> score_nodes(const ScoreNodeAt& at, double start, double unit, double reach);

/// A cubic Hermite spline of a score; beyond its nodes straight lines.
class ScoreSpline {
public:
    ScoreSpline(const std::vector<ScoreNode>& nodes, ScorePoint ScoreNode::*function);
    [[nodiscard]] ScorePoint operator()(double score) const;

private:
    std::vector<double> scores_, values_, slopes_;
    std::vector<std::size_t> starts_; ///< the last node at or below s_0 + k/32
};

} // namespace perdis
