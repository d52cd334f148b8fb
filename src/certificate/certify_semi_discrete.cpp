#include <perdis/certificate/certify_semi_discrete.hpp>

#include "cell_deficiency.hpp"
#include "lower_bound.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

void check(const std::vector<double>& edges) {
    for (std::size_t j = 0; j < edges.size(); ++j) {
        require(std::isfinite(edges[j]) && (j == 0 || edges[j - 1] < edges[j]), "certify", "the edges do not ascend");
    }
}

std::vector<Eigen::Index> usable(const SemiDiscreteProblem& problem) {
    std::vector<Eigen::Index> symbols;
    for (Eigen::Index z = 0; z < problem.distortion().cols(); ++z) {
        if (problem.usable(z)) { symbols.push_back(z); }
    }
    return symbols;
}

/// The dual bound on s over all estimators: that over the cells' less what it may be off by, the minima missing inside cells
/// and the noise's cdf.
double below_all(const SemiDiscreteProblem& problem, const FiniteProblem& cells, const SemiDiscreteSolution& solution) {
    const Solution& claim = solution.claim;
    const double multiplier = std::max(claim.multiplier, 0.0);
    const double spread = claim.prices.maxCoeff() - claim.prices.minCoeff();
    const double loss = cell_deficiency(problem, solution.edges, claim.prices, multiplier, usable(problem))
                        + 16.0 * epsilon * (spread + multiplier * claim.distortion);
    // lower_bound() tightens by a factor of up to e³ on prices and λ; the loss grows with it.
    const double plain = lower_bound(cells, claim, -infinite) - loss;
    return std::max(plain, lower_bound(cells, claim, infinite) - std::exp(3.0) * loss);
}

} // namespace

Certificate certify(const SemiDiscreteProblem& problem, const SemiDiscreteSolution& solution) {
    check(solution.edges);
    const Solution& claim = solution.claim;
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    const FiniteProblem cells = problem.on_cells(solution.edges);
    // On the true cells of the cheapest symbols the finite problem's D_min is the problem's own.
    const auto symbols = usable(problem);
    const double below =
        cell_deficiency(problem, solution.edges, Eigen::VectorXd::Zero(problem.distortion().cols()), 1.0, symbols);
    if (claim.distortion < cells.usable_distortion() - below - cells.slack() || !cells.attainable()) {
        return {infinite, infinite};
    }
    Certificate certificate = certify(cells, claim);
    const FiniteDivergence& d = problem.divergence();
    const double least = cells.minimum_perception();
    if (claim.distortion <= cells.usable_distortion() + cells.slack()) {
        if (!(below <= cells.slack())) { certificate.lower = least; }
        return certificate;
    }
    if (certificate.upper <= least) { return certificate; }
    const double bound = below_all(problem, cells, solution);
    certificate.lower = std::clamp(d.transform(std::max(bound, 0.0)), least, std::max(certificate.upper, least));
    return certificate;
}

RowMatrix feasible_estimator(const SemiDiscreteProblem& problem, const SemiDiscreteSolution& solution) {
    return feasible_estimator(problem.on_cells(solution.edges), solution.claim);
}

} // namespace perdis
