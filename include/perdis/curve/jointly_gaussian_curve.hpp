#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/curve/vector_gaussian_curve.hpp>
#include <perdis/divergence/alpha_form.hpp>

#include <memory>

namespace perdis {

/// The curve over estimators that are jointly normal with Y, X̂ = AY + b + noise, of a divergence that increases with a Rényi
/// divergence: an upper bound on P(D), and method() says so. Its slope is that of d, −λ ∂d/∂R_a. CommutingRenyi where S_X and S_*
/// commute, JointlyGaussianRenyi where they do not.
VectorGaussianCurve jointly_gaussian_curve_model(const GaussianProblem& problem, const AlphaForm& divergence);

/// The curve of KL(p‖q), Rényi, H, H², χ² or an α-divergence over jointly normal estimators: options().estimators ==
/// Estimators::linear.
///
/// @throws DomainError for a problem whose options ask for anything else, and for an order a ≤ 0.
template <AlphaDivergence Divergence>
VectorGaussianCurve vector_gaussian_curve_model(const VectorGaussianProblem<Divergence>& problem) {
    require(problem.options().estimators == Estimators::linear, "Problem",
            "estimators: this divergence of normal vectors is answered for linear estimators; ask for linear");
    const AlphaForm form = alpha_form(problem.divergence());
    require(form.order() > 0.0, "Problem", "order of a divergence of normal vectors", form.order(), "(0, inf)");
    return jointly_gaussian_curve_model(reduce(problem), form);
}

/// Traces that curve.
template <AlphaDivergence Divergence>
Curve trace(const VectorGaussianProblem<Divergence>& problem, const TraceOptions& options = {}) {
    return trace(std::shared_ptr<const CurveModel>(vector_gaussian_curve_model(problem)), options);
}

} // namespace perdis
