#pragma once

#include <perdis/curve/curve.hpp>
#include <perdis/tradeoff/rate_problem.hpp>

#include <vector>

namespace perdis {

/// One point of a rate-distortion function; the rate is attained and equals upper   [nats].
struct RatePoint {
    double distortion = 0.0;
    double rate = 0.0;
    double lower = 0.0;
    double upper = 0.0;
    /// R′ from the left: −s; −inf at D_min, 0 beyond D_max.
    double slope = 0.0;
};

/// The certified points of R(D) at these distortions; infinite below D_min.
///
/// @throws DomainError for NaN.
std::vector<RatePoint> rate_curve(const RateProblem& problem, const std::vector<double>& distortions,
                                  const Progress& progress = {});

/// R(D) at count points equally spaced over [D_min, D_max], both ends included.
///
/// @domain count in [2, inf).
/// @throws DomainError outside the domain.
std::vector<RatePoint> rate_curve(const RateProblem& problem, int count = 50, const Progress& progress = {});

} // namespace perdis
