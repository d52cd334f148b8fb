#pragma once

#include <perdis/curve/curve.hpp>
#include <perdis/tradeoff/semi_discrete_problem.hpp>

#include <memory>

namespace perdis {

/// The curve model of a finite prior with a continuous observation: SemiDiscreteSolver's claims, each certified.
///
/// The slope at D_min is −inf where thresholds between symbols of different prices can move there: that costs distortion in
/// the second order only.
std::shared_ptr<const CurveModel> semi_discrete_curve_model(const SemiDiscreteProblem& problem);

} // namespace perdis
