#include "semi_discrete_start.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

/// The nodes of a stretch, thinned to about a count, and geometric ladders towards thresholds in it.
std::vector<double> start_nodes(const PosteriorStretch& stretch, std::size_t step,
                                const std::vector<double>& thresholds, double unit) {
    std::vector<double> nodes;
    for (std::size_t j = 0; j < stretch.nodes.size(); ++j) {
        if (j % step == 0 || j + 1 == stretch.nodes.size()) { nodes.push_back(stretch.nodes[j]); }
    }
    const std::vector<double> coarse = nodes;
    for (const double t : thresholds) {
        if (!(t > stretch.from && t < stretch.to)) { continue; }
        const auto above = std::upper_bound(coarse.begin(), coarse.end(), t);
        const double right = above == coarse.end() ? t + unit : *above;
        const double left = above == coarse.begin() ? t - unit : *(above - 1);
        for (double share = 0.25; share > 1e-10; share *= 0.25) {
            nodes.push_back(t - share * (t - left));
            nodes.push_back(t + share * (right - t));
        }
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

} // namespace

SemiDiscreteStart semi_discrete_start(const SemiDiscreteProblem& problem, const PosteriorGrid& grid,
                                      const std::vector<double>& thresholds) {
    const double unit = problem.noise().quantile(0.75) - problem.noise().quantile(0.25);
    const std::size_t step = 1 + grid.size() / (600 + 20 * static_cast<std::size_t>(problem.distortion().cols()));
    std::vector<Eigen::VectorXd> posterior;
    std::vector<double> masses;
    for (const PosteriorStretch& stretch : grid.stretches()) {
        if (stretch.flat) { continue; }
        const std::vector<double> nodes = start_nodes(stretch, step, thresholds, unit);
        const double low = std::isfinite(stretch.from) ? stretch.from : nodes.front();
        const double high = std::isfinite(stretch.to) ? stretch.to : nodes.back();
        for (std::size_t j = 0; j < nodes.size(); ++j) {
            const double left = j == 0 ? low : 0.5 * (nodes[j - 1] + nodes[j]);
            const double right = j + 1 == nodes.size() ? high : 0.5 * (nodes[j] + nodes[j + 1]);
            const double mass = problem.density(nodes[j]) * (right - left);
            if (!(mass > 0.0)) { continue; }
            masses.push_back(mass);
            posterior.push_back(problem.posterior(nodes[j]));
        }
    }
    double smooth = 0.0, flat_mass = 0.0;
    for (const double mass : masses) { smooth += mass; }
    const std::size_t smooth_rows = masses.size();
    std::vector<std::size_t> flat;
    for (std::size_t s = 0; s < grid.stretches().size(); ++s) {
        const PosteriorStretch& stretch = grid.stretches()[s];
        if (!stretch.flat) { continue; }
        std::vector<double> edges;
        if (std::isfinite(stretch.from)) { edges.push_back(stretch.from); }
        if (std::isfinite(stretch.to)) { edges.push_back(stretch.to); }
        const double mass = problem.cell_masses(edges).row(std::isfinite(stretch.from) ? 1 : 0).sum();
        flat.push_back(s);
        masses.push_back(mass);
        posterior.push_back(stretch.posterior.row(0).transpose());
        flat_mass += mass;
    }
    Eigen::VectorXd observation(static_cast<Eigen::Index>(masses.size()));
    Eigen::MatrixXd cost(observation.size(), problem.distortion().cols());
    for (std::size_t j = 0; j < masses.size(); ++j) {
        const auto row = static_cast<Eigen::Index>(j);
        observation(row) = j < smooth_rows ? masses[j] * ((1.0 - flat_mass) / smooth) : masses[j];
        cost.row(row) = posterior[j].transpose() * problem.distortion();
    }
    return {FiniteProblem(observation.cwiseMax(0.0), cost, problem.divergence()), flat};
}

} // namespace perdis
