#pragma once

#include <perdis/certificate/certify_band.hpp>
#include <perdis/certificate/certify_map.hpp>
#include <perdis/certificate/certify_soft_threshold.hpp>
#include <perdis/curve/curve.hpp>
#include <perdis/divergence/alpha_form.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/solver/equalisation_band_solver.hpp>
#include <perdis/solver/monotone_map_solver.hpp>
#include <perdis/solver/soft_threshold_solver.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

#include <concepts>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// The solver that answers a scalar Gaussian problem over all estimators under a divergence: none unless specialised.
template <class Divergence>
struct LineMethod {
    static bool answers(const Divergence&) { return false; }
};

/// Total variation: the equalisation band.
template <>
struct LineMethod<TotalVariation> {
    using Solver = EqualisationBandSolver;
    static constexpr const char* name = "equalisation_band";
    static bool answers(const TotalVariation&) { return true; }
    static double slope(const TotalVariation&, double) { return 1.0; }
};

/// W₁: soft thresholds.
template <class Divergence>
    requires(std::derived_from<Divergence, Wasserstein> || std::derived_from<Divergence, WassersteinPower>)
struct LineMethod<Divergence> {
    using Solver = SoftThresholdSolver;
    static constexpr const char* name = "soft_threshold";
    static bool answers(const Divergence& divergence) { return divergence.order() == 1.0; }
    static double slope(const Divergence&, double) { return 1.0; }
};

/// KL(p‖q), H², H, χ²(p‖q), Rényi and α-divergences of order a > 0: the increasing map of a boundary value problem.
template <AlphaDivergence Divergence>
struct LineMethod<Divergence> {
    using Solver = MonotoneMapSolver;
    static constexpr const char* name = "monotone_map";
    static bool answers(const Divergence& divergence) { return alpha_form(divergence).order() > 0.0; }
    static double slope(const Divergence& divergence, double perception) {
        return alpha_form(divergence).slope_at(perception);
    }
};

/// The perception-distortion function of a normal X in normal noise under squared error, over all estimators.
///
/// Every claim of LineMethod's solver is certified. A distortion below D_min − slack() has P = lower = upper = inf and
/// slope −inf; slack() is 8 ε D_min.
///
/// @throws DomainError for options outside the theory; at() for a NaN.
template <class Divergence>
class LineCurveModel : public CurveModel {
public:
    explicit LineCurveModel(LinearGaussianProblem<double, Divergence> problem)
        : problem_(std::move(problem)), line_(problem_) {}

    [[nodiscard]] double min_distortion() const override { return line_.min_distortion(); }
    [[nodiscard]] double max_distortion() const override { return line_.max_distortion(); }
    [[nodiscard]] double minimum_perception() const override { return 0.0; }
    [[nodiscard]] double slack() const override { return line_.slack(); }
    [[nodiscard]] std::string method() const override { return LineMethod<Divergence>::name; }

    /// The claim at D: a LineSolution.
    [[nodiscard]] auto solve(double distortion) const { return solver_(problem_, distortion); }
    /// The certified point of a claim.
    template <class Estimator>
    [[nodiscard]] CurvePoint certified(const LineSolution<Estimator>& claim) const {
        const Certificate proof = certify(problem_, claim);
        return {claim.distortion, proof.upper, proof.lower, proof.upper, slope(claim.multiplier, proof.upper)};
    }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        points.reserve(distortions.size());
        for (const double distortion : distortions) {
            points.push_back(certified(solve(distortion)));
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    /// −λ through the transform; λ = 0 from D_max on, inf at D_min.
    [[nodiscard]] double slope(double multiplier, double perception) const {
        if (multiplier == 0.0) { return 0.0; }
        if (multiplier == std::numeric_limits<double>::infinity()) { return -multiplier; }
        return -multiplier * LineMethod<Divergence>::slope(problem_.divergence(), perception);
    }

    LinearGaussianProblem<double, Divergence> problem_;
    GaussianLine line_;
    typename LineMethod<Divergence>::Solver solver_ = {};
};

/// The curve model over all estimators.
///
/// @throws DomainError for a divergence without a method.
template <class Divergence>
std::shared_ptr<const CurveModel> line_curve_model(const LinearGaussianProblem<double, Divergence>& problem) {
    require(LineMethod<Divergence>::answers(problem.divergence()), "Problem",
            "estimators: no method answers for all estimators under this divergence yet; ask for linear");
    if constexpr (requires { LineMethod<Divergence>::name; }) {
        return std::make_shared<const LineCurveModel<Divergence>>(problem);
    } else {
        return nullptr;
    }
}

} // namespace perdis
