#include <perdis/solver/blahut_arimoto.hpp>

#include "rate_iterate.hpp"
#include "rate_newton.hpp"

#include <perdis/core/domain_error.hpp>

#include <cmath>
#include <limits>

namespace perdis {

namespace {

/// From D_max on: the one symbol of least mean distortion.
RateSolution constant_output(const RateProblem& problem) {
    Eigen::Index best = 0;
    (problem.source().transpose() * problem.excess()).minCoeff(&best);
    RateSolution solution;
    solution.conditional = RowMatrix::Zero(problem.excess().rows(), problem.excess().cols());
    solution.conditional.col(best).setOnes();
    solution.potentials = Eigen::VectorXd::Zero(problem.source().size());
    return solution;
}

} // namespace

BlahutArimoto::BlahutArimoto(double tolerance) : tolerance_(tolerance) {
    require(tolerance > 0.0, "BlahutArimoto", "tolerance", tolerance, "(0, inf)");
}

RateSolution BlahutArimoto::operator()(const RateProblem& problem, double distortion) const {
    require(distortion == distortion, "BlahutArimoto", "distortion", distortion, "[-inf, inf]");
    const double budget = problem.budget(distortion);
    RateSolution solution;
    solution.distortion = distortion;
    if (budget < 0.0) { return solution; }
    if (distortion >= problem.max_distortion() || budget >= problem.max_excess()) {
        solution = constant_output(problem);
        solution.distortion = distortion;
        solution.status = Status::solved;
        return solution;
    }
    constexpr int sweeps = 10;
    constexpr int most_steps = 100;
    constexpr int patience = 30;
    RateIterate iterate(problem, budget);
    const auto good = [&] { return iterate.gap() <= tolerance_ * (1.0 + std::abs(iterate.lower())); };
    int iterations = 1;
    for (iterate.meet_budget(); iterations < sweeps && !good(); ++iterations) { iterate.sweep(); }
    RateIterate best = iterate;
    if (!good()) {
        RateNewton newton(iterate);
        for (int since = 0; since < patience && iterations < most_steps && newton.step() && !good(); ++iterations) {
            ++since;
            if (iterate.gap() < best.gap()) {
                best = iterate;
                since = 0;
            }
        }
        if (iterate.gap() < best.gap()) { best = iterate; }
    }
    solution = best.claim(problem);
    solution.distortion = distortion;
    solution.iterations = iterations;
    solution.status = best.gap() <= tolerance_ * (1.0 + std::abs(best.lower())) ? Status::solved : Status::stagnated;
    return solution;
}

} // namespace perdis
