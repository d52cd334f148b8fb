#include <perdis/curve/scalar_curve.hpp>

#include <utility>

namespace perdis {

ScalarCurveModel::ScalarCurveModel(ScalarProblem problem, double order, TransportScale scale)
    : problem_(std::move(problem)), solver_(problem_, order), certify_(problem_, order), scale_(scale) {}

std::vector<CurvePoint> ScalarCurveModel::at(const std::vector<double>& distortions, const Progress& progress) const {
    const bool squared = scale_ == TransportScale::power && solver_.order() == 2.0;
    std::vector<CurvePoint> points;
    points.reserve(distortions.size());
    for (const double distortion : distortions) {
        const ScalarSolution claim = solver_(distortion);
        const Certificate proof = certify_(claim);
        CurvePoint point{distortion, proof.upper, proof.lower, proof.upper, 0.0 - claim.multiplier};
        if (squared) {
            point = {distortion, proof.upper * proof.upper, proof.lower * proof.lower, proof.upper * proof.upper,
                     claim.multiplier > 0.0 ? -2.0 * proof.upper * claim.multiplier : 0.0};
        }
        points.push_back(point);
        if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
    }
    return points;
}

} // namespace perdis
