#include "score_spline.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double density = 32.0; // of the index

/// The cubic of two points and their slopes, h apart, at the share t of the way.
ScorePoint hermite(const ScorePoint& from, const ScorePoint& to, double h, double t) {
    const double chord = to.value - from.value;
    const double square = 3.0 * chord - h * (2.0 * from.slope + to.slope);
    const double cube = h * (from.slope + to.slope) - 2.0 * chord;
    return {from.value + t * (h * from.slope + t * (square + t * cube)),
            from.slope + t * (2.0 * square + 3.0 * t * cube) / h};
}

/// How far the cubic through two nodes misses the next one, over what may be missed there.
double miss(const ScoreNode& before, const ScoreNode& here, const ScoreNode& next, double unit) {
    const double h = here.score - before.score;
    const double t = (next.score - before.score) / h;
    const double off_place = hermite(before.place, here.place, h, t).value - next.place.value;
    const double off_image = hermite(before.image, here.image, h, t).value - next.image.value;
    const double allowed = 1e-7 * std::exp(std::min(0.125 * next.score * next.score, 5.0));
    return std::max(std::abs(off_place) / next.place.slope, std::abs(off_image) / std::max(unit, next.image.slope))
           / allowed;
}

std::vector<ScoreNode> march(const ScoreNodeAt& at, const ScoreNode& start, bool up, double unit, double reach) {
    const double sign = up ? 1.0 : -1.0;
    std::vector<ScoreNode> nodes;
    ScoreNode before = start;
    ScoreNode here = at(start.place.value + sign * 1e-3 * start.place.slope, up);
    if (!(sign * (here.score - start.score) > 0.0)) { return nodes; }
    nodes.push_back(here);
    double step = 4e-3;
    while (std::abs(here.score) < reach && nodes.size() < 20000) {
        const ScoreNode next = at(here.place.value + sign * step * here.place.slope, up);
        const double off = miss(before, here, next, unit);
        const bool forward = sign * (next.score - here.score) > 0.0 && std::isfinite(off);
        if (!forward && step < 1e-6) { break; }
        if (!forward || (off > 4.0 && step > 1e-5)) {
            step *= 0.5;
            continue;
        }
        nodes.push_back(next);
        before = here;
        here = next;
        step = std::min(step * std::clamp(std::pow(off + 1e-3, -0.25), 0.5, 1.5), 0.1);
    }
    return nodes;
}

} // namespace

std::vector<ScoreNode> score_nodes(const ScoreNodeAt& at, double start, double unit, double reach) {
    const ScoreNode middle = at(start, true);
    std::vector<ScoreNode> nodes = march(at, middle, false, unit, reach);
    std::reverse(nodes.begin(), nodes.end());
    nodes.push_back(middle);
    const std::vector<ScoreNode> right = march(at, middle, true, unit, reach);
    nodes.insert(nodes.end(), right.begin(), right.end());
    return nodes;
}

ScoreSpline::ScoreSpline(const std::vector<ScoreNode>& nodes, ScorePoint ScoreNode::*function) {
    for (const ScoreNode& node : nodes) {
        scores_.push_back(node.score);
        values_.push_back((node.*function).value);
        slopes_.push_back((node.*function).slope);
    }
    std::size_t i = 0;
    for (double score = scores_.front(); score < scores_.back(); score += 1.0 / density) {
        while (i + 2 < scores_.size() && scores_[i + 1] <= score) { ++i; }
        starts_.push_back(i);
    }
}

ScorePoint ScoreSpline::operator()(double score) const {
    const auto line = [&](std::size_t end) {
        return ScorePoint{values_[end] + slopes_[end] * (score - scores_[end]), slopes_[end]};
    };
    if (!(score > scores_.front())) { return line(0); }
    if (!(score < scores_.back())) { return line(scores_.size() - 1); }
    const double place = std::clamp((score - scores_.front()) * density, 0.0, static_cast<double>(starts_.size() - 1));
    std::size_t i = starts_[static_cast<std::size_t>(place)];
    while (i + 2 < scores_.size() && scores_[i + 1] <= score) { ++i; }
    while (i > 0 && scores_[i] > score) { --i; }
    const double h = scores_[i + 1] - scores_[i];
    return hermite({values_[i], slopes_[i]}, {values_[i + 1], slopes_[i + 1]}, h, (score - scores_[i]) / h);
}

} // namespace perdis
