#include <perdis/solver/soft_threshold_solver.hpp>

#include <perdis/numeric/normal_excess.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The t with E min(Z², t²) = share, through the share or through what it lacks of 1, whichever is smaller.
double threshold_at(double share) {
    const bool inner = share < 0.5;
    const auto excess = [&](double t) {
        return inner ? normal_clipped_square(t) - share : (1.0 - share) - normal_clipped_square_rest(t);
    };
    double left = std::sqrt(share); // E min(Z², t²) ≤ t²
    double right = inner ? 2.0 * left : 40.0;
    while (excess(right) < 0.0) { right *= 2.0; }
    if (!(excess(left) < 0.0)) { return left; }
    std::uintmax_t evaluations = 200;
    const auto close = [](double a, double b) {
        return std::abs(b - a) <= 2.0 * std::numeric_limits<double>::epsilon() * std::abs(b);
    };
    const auto root =
        boost::math::tools::toms748_solve(excess, left, right, excess(left), excess(right), close, evaluations);
    return root.first; // the smaller one spends no more than the budget
}

} // namespace

LineSolution<SoftThreshold> SoftThresholdSolver::solve(const GaussianLine& line, double distortion) const {
    const Shrinkage& shrinkage = line.shrinkage();
    switch (line.place(distortion)) {
    case GaussianLine::Place::infeasible:
        return {Status::infeasible, distortion, SoftThreshold(shrinkage, 0.0), infinite};
    case GaussianLine::Place::minimum:
        return {Status::solved, distortion, SoftThreshold(shrinkage, 0.0), infinite};
    case GaussianLine::Place::perfect:
        return {Status::solved, distortion, SoftThreshold(shrinkage, infinite), 0.0};
    case GaussianLine::Place::between:
        break;
    }
    const double share = line.excess(distortion) / line.max_excess();
    if (!(share < 1.0)) { return {Status::solved, distortion, SoftThreshold(shrinkage, infinite), 0.0}; }
    const double t = threshold_at(share);
    return {Status::solved, distortion, SoftThreshold(shrinkage, t), 0.5 / (line.deviation() * shrinkage.gap * t)};
}

} // namespace perdis
