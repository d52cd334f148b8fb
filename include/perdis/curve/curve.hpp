#pragma once

#include <perdis/tradeoff/solution.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// One point of a perception-distortion curve; perception is attained and equals upper.
struct CurvePoint {
    double distortion = 0.0;
    double perception = 0.0;
    double lower = 0.0;
    double upper = 0.0;
    /// P′ from the right; −inf possible at D_min.
    double slope = 0.0;
};

/// Told after every point: how many are done, of how many.
using Progress = std::function<void(int done, int total)>;

/// What answers a curve's questions: one problem with the solver and the certificate that suit it.
class CurveModel {
public:
    virtual ~CurveModel() = default;
    [[nodiscard]] virtual double min_distortion() const = 0;
    [[nodiscard]] virtual double max_distortion() const = 0;
    [[nodiscard]] virtual double minimum_perception() const = 0;
    /// Distortions closer than this are equal.
    [[nodiscard]] virtual double slack() const = 0;
    /// The name of the method, as the tool prints it.
    [[nodiscard]] virtual std::string method() const = 0;
    /// The certified points at these distortions, which ascend.
    [[nodiscard]] virtual std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                                     const Progress& progress) const = 0;
};

/// The perception-distortion function of a problem, solved and certified wherever it is asked.
class Curve {
public:
    Curve(std::shared_ptr<const CurveModel> model, std::vector<CurvePoint> points)
        : model_(std::move(model)), points_(std::move(points)) {}

    /// D_min, the least distortion of any estimator.
    [[nodiscard]] double min_distortion() const { return model_->min_distortion(); }
    /// D_max, the least distortion at which P = P_min.
    [[nodiscard]] double max_distortion() const { return model_->max_distortion(); }
    /// P_min, 0 unless the reconstruction alphabet omits symbols of the support.
    [[nodiscard]] double minimum_perception() const { return model_->minimum_perception(); }
    /// The method that answers.
    [[nodiscard]] std::string method() const { return model_->method(); }

    /// The traced points, in ascending distortion.
    [[nodiscard]] const std::vector<CurvePoint>& points() const { return points_; }
    /// The point at D, solved and certified there; infinite below D_min.
    [[nodiscard]] CurvePoint point(double distortion) const { return model_->at({distortion}, {}).front(); }
    /// P(D).
    [[nodiscard]] double perception(double distortion) const { return point(distortion).perception; }
    /// P′(D) from the right.
    [[nodiscard]] double slope(double distortion) const { return point(distortion).slope; }
    /// lower ≤ P(D) ≤ upper.
    [[nodiscard]] Certificate certificate(double distortion) const {
        const CurvePoint found = point(distortion);
        return {found.lower, found.upper};
    }

    /// D(P), the least D with P(D) ≤ P; inf for P < P_min.
    ///
    /// @accuracy  1e-12 (D_max − D_min), or where P is flat its certificate's width over the slope.
    /// @throws    DomainError for NaN.
    [[nodiscard]] double distortion(double perception) const;

private:
    std::shared_ptr<const CurveModel> model_;
    std::vector<CurvePoint> points_;
};

} // namespace perdis
