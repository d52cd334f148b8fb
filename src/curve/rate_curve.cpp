#include <perdis/curve/rate_curve.hpp>

#include <perdis/certificate/certify_rate.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/solver/blahut_arimoto.hpp>

#include <limits>

namespace perdis {

std::vector<RatePoint> rate_curve(const RateProblem& problem, const std::vector<double>& distortions,
                                  const Progress& progress) {
    const BlahutArimoto solver;
    const auto total = static_cast<int>(distortions.size());
    std::vector<RatePoint> points;
    for (const double distortion : distortions) {
        const RateSolution claim = solver(problem, distortion);
        const Certificate proof = certify(problem, claim);
        const double infinity = std::numeric_limits<double>::infinity();
        const double slope = claim.status == Status::infeasible ? -infinity : 0.0 - claim.slope;
        points.push_back({distortion, proof.upper, proof.lower, proof.upper, slope});
        if (progress) { progress(static_cast<int>(points.size()), total); }
    }
    return points;
}

std::vector<RatePoint> rate_curve(const RateProblem& problem, int count, const Progress& progress) {
    require(count >= 2, "rate_curve", "count", count, "[2, inf)");
    std::vector<double> distortions;
    for (int i = 0; i < count; ++i) {
        distortions.push_back(i + 1 == count ? problem.max_distortion()
                                             : problem.min_distortion() + problem.max_excess() * i / (count - 1));
    }
    return rate_curve(problem, distortions, progress);
}

} // namespace perdis
