#include <perdis/curve/vector_gaussian_curve.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/solver/gaussian_reverse_kullback_leibler.hpp>
#include <perdis/solver/gaussian_transport.hpp>

#include <limits>
#include <string>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The points that need no claim: below D_min and from D_max on.
bool settled(const VectorGaussianCurveModel& model, double distortion, CurvePoint& point) {
    require(distortion == distortion, "VectorGaussianCurveModel", "distortion", distortion, "[-inf, inf]");
    point.distortion = distortion;
    if (distortion < model.min_distortion() - model.slack()) {
        point = {distortion, infinite, infinite, infinite, -infinite};
        return true;
    }
    return distortion >= model.max_distortion();
}

class TransportCurve final : public VectorGaussianCurveModel {
public:
    TransportCurve(const GaussianProblem& problem, bool squared)
        : problem_(problem), solver_(problem), deviation_(certify_coupling(problem, solver_.coupling())),
          squared_(squared) {}

    [[nodiscard]] const GaussianProblem& problem() const override { return problem_; }
    [[nodiscard]] double max_distortion() const override { return solver_.max_distortion(); }
    [[nodiscard]] std::string method() const override { return "closed_form"; }
    [[nodiscard]] GaussianSolution solve(double distortion) const override { return solver_(distortion); }
    [[nodiscard]] CurvePoint certified(const GaussianSolution& claim) const override { return point(claim.distortion); }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        points.reserve(distortions.size());
        for (const double distortion : distortions) {
            points.push_back(point(distortion));
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    /// G alone makes the point: no matrix is touched.
    [[nodiscard]] CurvePoint point(double distortion) const {
        CurvePoint result;
        if (settled(*this, distortion, result)) { return result; }
        const Certificate proof = certify_transport(problem_, deviation_, distortion);
        const double slope = solver_.slope(distortion);
        if (!squared_) { return {distortion, proof.upper, proof.lower, proof.upper, slope}; }
        const double below = proof.lower * proof.lower * (1.0 - 2.0 * std::numeric_limits<double>::epsilon());
        const double above = proof.upper * proof.upper * (1.0 + 2.0 * std::numeric_limits<double>::epsilon());
        return {distortion, above, below, above, 2.0 * proof.upper * slope};
    }

    GaussianProblem problem_;
    GaussianTransport solver_;
    Certificate deviation_;
    bool squared_;
};

class EntropyCurve final : public VectorGaussianCurveModel {
public:
    explicit EntropyCurve(const GaussianProblem& problem) : problem_(problem), solver_(problem) {}

    [[nodiscard]] const GaussianProblem& problem() const override { return problem_; }
    [[nodiscard]] double max_distortion() const override { return solver_.max_distortion(); }
    [[nodiscard]] std::string method() const override { return "riccati"; }
    [[nodiscard]] GaussianSolution solve(double distortion) const override { return solver_(distortion); }
    [[nodiscard]] CurvePoint certified(const GaussianSolution& claim) const override {
        CurvePoint result;
        if (settled(*this, claim.distortion, result)) { return result; }
        const Certificate proof = certify_reverse_kullback_leibler(problem_, claim);
        return {claim.distortion, proof.upper, proof.lower, proof.upper, 0.0 - claim.multiplier};
    }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        points.reserve(distortions.size());
        GaussianSolution claim;
        for (const double distortion : distortions) {
            CurvePoint next;
            if (!settled(*this, distortion, next)) {
                claim = solver_(distortion, &claim);
                next = certified(claim);
            }
            points.push_back(next);
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    GaussianProblem problem_;
    GaussianReverseKullbackLeibler solver_;
};

} // namespace

VectorGaussianCurve vector_gaussian_curve_model(const GaussianProblem& problem, const Wasserstein2&) {
    return std::make_shared<const TransportCurve>(problem, false);
}

VectorGaussianCurve vector_gaussian_curve_model(const GaussianProblem& problem, const SquaredWasserstein2&) {
    return std::make_shared<const TransportCurve>(problem, true);
}

VectorGaussianCurve vector_gaussian_curve_model(const GaussianProblem& problem, const ReverseKullbackLeibler&) {
    return std::make_shared<const EntropyCurve>(problem);
}

} // namespace perdis
