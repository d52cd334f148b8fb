#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/curve/vector_gaussian_curve.hpp>
#include <perdis/divergence/renyi_form.hpp>

#include <memory>

namespace perdis {

/// The curve over estimators that are jointly normal with Y, X̂ = AY + b + noise, of a divergence that increases with a Rényi
/// divergence: an upper bound on P(D), and method() says so. Its slope is that of d, −f′(R)λ. CommutingRenyi where S_X and S_*
/// commute, JointlyGaussianRenyi where they do not.
VectorGaussianCurve jointly_gaussian_curve_model(const GaussianProblem& problem, const RenyiForm& divergence);

/// The curve of KL(p‖q), Rényi, H, H² or χ² over jointly normal estimators: options().estimators == Estimators::linear.
///
/// @throws DomainError for a problem whose options ask for anything else.
template <RenyiShaped Divergence>
VectorGaussianCurve vector_gaussian_curve_model(const VectorGaussianProblem<Divergence>& problem) {
    require(problem.options().estimators == Estimators::linear, "Problem",
            "estimators: this divergence of normal vectors is answered for linear estimators; ask for linear");
    return jointly_gaussian_curve_model(reduce(problem), renyi_form(problem.divergence()));
}

/// Traces that curve.
template <RenyiShaped Divergence>
Curve trace(const VectorGaussianProblem<Divergence>& problem, const TraceOptions& options = {}) {
    return trace(std::shared_ptr<const CurveModel>(vector_gaussian_curve_model(problem)), options);
}

} // namespace perdis
