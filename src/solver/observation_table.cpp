#include "observation_table.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double reach = 14.0;
constexpr double density = 32.0; // of the index

double upper_score(double mass) {
    return boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * mass);
}

/// The cubic of two points and their slopes, h apart, at the share t of the way.
double hermite(double from, double from_slope, double to, double to_slope, double h, double t) {
    const double chord = to - from;
    const double square = 3.0 * chord - h * (2.0 * from_slope + to_slope);
    const double cube = h * (from_slope + to_slope) - 2.0 * chord;
    return from + t * (h * from_slope + t * (square + t * cube));
}
double hermite_slope(double from, double from_slope, double to, double to_slope, double h, double t) {
    const double chord = to - from;
    const double square = 3.0 * chord - h * (2.0 * from_slope + to_slope);
    const double cube = h * (from_slope + to_slope) - 2.0 * chord;
    return from_slope + t * (2.0 * square + 3.0 * t * cube) / h;
}

} // namespace

double score_quantile(const ScalarJoint& joint, double score) {
    return score < 0.0 ? joint.prior_quantile(normal_cdf(score)) : joint.prior_upper_quantile(normal_complement(score));
}

ScorePoint prior_at_score(const ScalarJoint& joint, double score) {
    const double x = score_quantile(joint, score);
    const double log_normal = -0.5 * score * score - boost::math::constants::log_root_two_pi<double>();
    const double slope = std::exp(log_normal - joint.prior_log_density(x));
    return {x, std::isfinite(slope) ? slope : 0.0};
}

struct ObservationTable::Node {
    double score = 0.0;
    ScorePoint y = {};
    ScorePoint m = {};

    static Node at(const ScalarJoint& joint, double y, bool up) {
        Node node;
        const double mass = std::max(up ? joint.survival(y) : joint.cdf(y), 1e-300);
        node.score = up ? upper_score(mass) : -upper_score(mass);
        const ScalarPosterior posterior = joint.posterior(y);
        const double rate = std::exp(-0.5 * node.score * node.score - posterior.log_density)
                            / boost::math::constants::root_two_pi<double>();
        node.y = {y, rate};
        node.m = {posterior.mean, posterior.variance / joint.noise_variance() * rate};
        return node;
    }
    /// How far the cubic through two nodes misses the next one, over what may be missed there.
    [[nodiscard]] double miss(const Node& before, const Node& here, double deviation) const {
        const double h = here.score - before.score;
        const double t = (score - before.score) / h;
        const double off_y = hermite(before.y.value, before.y.slope, here.y.value, here.y.slope, h, t) - y.value;
        const double off_m = hermite(before.m.value, before.m.slope, here.m.value, here.m.slope, h, t) - m.value;
        const double allowed = 1e-7 * std::exp(0.25 * score * score);
        return std::max(std::abs(off_y) / y.slope, std::abs(off_m) / deviation) / allowed;
    }
};

std::vector<ObservationTable::Node> ObservationTable::march(const ScalarJoint& joint, const Node& start, bool up) {
    const double deviation = std::sqrt(joint.prior_variance());
    const double sign = up ? 1.0 : -1.0;
    std::vector<Node> nodes;
    Node before = start;
    Node here = Node::at(joint, start.y.value + sign * 1e-3 * start.y.slope, up);
    nodes.push_back(here);
    double step = 4e-3;
    while (std::abs(here.score) < reach && nodes.size() < 20000) {
        const Node next = Node::at(joint, here.y.value + sign * step * here.y.slope, up);
        const double miss = next.miss(before, here, deviation);
        const bool forward = sign * (next.score - here.score) > 0.0;
        if (!forward || (!(miss < 4.0) && step > 1e-5)) {
            if (!forward && step < 1e-6) { break; }
            step *= 0.5;
            continue;
        }
        nodes.push_back(next);
        before = here;
        here = next;
        step = std::min(step * std::clamp(std::pow(miss + 1e-3, -0.25), 0.5, 1.5), 0.1);
    }
    return nodes;
}

ObservationTable::ObservationTable(const ScalarJoint& joint) {
    const Node start = Node::at(joint, joint.quantile(0.5), true);
    const std::vector<Node> left = march(joint, start, false);
    const std::vector<Node> right = march(joint, start, true);
    const auto add = [this](const Node& node) {
        scores_.push_back(node.score);
        y_.push_back(node.y.value);
        y_slopes_.push_back(node.y.slope);
        m_.push_back(node.m.value);
        m_slopes_.push_back(node.m.slope);
    };
    for (std::size_t i = left.size(); i-- > 0;) { add(left[i]); }
    add(start);
    for (const Node& node : right) { add(node); }
    std::size_t i = 0;
    for (double score = -reach; score < reach; score += 1.0 / density) {
        while (i + 2 < scores_.size() && scores_[i + 1] <= score) { ++i; }
        starts_.push_back(i);
    }
}

ScorePoint ObservationTable::at(double score, const std::vector<double>& values,
                                const std::vector<double>& slopes) const {
    if (!(score > scores_.front())) {
        return {values.front() + slopes.front() * (score - scores_.front()), slopes.front()};
    }
    if (!(score < scores_.back())) { return {values.back() + slopes.back() * (score - scores_.back()), slopes.back()}; }
    const double place = std::clamp((score + reach) * density, 0.0, static_cast<double>(starts_.size() - 1));
    std::size_t i = starts_[static_cast<std::size_t>(place)];
    while (i + 2 < scores_.size() && scores_[i + 1] <= score) { ++i; }
    while (i > 0 && scores_[i] > score) { --i; }
    const double h = scores_[i + 1] - scores_[i];
    const double t = (score - scores_[i]) / h;
    return {hermite(values[i], slopes[i], values[i + 1], slopes[i + 1], h, t),
            hermite_slope(values[i], slopes[i], values[i + 1], slopes[i + 1], h, t)};
}

} // namespace perdis
