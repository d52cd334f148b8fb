#include "posterior_grid.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <optional>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Quantiles of the noise from the far tail to the middle; those that its distribution cannot give are left out.
std::vector<double> noise_levels(const Univariate& noise) {
    std::vector<double> levels;
    const auto add = [&](auto quantile, double v) {
        try {
            const double at = quantile(v);
            if (std::isfinite(at)) { levels.push_back(at); }
        } catch (const std::exception&) {}
    };
    for (const double v : {1e-300, 1e-150, 1e-75, 1e-40, 1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 0.02, 0.1, 0.3, 0.5}) {
        add([&](double level) { return noise.quantile(level); }, v);
        add([&](double level) { return noise.upper_quantile(level); }, v);
    }
    std::sort(levels.begin(), levels.end());
    return levels;
}

struct Node {
    double y;
    Eigen::VectorXd posterior;
};

/// Whether a posterior moves too far for the nodes to be neighbours.
bool far(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
    for (Eigen::Index i = 0; i < a.size(); ++i) {
        if (std::abs(a(i) - b(i)) > 0.1) { return true; }
        if (std::max(a(i), b(i)) > 1e-30 && std::abs(std::log(a(i)) - std::log(b(i))) > 8.0) { return true; }
    }
    return false;
}

/// Fills the gaps of a line with the middles, in a scale that is even near the centre and logarithmic far out.
class Filling {
public:
    Filling(const SemiDiscreteProblem& problem, double centre, double unit)
        : problem_(problem), centre_(centre), unit_(unit) {}

    void between(const Node& left, const Node& right, std::vector<Node>& nodes, int depth) const {
        if (depth > 0 && far(left.posterior, right.posterior)) {
            const double y = middle(left.y, right.y);
            if (y > left.y && y < right.y) {
                const Node node{y, problem_.posterior(y)};
                between(left, node, nodes, depth - 1);
                between(node, right, nodes, depth - 1);
                return;
            }
        }
        nodes.push_back(right);
    }

private:
    [[nodiscard]] double middle(double a, double b) const {
        const double low = std::asinh((a - centre_) / unit_), high = std::asinh((b - centre_) / unit_);
        if (high - low < 0.5) { return a + 0.5 * (b - a); }
        return centre_ + unit_ * std::sinh(0.5 * (low + high));
    }

    const SemiDiscreteProblem& problem_;
    double centre_;
    double unit_;
};

/// Whether nodes inside a stretch have one posterior.
bool all_equal(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
        if ((node.posterior - nodes.front().posterior).cwiseAbs().maxCoeff() > 1e-12) { return false; }
    }
    return true;
}

} // namespace

PosteriorGrid::PosteriorGrid(const SemiDiscreteProblem& problem) {
    const std::vector<double> levels = noise_levels(problem.noise());
    std::vector<double> start;
    for (Eigen::Index i = 0; i < problem.prior().size(); ++i) {
        if (!(problem.prior().probabilities()(i) > 0.0)) { continue; }
        for (const double level : levels) { start.push_back(problem.prior().value(i) + level); }
    }
    std::sort(start.begin(), start.end());
    start.erase(std::unique(start.begin(), start.end()), start.end());
    double from = -infinite;
    for (const double kink : problem.kinks()) {
        add_stretch(problem, from, kink, start);
        from = kink;
    }
    add_stretch(problem, from, infinite, start);
}

void PosteriorGrid::add_stretch(const SemiDiscreteProblem& problem, double from, double to,
                                const std::vector<double>& start) {
    std::vector<double> inside;
    for (const double y : start) {
        if (y > from && y < to) { inside.push_back(y); }
    }
    const double width = std::isfinite(to - from) ? to - from : 1.0;
    const double low = std::isfinite(from) ? from : to - width, high = std::isfinite(to) ? to : from + width;
    if (std::isfinite(low) && std::isfinite(high)) {
        for (const double share : {0.001, 0.17, 0.41, 0.5, 0.73, 0.999}) {
            const double y = low + share * (high - low);
            if (y > from && y < to) { inside.push_back(y); }
        }
    }
    std::sort(inside.begin(), inside.end());
    std::vector<Node> nodes;
    for (const double y : inside) {
        if (problem.density(y) > 0.0 || inside.size() == 1) { nodes.push_back({y, problem.posterior(y)}); }
    }
    if (nodes.empty()) { return; }                         // nobody sees a y here
    const bool whole = std::isinf(from) && std::isinf(to); // a smooth noise, or one symbol
    const bool flat = nodes.size() >= 3 && all_equal(nodes) && !whole;
    std::vector<Node> dense{nodes.front()};
    const double unit = 0.5 * (problem.noise().quantile(0.75) - problem.noise().quantile(0.25));
    const Filling filling(problem, nodes[nodes.size() / 2].y, unit);
    for (std::size_t j = 1; j < nodes.size() && !flat; ++j) { filling.between(dense.back(), nodes[j], dense, 64); }
    PosteriorStretch stretch{from, to, flat};
    stretch.posterior.resize(static_cast<Eigen::Index>(dense.size()), problem.prior().size());
    for (std::size_t j = 0; j < dense.size(); ++j) {
        stretch.nodes.push_back(dense[j].y);
        stretch.posterior.row(static_cast<Eigen::Index>(j)) = dense[j].posterior.transpose();
    }
    stretches_.push_back(std::move(stretch));
}

std::size_t PosteriorGrid::size() const {
    std::size_t count = 0;
    for (const PosteriorStretch& stretch : stretches_) { count += stretch.flat ? 0 : stretch.nodes.size(); }
    return count;
}

} // namespace perdis
