#pragma once

#include <perdis/certificate/certify_bands.hpp>
#include <perdis/certificate/certify_scalar_map.hpp>
#include <perdis/curve/curve.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/divergence/alpha_form.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/law/gaussian_mixture.hpp>
#include <perdis/law/univariate.hpp>
#include <perdis/solver/equalisation_bands_solver.hpp>
#include <perdis/solver/scalar_map_solver.hpp>

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// KL(p‖q), H², H, χ²(p‖q), Rényi and α-divergences of order a > 0: the increasing map of a boundary value problem.
class ScalarMapMethod {
public:
    ScalarMapMethod(const ScalarProblem& problem, AlphaForm form)
        : problem_(problem), form_(form), solver_(problem, form.order()) {}
    static constexpr const char* name = "scalar_map";
    [[nodiscard]] LineSolution<ScalarMap> solve(double distortion) const { return solver_(distortion); }
    [[nodiscard]] Certificate prove(const LineSolution<ScalarMap>& claim) const {
        return certify(problem_, form_, claim);
    }
    /// ∂d/∂A_a where d has this value.
    [[nodiscard]] double slope_at(double perception) const { return form_.slope_at(perception); }

private:
    ScalarProblem problem_;
    AlphaForm form_;
    ScalarMapSolver solver_;
};

/// Total variation: equalisation bands.
class EqualisationBandsMethod {
public:
    explicit EqualisationBandsMethod(const ScalarProblem& problem) : problem_(problem), solver_(problem) {}
    static constexpr const char* name = "equalisation_bands";
    [[nodiscard]] LineSolution<EqualisationBands> solve(double distortion) const { return solver_(distortion); }
    [[nodiscard]] Certificate prove(const LineSolution<EqualisationBands>& claim) const {
        return certify(problem_, claim);
    }
    [[nodiscard]] double slope_at(double) const { return 1.0; }

private:
    ScalarProblem problem_;
    EqualisationBandsSolver solver_;
};

/// The perception-distortion function of a scalar X with a density in normal noise under squared error, over all
/// estimators: every claim of the method certified. A distortion below D_min − slack() has P = lower = upper = inf and
/// slope −inf.
///
/// @throws DomainError for options outside the theory; at() for a NaN.
template <class Method>
class ScalarDensityCurveModel : public CurveModel {
public:
    ScalarDensityCurveModel(ScalarProblem problem, Method method)
        : problem_(std::move(problem)), method_(std::move(method)) {}

    [[nodiscard]] double min_distortion() const override { return problem_.min_distortion(); }
    [[nodiscard]] double max_distortion() const override { return problem_.max_distortion(); }
    [[nodiscard]] double minimum_perception() const override { return 0.0; }
    [[nodiscard]] double slack() const override { return problem_.slack(); }
    [[nodiscard]] std::string method() const override { return Method::name; }

    /// The claim at D: a LineSolution.
    [[nodiscard]] auto solve(double distortion) const { return method_.solve(distortion); }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        for (const double distortion : distortions) {
            const auto claim = method_.solve(distortion);
            const Certificate proof = method_.prove(claim);
            points.push_back({distortion, proof.upper, proof.lower, proof.upper, slope(claim.multiplier, proof.upper)});
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    /// −λ through the transform; λ = 0 from D_max on, inf at D_min.
    [[nodiscard]] double slope(double multiplier, double perception) const {
        if (multiplier == 0.0 || !std::isfinite(multiplier)) { return 0.0 - multiplier; }
        return -multiplier * method_.slope_at(perception);
    }

    ScalarProblem problem_;
    Method method_;
};

/// Divergences for which a scalar prior with a density has a method.
template <class Divergence>
concept DensityDivergence = AlphaDivergence<Divergence> || std::same_as<Divergence, TotalVariation>;

/// The curve model of a scalar prior with a density under a divergence of densities.
template <class Prior, DensityDivergence Divergence>
std::shared_ptr<const CurveModel> scalar_density_curve_model(const ScalarGaussianProblem<Prior, Divergence>& problem) {
    const ScalarProblem line(problem);
    if constexpr (AlphaDivergence<Divergence>) {
        ScalarMapMethod method(line, alpha_form(problem.divergence()));
        return std::make_shared<const ScalarDensityCurveModel<ScalarMapMethod>>(line, std::move(method));
    } else {
        return std::make_shared<const ScalarDensityCurveModel<EqualisationBandsMethod>>(line,
                                                                                        EqualisationBandsMethod(line));
    }
}

/// Traces any scalar prior with a density in normal noise under squared error.
template <DensityDivergence Divergence>
Curve trace(const ScalarGaussianProblem<Univariate, Divergence>& problem, const TraceOptions& options = {}) {
    return trace(scalar_density_curve_model(problem), options);
}

/// The same of a mixture of normal laws.
template <DensityDivergence Divergence>
Curve trace(const ScalarGaussianProblem<GaussianMixture<double>, Divergence>& problem,
            const TraceOptions& options = {}) {
    return trace(scalar_density_curve_model(problem), options);
}

} // namespace perdis
