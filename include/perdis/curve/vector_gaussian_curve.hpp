#pragma once

#include <perdis/certificate/certify_gaussian.hpp>
#include <perdis/curve/curve.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <vector>

namespace perdis {

/// The curve of a normal vector seen through a linear Gaussian channel: over all estimators, which may be taken jointly
/// normal with Y for these divergences.
///
/// minimum_perception() is 0. A distortion below D_min − slack() has P = lower = upper = inf and slope −inf; from D_max on, as
/// rounded, P = lower = upper = 0.
///
/// @throws DomainError from at() and certified() for a NaN.
class VectorGaussianCurveModel : public CurveModel {
public:
    [[nodiscard]] virtual const GaussianProblem& problem() const = 0;
    /// The claim at D, estimator included.
    [[nodiscard]] virtual GaussianSolution solve(double distortion) const = 0;
    /// The certified point of a claim.
    [[nodiscard]] CurvePoint certified(const GaussianSolution& claim) const;

    [[nodiscard]] double min_distortion() const override { return problem().min_distortion(); }
    [[nodiscard]] double minimum_perception() const override { return 0.0; }
    [[nodiscard]] double slack() const override { return problem().slack(); }
    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override;

private:
    /// The points that need no claim: below D_min − slack and from D_max on.
    [[nodiscard]] std::optional<CurvePoint> settled(double distortion) const;
    /// The certified point of a claim at another D.
    [[nodiscard]] virtual CurvePoint prove(const GaussianSolution& claim) const = 0;
    /// The same at such a D.
    ///
    /// @param last  the claim at the D before, if there was one; becomes the claim at this D where one is made.
    [[nodiscard]] virtual CurvePoint prove_at(double distortion, GaussianSolution& last) const = 0;
};

/// A shared curve model of normal vectors.
using VectorGaussianCurve = std::shared_ptr<const VectorGaussianCurveModel>;

/// W₂: one coupling of X and X*, certified once, serves the whole curve.
VectorGaussianCurve vector_gaussian_curve_model(const GaussianProblem& problem, const Wasserstein2& divergence);
/// W₂²: the same.
VectorGaussianCurve vector_gaussian_curve_model(const GaussianProblem& problem, const SquaredWasserstein2& divergence);
/// KL(q‖p): a root in λ for each D, certified at each.
VectorGaussianCurve vector_gaussian_curve_model(const GaussianProblem& problem,
                                                const ReverseKullbackLeibler& divergence);

/// A divergence for which the curve of normal vectors is known.
template <class D>
concept VectorGaussianDivergence = requires(const GaussianProblem& problem, const D& divergence) {
    { vector_gaussian_curve_model(problem, divergence) } -> std::convertible_to<VectorGaussianCurve>;
};

/// Traces the curve of normal vectors.
///
/// @throws DomainError for options that no vector curve answers, and where the prior and the channel do not fit.
template <VectorGaussianDivergence Divergence>
Curve trace(const VectorGaussianProblem<Divergence>& problem, const TraceOptions& options = {}) {
    const VectorGaussianCurve model = vector_gaussian_curve_model(reduce(problem), problem.divergence());
    return trace(std::shared_ptr<const CurveModel>(model), options);
}

} // namespace perdis
