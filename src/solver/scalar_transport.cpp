#include <perdis/solver/scalar_transport.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/bracketed_newton.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

using Panel = ScalarProblem::Integral::Panels::Panel;
constexpr std::size_t nodes = ScalarProblem::Integral::Panels::nodes;

/// The barycentric weights of the Kronrod nodes.
const std::array<double, nodes>& barycentric() {
    static const std::array<double, nodes> weights = [] {
        std::array<double, nodes> result{};
        const auto& x = KronrodNodes::table().node;
        for (std::size_t i = 0; i < nodes; ++i) {
            double product = 1.0;
            for (std::size_t j = 0; j < nodes; ++j) {
                if (j != i) { product *= 2.0 * (x[i] - x[j]); }
            }
            result[i] = 1.0 / product;
        }
        return result;
    }();
    return weights;
}

/// p_Y and p_Y δ of a panel at t in [−1, 1] by interpolation between its nodes.
std::array<double, 2> interpolated(const Panel& panel, double t) {
    const auto& x = KronrodNodes::table().node;
    std::array<double, 2> sum{};
    double total = 0.0;
    for (std::size_t i = 0; i < nodes; ++i) {
        if (t == x[i]) { return {panel.at[i][0], panel.at[i][4]}; }
        const double weight = barycentric()[i] / (t - x[i]);
        total += weight;
        sum[0] += weight * panel.at[i][0];
        sum[1] += weight * panel.at[i][4];
    }
    return {sum[0] / total, sum[1] / total};
}

/// |δ| at a node.
double size(const std::array<double, 5>& at) { return at[0] > 0.0 ? at[3] / at[0] : 0.0; }

} // namespace

ScalarTransport::ScalarTransport(ScalarProblem problem, double order) : problem_(std::move(problem)), order_(order) {
    require(order == 1.0 || order == 2.0, "ScalarTransport", "order", order, "{1, 2}");
    if (problem_.perfect()) { return; }
    for (const Panel& panel : problem_.integral()->panels().panels()) {
        for (const auto& at : panel.at) { largest_ = std::max(largest_, size(at)); }
    }
}

/// A panel on which |δ| crosses τ is cut there, by bisection of the interpolant between the nodes on either side.
ScalarTransport::Clipped ScalarTransport::clipped(double threshold) const {
    const auto& rule = KronrodNodes::table();
    Clipped sum{0.0, 0.0};
    for (const Panel& panel : problem_.integral()->panels().panels()) {
        std::vector<double> cuts{-1.0};
        const auto beyond = [&](double t) {
            const auto at = interpolated(panel, t);
            return std::abs(at[1]) > threshold * at[0];
        };
        bool last = beyond(-1.0);
        for (std::size_t i = 0; i <= nodes; ++i) {
            const bool here = i < nodes ? size(panel.at[i]) > threshold : beyond(1.0);
            if (here != last) {
                double a = i > 0 ? rule.node[i - 1] : -1.0, b = i < nodes ? rule.node[i] : 1.0;
                for (int step = 0; step < 60; ++step) {
                    const double middle = a + (b - a) / 2.0;
                    (beyond(middle) == last ? a : b) = middle;
                }
                cuts.push_back(a + (b - a) / 2.0);
            }
            last = here;
        }
        cuts.push_back(1.0);
        const double half = (panel.b - panel.a) / 2.0;
        for (std::size_t k = 0; k + 1 < cuts.size(); ++k) {
            const double width = (cuts[k + 1] - cuts[k]) / 2.0, middle = cuts[k] + width;
            const bool outside = cuts.size() == 2 ? size(panel.at[nodes / 2]) > threshold : beyond(middle);
            for (std::size_t i = 0; i < nodes; ++i) {
                const double weight = half * width * rule.kronrod[i];
                const auto at = cuts.size() == 2 ? std::array<double, 2>{panel.at[i][0], panel.at[i][4]}
                                                 : interpolated(panel, middle + width * rule.node[i]);
                if (outside) {
                    sum.square += weight * at[0] * threshold * threshold;
                    sum.slope += weight * at[0] * 2.0 * threshold;
                } else if (at[0] > 0.0) {
                    sum.square += weight * (at[1] / at[0]) * at[1];
                }
            }
        }
    }
    return sum;
}

/// τ with E min(|δ|, τ)² = δ, by Newton on the logarithm.
double ScalarTransport::threshold(double excess) const {
    const double goal = std::log(excess);
    return bracketed_newton(
        [&](double tau) {
            const Clipped at = clipped(tau);
            return ValueAndSlope{std::log(at.square) - goal, at.slope / at.square};
        },
        0.0, largest_, std::sqrt(excess));
}

ScalarSolution ScalarTransport::operator()(double distortion) const {
    require(distortion == distortion, "ScalarTransport", "distortion", distortion, "[-inf, inf]");
    const double excess = distortion - problem_.min_distortion();
    if (-excess > problem_.slack()) {
        return {Status::infeasible, distortion, problem_.estimator(0.0, infinite), infinite};
    }
    if (problem_.perfect() || distortion >= problem_.max_distortion()) {
        return {Status::solved, distortion, problem_.estimator(1.0, infinite), 0.0};
    }
    if (excess <= problem_.slack()) {
        return {Status::solved, distortion, problem_.estimator(0.0, infinite), infinite};
    }
    if (order_ == 2.0) {
        const double share = std::min(1.0, std::sqrt(excess) / problem_.gap());
        return {Status::solved, distortion, problem_.estimator(share, infinite), 0.5 / std::sqrt(excess)};
    }
    const double tau = threshold(excess);
    return {Status::solved, distortion, problem_.estimator(1.0, tau), 0.5 / tau};
}

double ScalarTransport::distortion(double perception) const {
    require(order_ == 2.0, "ScalarTransport::distortion", "order", order_, "{2}");
    require(perception >= 0.0, "ScalarTransport", "perception", perception, "[0, inf]");
    const double left = std::max(0.0, problem_.gap() - perception);
    return problem_.min_distortion() + left * left;
}

} // namespace perdis
