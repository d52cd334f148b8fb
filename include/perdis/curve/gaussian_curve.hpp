#pragma once

#include <perdis/certificate/certify_linear.hpp>
#include <perdis/curve/curve.hpp>
#include <perdis/curve/line_curve.hpp>
#include <perdis/curve/trace.hpp>
#include <perdis/divergence/linear_slope.hpp>
#include <perdis/solver/closed_form.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>
#include <perdis/tradeoff/linear_gaussian_problem.hpp>

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// The curve of Example 1: the closed form's claims, each certified.
///
/// It is the linear family's curve, an upper bound on P(D) and equal to it where linear_is_optimal(); method() says which
/// was asked for. minimum_perception() is 0, slack() is
/// 8 ε D_min. A distortion below D_min − slack() has P = lower = upper = inf and slope −inf.
///
/// @throws DomainError for a problem that require_linear_family() refuses; at() for a NaN.
template <GaussianDivergence<double> Divergence>
class GaussianCurveModel : public CurveModel {
public:
    explicit GaussianCurveModel(LinearGaussianProblem<double, Divergence> problem)
        : problem_(std::move(problem)), family_(problem_.prior(), problem_.channel()) {
        require_linear_family(problem_);
    }

    [[nodiscard]] double min_distortion() const override { return family_.min_distortion(); }
    [[nodiscard]] double max_distortion() const override { return family_.max_distortion(); }
    [[nodiscard]] double minimum_perception() const override { return 0.0; }
    [[nodiscard]] double slack() const override { return distortion_slack(problem_); }
    [[nodiscard]] std::string method() const override {
        return problem_.options().estimators == Estimators::linear ? "closed_form (linear estimators)"
                                                                   : "closed_form (linear estimators are optimal)";
    }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        points.reserve(distortions.size());
        for (const double distortion : distortions) {
            const auto claim = ClosedForm{}(problem_, distortion);
            const Certificate proof = certify(problem_, claim);
            // Where d is infinite on the boundary of its domain the claim has no slope but the limit's.
            const double slope = claim.multiplier >= 0.0 ? 0.0 - claim.multiplier : -infinite;
            points.push_back({distortion, proof.upper, proof.lower, proof.upper, slope});
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    static constexpr double infinite = std::numeric_limits<double>::infinity();

    LinearGaussianProblem<double, Divergence> problem_;
    GaussianLinearFamily<double> family_;
};

/// The curve model of a Gaussian problem: of the linear family where that is asked for or optimal, else over all estimators.
template <GaussianDivergence<double> Divergence>
std::shared_ptr<const CurveModel> gaussian_curve_model(const LinearGaussianProblem<double, Divergence>& problem) {
    if (problem.options().estimators == Estimators::all && !linear_is_optimal(problem.divergence())) {
        return line_curve_model(problem);
    }
    return std::make_shared<const GaussianCurveModel<Divergence>>(problem);
}

/// Traces a Gaussian prior in Gaussian noise under squared error: P(D), or Example 1 with Estimators::linear.
///
/// @throws DomainError for options outside the theory, or a divergence that has no method for all estimators.
template <GaussianDivergence<double> Divergence>
Curve trace(const LinearGaussianProblem<double, Divergence>& problem, const TraceOptions& options = {}) {
    return trace(gaussian_curve_model(problem), options);
}

} // namespace perdis
