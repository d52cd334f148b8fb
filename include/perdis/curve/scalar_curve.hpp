#pragma once

#include <perdis/certificate/certify_scalar_transport.hpp>
#include <perdis/curve/curve.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/divergence/wasserstein_power.hpp>
#include <perdis/law/gaussian_mixture.hpp>
#include <perdis/law/univariate.hpp>
#include <perdis/solver/scalar_transport.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <vector>

namespace perdis {

/// W_r or W_r^r.
template <class Divergence>
concept WassersteinFamily =
    std::derived_from<Divergence, Wasserstein> || std::derived_from<Divergence, WassersteinPower>;

/// What is drawn: the distance or its r-th power.
enum class TransportScale { distance, power };

/// The perception-distortion function of a scalar X in normal noise under squared error and W₁, W₂ or W₂², X̂ anywhere on
/// the line: ScalarTransport's claims, each certified.
///
/// A distortion below D_min − slack() has P = lower = upper = inf and slope −inf.
///
/// @throws DomainError for an order other than 1 and 2; at() for a NaN.
class ScalarCurveModel : public CurveModel {
public:
    ScalarCurveModel(ScalarProblem problem, double order, TransportScale scale);

    [[nodiscard]] double min_distortion() const override { return problem_.min_distortion(); }
    [[nodiscard]] double max_distortion() const override { return problem_.max_distortion(); }
    [[nodiscard]] double minimum_perception() const override { return 0.0; }
    [[nodiscard]] double slack() const override { return problem_.slack(); }
    [[nodiscard]] std::string method() const override { return "scalar_transport"; }
    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override;

    /// The claim at D.
    [[nodiscard]] ScalarSolution solve(double distortion) const { return solver_(distortion); }

private:
    ScalarProblem problem_;
    ScalarTransport solver_;
    ScalarTransportCertifier certify_;
    TransportScale scale_;
};

/// The curve model of a scalar problem over the whole line under a Wasserstein distance.
template <class Prior, WassersteinFamily Divergence>
std::shared_ptr<const CurveModel> scalar_curve_model(const ScalarGaussianProblem<Prior, Divergence>& problem) {
    const auto scale = std::derived_from<Divergence, Wasserstein> ? TransportScale::distance : TransportScale::power;
    return std::make_shared<const ScalarCurveModel>(ScalarProblem(problem), problem.divergence().order(), scale);
}

/// Traces any scalar prior in normal noise under squared error and W₁, W₂ or W₂².
template <WassersteinFamily Divergence>
Curve trace(const ScalarGaussianProblem<Univariate, Divergence>& problem, const TraceOptions& options = {}) {
    return trace(scalar_curve_model(problem), options);
}

/// The same of a mixture of normal laws.
template <WassersteinFamily Divergence>
Curve trace(const ScalarGaussianProblem<GaussianMixture<double>, Divergence>& problem,
            const TraceOptions& options = {}) {
    return trace(scalar_curve_model(problem), options);
}

/// A finite prior: on the whole line where the options say so, else on its alphabet.
template <WassersteinFamily Divergence>
Curve trace(const ScalarGaussianProblem<Discrete<double>, Divergence>& problem, const TraceOptions& options = {}) {
    if (problem.options().space == Space::whole) { return trace(scalar_curve_model(problem), options); }
    return trace(reduce(problem), options);
}

} // namespace perdis
