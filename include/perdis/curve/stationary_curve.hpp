#pragma once

#include <perdis/certificate/certify_stationary.hpp>
#include <perdis/curve/curve.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/solver/stationary_transport.hpp>
#include <perdis/solver/stationary_water_filling.hpp>
#include <perdis/tradeoff/spectral_problem.hpp>

#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace perdis {

/// The divergences that a stationary curve is traced for: W₂, W₂² and reverse KL.
template <class Divergence>
concept StationaryDivergence = requires(const SpectralProblem<Divergence>& problem, const StationarySolution& claim) {
    /// The certificate of a claim.
    { certify(problem, claim) } -> std::same_as<Certificate>;
};

/// The curve of a stationary Gaussian field: D and P per sample, as in SpectralProblem.
///
/// minimum_perception() is 0. A distortion below D_min − slack() has P = lower = upper = inf and slope −inf.
///
/// @throws DomainError from at() for a NaN.
template <StationaryDivergence Divergence>
class StationaryCurveModel : public CurveModel {
public:
    explicit StationaryCurveModel(const StationaryProblem<Divergence>& problem) : problem_(problem) {}

    [[nodiscard]] const SpectralProblem<Divergence>& problem() const { return problem_; }
    [[nodiscard]] double min_distortion() const override { return problem_.min_distortion(); }
    [[nodiscard]] double max_distortion() const override { return problem_.max_distortion(); }
    [[nodiscard]] double minimum_perception() const override { return 0.0; }
    [[nodiscard]] double slack() const override { return problem_.slack(); }
    [[nodiscard]] std::string method() const override { return entropic ? "water_filling" : "closed_form"; }

    /// The claim at D; warm where a claim at a nearby D helps.
    [[nodiscard]] StationarySolution solve(double distortion, const StationarySolution* warm = nullptr) const {
        if constexpr (entropic) {
            return StationaryWaterFilling{}(problem_, distortion, warm);
        } else {
            static_cast<void>(warm);
            return StationaryTransport{}(problem_, distortion);
        }
    }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        points.reserve(distortions.size());
        StationarySolution claim;
        for (const double distortion : distortions) {
            claim = solve(distortion, points.empty() ? nullptr : &claim);
            const Certificate proof = certify(problem_, claim);
            const bool flat = distortion >= max_distortion();
            points.push_back({distortion, proof.upper, proof.lower, proof.upper, flat ? 0.0 : -claim.multiplier});
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    static constexpr bool entropic = std::is_same_v<Divergence, ReverseKullbackLeibler>;

    SpectralProblem<Divergence> problem_;
};

/// The curve model of a stationary problem.
template <StationaryDivergence Divergence>
std::shared_ptr<const StationaryCurveModel<Divergence>>
stationary_curve_model(const StationaryProblem<Divergence>& problem) {
    return std::make_shared<const StationaryCurveModel<Divergence>>(problem);
}

/// Traces a stationary Gaussian field under a blur, down-sampling and white noise, squared error.
///
/// @throws DomainError for tori of different sizes and for options that no stationary solver answers.
template <StationaryDivergence Divergence>
Curve trace(const StationaryProblem<Divergence>& problem, const TraceOptions& options = {}) {
    return trace(std::shared_ptr<const CurveModel>(stationary_curve_model(problem)), options);
}

} // namespace perdis
