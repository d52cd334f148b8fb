#include <perdis/solver/parametric_family.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/minimise.hpp>

#include <cmath>
#include <limits>

namespace perdis {

namespace {

/// The family with its last answer: objective and constraint ask for the same θ in turn. It counts.
class Oracle {
public:
    explicit Oracle(const ParametricProblem& problem) : problem_(problem) {}

    const FamilyPoint& operator()(const Eigen::VectorXd& parameters) {
        if (evaluations_ > 0 && parameters == last_) { return point_; }
        point_ = problem_.family(parameters);
        if (std::isnan(point_.distortion) || std::isnan(point_.perception)) { point_ = FamilyPoint{}; }
        last_ = parameters;
        ++evaluations_;
        return point_;
    }
    [[nodiscard]] long evaluations() const { return evaluations_; }

private:
    const ParametricProblem& problem_;
    Eigen::VectorXd last_;
    FamilyPoint point_;
    long evaluations_ = 0;
};

} // namespace

ParametricSolution ParametricFamily::operator()(const ParametricProblem& problem, double distortion) const {
    require(distortion == distortion, "ParametricFamily", "distortion", distortion, "[-inf, inf]");
    require(static_cast<bool>(problem.family), "ParametricFamily", "the problem has no family");
    Oracle oracle(problem);
    MinimiseOptions search;
    search.lower = problem.lower;
    search.upper = problem.upper;
    search.tolerance = options_.tolerance;
    search.maximum_evaluations = options_.maximum_evaluations;
    search.starts = options_.starts;
    search.seed = options_.seed;
    MinimiseOptions constrained = search;
    constrained.constraint_tolerance = 0.0;
    constrained.constraints = {[&](const Eigen::VectorXd& x) { return oracle(x).distortion - distortion; }};
    if (distortion == std::numeric_limits<double>::infinity()) { constrained.constraints.clear(); }
    const auto perception = [&](const Eigen::VectorXd& x) { return oracle(x).perception; };

    Minimum best = minimise(perception, problem.start, constrained);
    if (!(oracle(best.argument).distortion <= distortion)) {
        best = minimise([&](const Eigen::VectorXd& x) { return oracle(x).distortion; }, problem.start, search);
        const FamilyPoint nearest = oracle(best.argument);
        if (!(nearest.distortion <= distortion)) {
            const double infinite = std::numeric_limits<double>::infinity();
            return {Status::infeasible, best.argument, nearest.distortion, infinite, oracle.evaluations()};
        }
        best = minimise(perception, best.argument, constrained);
    }
    const FamilyPoint found = oracle(best.argument);
    return {best.converged ? Status::solved : Status::stagnated, best.argument, found.distortion, found.perception,
            oracle.evaluations()};
}

} // namespace perdis
