#include <perdis/solver/stationary_transport.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

/// The claim for W₂; the multiplier is left out.
template <class Divergence>
StationarySolution claim(const SpectralProblem<Divergence>& problem, double distortion) {
    require(distortion == distortion, "StationaryTransport", "distortion", distortion, "[-inf, inf]");
    const StationaryJoint& joint = problem.joint();
    if (distortion >= problem.max_distortion()) { return {Status::solved, distortion, transport_partner(joint), 0.0}; }
    const double excess = distortion - joint.min_distortion();
    const bool least = excess <= problem.slack();
    const double share = least ? 0.0 : std::sqrt(excess / joint.squared_gap());
    StationaryEstimator estimator = transport_partner(joint);
    estimator.gain = joint.deviation() + share * (estimator.gain - joint.deviation());
    estimator.noise *= share * share;
    const Status status = least && -excess > problem.slack() ? Status::infeasible : Status::solved;
    return {status, distortion, std::move(estimator),
            least ? std::numeric_limits<double>::infinity() : 0.5 / std::sqrt(excess)};
}

} // namespace

StationarySolution StationaryTransport::operator()(const SpectralProblem<Wasserstein2>& problem,
                                                   double distortion) const {
    return claim(problem, distortion);
}

StationarySolution StationaryTransport::operator()(const SpectralProblem<SquaredWasserstein2>& problem,
                                                   double distortion) const {
    StationarySolution solution = claim(problem, distortion);
    if (std::isfinite(solution.multiplier)) { // (W²)′ = 2 W W′
        const double root = std::sqrt(distortion - problem.min_distortion());
        solution.multiplier *= 2.0 * std::max(0.0, std::sqrt(problem.joint().squared_gap()) - root);
    }
    return solution;
}

} // namespace perdis
