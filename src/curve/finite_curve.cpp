#include <perdis/curve/finite_curve.hpp>

#include <perdis/certificate/certify.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The steepest descent of a smooth s from the law of an estimator that uses the cheapest symbols alone:
/// max over y, z of (min_face u − u_z) / e(y, z).
double steepest_descent(const FiniteProblem& problem, const Eigen::VectorXd& law) {
    const FiniteDivergence& divergence = problem.divergence();
    const RowMatrix& excess = problem.excess();
    Eigen::VectorXd prices(law.size());
    for (Eigen::Index z = 0; z < law.size(); ++z) { prices(z) = divergence.price(z, law(z)); }
    double steepest = 0.0;
    for (Eigen::Index y = 0; y < excess.rows(); ++y) {
        if (!(problem.observation()(y) > 0.0)) { continue; }
        double face = infinite;
        for (Eigen::Index z = 0; z < law.size(); ++z) {
            if (excess(y, z) == 0.0) { face = std::min(face, prices(z)); }
        }
        for (Eigen::Index z = 0; z < law.size(); ++z) {
            if (excess(y, z) > 0.0) { steepest = std::max(steepest, (face - prices(z)) / excess(y, z)); }
        }
    }
    return steepest;
}

class FiniteCurveModel final : public CurveModel {
public:
    FiniteCurveModel(FiniteProblem problem, FiniteSolverFunction solver, std::string method)
        : problem_(std::move(problem)), solver_(std::move(solver)), method_(std::move(method)) {}

    double min_distortion() const override { return problem_.min_distortion(); }
    double max_distortion() const override {
        return problem_.attainable() ? problem_.max_distortion() : problem_.min_distortion();
    }
    double minimum_perception() const override { return problem_.minimum_perception(); }
    double slack() const override { return problem_.slack(); }
    std::string method() const override { return method_; }

    std::vector<CurvePoint> at(const std::vector<double>& distortions, const Progress& progress) const override {
        std::vector<CurvePoint> points;
        Solution previous;
        for (const double distortion : distortions) {
            const bool warm = previous.status != Status::infeasible && previous.multiplier > 0.0;
            Solution solution = solver_(problem_, distortion, warm ? &previous : nullptr);
            points.push_back(point(solution));
            previous = std::move(solution);
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    [[nodiscard]] CurvePoint point(const Solution& solution) const {
        if (solution.status == Status::infeasible) {
            return {solution.distortion, infinite, infinite, infinite, -infinite};
        }
        const Certificate proof = certify(problem_, solution);
        return {solution.distortion, proof.upper, proof.lower, proof.upper, slope(solution, proof)};
    }

    [[nodiscard]] double slope(const Solution& solution, const Certificate& proof) const {
        if (std::isinf(proof.lower)) { return problem_.attainable() ? -infinite : 0.0; }
        if (solution.distortion >= problem_.max_distortion() - problem_.slack()) { return 0.0; }
        const Eigen::VectorXd law = problem_.law(solution.estimator);
        const double rate = problem_.divergence().transform_slope(problem_.divergence().core(law));
        const double slope = 0.0 - rate * descent(solution, law);
        // d overflows at the law: so does the slope.
        return slope <= 0.0 ? slope : -infinite;
    }

    /// −ds/dD from the right.
    [[nodiscard]] double descent(const Solution& solution, const Eigen::VectorXd& law) const {
        const bool at_minimum = solution.distortion <= problem_.usable_distortion() + problem_.slack();
        if (!at_minimum) { return solution.multiplier; }
        if (problem_.divergence().kind() == FiniteDivergence::Kind::smooth) { return steepest_descent(problem_, law); }
        if (solution.multiplier > 0.0) { return solution.multiplier; }
        // Piecewise linear, from a solver that leaves λ out at D_min: the first segment's multiplier.
        const double range = problem_.max_distortion() - problem_.usable_distortion();
        return solver_(problem_, problem_.usable_distortion() + 1e-6 * range, nullptr).multiplier;
    }

    FiniteProblem problem_;
    FiniteSolverFunction solver_;
    std::string method_;
};

} // namespace

std::shared_ptr<const CurveModel> finite_curve_model(FiniteProblem problem, FiniteSolverFunction solver,
                                                     std::string method) {
    return std::make_shared<FiniteCurveModel>(std::move(problem), std::move(solver), std::move(method));
}

} // namespace perdis
