#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>

#include <algorithm>
#include <limits>

namespace perdis {

/// δ = D − D_min of a scalar problem over the whole line, between bounds, and where D lies.
///
///     P(D) = min_q d(p, q)   subject to   W₂²(r, q) ≤ δ,   r the law of X* = E[X|Y]
///
/// @throws DomainError for a NaN.
class ScalarExcess {
public:
    enum class Place { infeasible, minimum, between, perfect };

    ScalarExcess(const ScalarProblem& problem, double distortion) {
        require(distortion == distortion, "Problem", "distortion", distortion, "[-inf, inf]");
        const double least = problem.min_distortion();
        value_ = distortion - least;
        const double error = problem.min_distortion_error() + 4.0 * std::numeric_limits<double>::epsilon() * least;
        least_ = value_ - error;
        most_ = value_ + error;
        if (distortion < least - problem.slack()) {
            place_ = Place::infeasible;
        } else if (problem.perfect() || distortion >= problem.max_distortion()) {
            place_ = Place::perfect;
        } else {
            place_ = value_ <= problem.slack() || !(least_ > 0.0) ? Place::minimum : Place::between;
        }
    }

    [[nodiscard]] Place place() const { return place_; }
    [[nodiscard]] double value() const { return value_; }
    [[nodiscard]] double least() const { return least_; }
    [[nodiscard]] double most() const { return most_; }

private:
    Place place_;
    double value_, least_, most_;
};

/// @throws DomainError for a prior without a density: its divergence from the law of any X̂ that has one is trivial.
inline void require_density(const ScalarProblem& problem) {
    require(
        problem.joint().prior_has_density(), "Problem",
        "prior: a finite law restored on the whole line has no density; the divergence must be a Wasserstein distance, "
        "or the reconstruction its support");
}

} // namespace perdis
