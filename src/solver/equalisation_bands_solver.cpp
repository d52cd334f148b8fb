#include <perdis/solver/equalisation_bands_solver.hpp>

#include <perdis/core/domain_error.hpp>

#include "band_budget.hpp"

#include <perdis/tradeoff/scalar_excess.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

EqualisationBandsSolver::EqualisationBandsSolver(ScalarProblem problem) : problem_(std::move(problem)) {
    require_density(problem_);
    const double ratio = std::sqrt(problem_.joint().noise_variance() / problem_.joint().prior_variance());
    require(ratio >= 5e-4, "EqualisationBandsSolver", "the noise's deviation over that of the prior", ratio,
            "[0.0005, inf)"); // the bands of less noise are too many and too narrow for a double
    budget_ = std::make_shared<const BandBudget>(problem_.joint());
}

LineSolution<EqualisationBands> EqualisationBandsSolver::operator()(double distortion) const {
    const ScalarJoint& joint = problem_.joint();
    const ScalarExcess excess(problem_, distortion);
    switch (excess.place()) {
    case ScalarExcess::Place::infeasible:
        return {Status::infeasible, distortion, EqualisationBands(joint, {}), infinite};
    case ScalarExcess::Place::minimum:
        return {Status::solved, distortion, EqualisationBands(joint, {}), infinite};
    case ScalarExcess::Place::perfect:
        return {Status::solved, distortion, EqualisationBands(joint, {ObservationBand{}}), 0.0};
    case ScalarExcess::Place::between:
        break;
    }
    BandBudget::Found found = (*budget_)(excess.least() * (1.0 - 1e-12));
    return {found.met ? Status::solved : Status::stagnated, distortion,
            EqualisationBands(joint, std::move(found.bands)), found.multiplier};
}

} // namespace perdis
