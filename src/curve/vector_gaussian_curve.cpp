#include <perdis/curve/vector_gaussian_curve.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/solver/gaussian_reverse_kullback_leibler.hpp>
#include <perdis/solver/gaussian_transport.hpp>

#include <limits>
#include <string>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

class TransportCurve final : public VectorGaussianCurveModel {
public:
    TransportCurve(const GaussianProblem& problem, bool squared)
        : problem_(problem), solver_(problem), deviation_(certify_coupling(problem, solver_.coupling())),
          squared_(squared) {}

    [[nodiscard]] const GaussianProblem& problem() const override { return problem_; }
    [[nodiscard]] double max_distortion() const override { return solver_.max_distortion(); }
    [[nodiscard]] std::string method() const override { return "closed_form"; }
    [[nodiscard]] GaussianSolution solve(double distortion) const override { return solver_(distortion); }

private:
    [[nodiscard]] CurvePoint prove(const GaussianSolution& claim) const override { return point(claim.distortion); }
    [[nodiscard]] CurvePoint prove_at(double distortion, GaussianSolution&) const override { return point(distortion); }

    /// G alone makes the point: no matrix is touched.
    [[nodiscard]] CurvePoint point(double distortion) const {
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

private:
    [[nodiscard]] CurvePoint prove(const GaussianSolution& claim) const override {
        const Certificate proof = certify_reverse_kullback_leibler(problem_, claim);
        return {claim.distortion, proof.upper, proof.lower, proof.upper, 0.0 - claim.multiplier};
    }
    [[nodiscard]] CurvePoint prove_at(double distortion, GaussianSolution& last) const override {
        last = solver_(distortion, &last);
        return prove(last);
    }

    GaussianProblem problem_;
    GaussianReverseKullbackLeibler solver_;
};

} // namespace

std::optional<CurvePoint> VectorGaussianCurveModel::settled(double distortion) const {
    require(distortion == distortion, "VectorGaussianCurveModel", "distortion", distortion, "[-inf, inf]");
    if (distortion < min_distortion() - slack()) {
        return CurvePoint{distortion, infinite, infinite, infinite, -infinite};
    }
    if (distortion >= max_distortion()) { return CurvePoint{distortion, 0.0, 0.0, 0.0, 0.0}; }
    return std::nullopt;
}

CurvePoint VectorGaussianCurveModel::certified(const GaussianSolution& claim) const {
    const std::optional<CurvePoint> known = settled(claim.distortion);
    return known ? *known : prove(claim);
}

std::vector<CurvePoint> VectorGaussianCurveModel::at(const std::vector<double>& distortions,
                                                     const Progress& progress) const {
    std::vector<CurvePoint> points;
    points.reserve(distortions.size());
    GaussianSolution last;
    for (const double distortion : distortions) {
        const std::optional<CurvePoint> known = settled(distortion);
        points.push_back(known ? *known : prove_at(distortion, last));
        if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
    }
    return points;
}

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
