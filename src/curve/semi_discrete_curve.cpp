#include <perdis/curve/semi_discrete_curve.hpp>

#include <perdis/certificate/certify_semi_discrete.hpp>
#include <perdis/solver/semi_discrete_solver.hpp>

#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

class SemiDiscreteCurveModel final : public CurveModel {
public:
    explicit SemiDiscreteCurveModel(const SemiDiscreteProblem& problem)
        : problem_(problem), core_(problem.on_cells(solver_.outer_edges(problem))) {}

    [[nodiscard]] double min_distortion() const override { return core_.min_distortion(); }
    [[nodiscard]] double max_distortion() const override {
        return core_.attainable() ? core_.max_distortion() : core_.min_distortion();
    }
    [[nodiscard]] double minimum_perception() const override { return core_.minimum_perception(); }
    [[nodiscard]] double slack() const override { return core_.slack(); }
    [[nodiscard]] std::string method() const override { return "semi_discrete_newton"; }

    [[nodiscard]] std::vector<CurvePoint> at(const std::vector<double>& distortions,
                                             const Progress& progress) const override {
        std::vector<CurvePoint> points;
        for (const double distortion : distortions) {
            points.push_back(point(solver_(problem_, distortion)));
            if (progress) { progress(static_cast<int>(points.size()), static_cast<int>(distortions.size())); }
        }
        return points;
    }

private:
    [[nodiscard]] CurvePoint point(const SemiDiscreteSolution& solution) const {
        const double distortion = solution.claim.distortion;
        if (solution.claim.status == Status::infeasible) {
            return {distortion, infinite, infinite, infinite, -infinite};
        }
        const Certificate proof = certify(problem_, solution);
        return {distortion, proof.upper, proof.lower, proof.upper, slope(solution, proof)};
    }

    [[nodiscard]] double slope(const SemiDiscreteSolution& solution, const Certificate& proof) const {
        const double distortion = solution.claim.distortion;
        if (std::isinf(proof.lower)) { return core_.attainable() ? -infinite : 0.0; }
        if (distortion >= core_.max_distortion() - core_.slack()) { return 0.0; }
        const FiniteProblem cells = problem_.on_cells(solution.edges);
        const FiniteDivergence& d = problem_.divergence();
        const double rate = d.transform_slope(d.core(cells.law(solution.claim.estimator)));
        const bool minimum = distortion <= core_.usable_distortion() + core_.slack();
        const double slope = 0.0 - rate * (minimum ? first_multiplier() : solution.claim.multiplier);
        return slope <= 0.0 ? slope : -infinite;
    }

    /// λ at D_min from the right: inf if it grows without end.
    [[nodiscard]] double first_multiplier() const {
        const double low = core_.usable_distortion(), range = core_.max_distortion() - low;
        const double near = solver_(problem_, low + 1e-7 * range).claim.multiplier;
        const double far = solver_(problem_, low + 1e-5 * range).claim.multiplier;
        return near > 2.0 * far ? infinite : near;
    }

    SemiDiscreteProblem problem_;
    SemiDiscreteSolver solver_;
    FiniteProblem core_;
};

} // namespace

std::shared_ptr<const CurveModel> semi_discrete_curve_model(const SemiDiscreteProblem& problem) {
    return std::make_shared<const SemiDiscreteCurveModel>(problem);
}

} // namespace perdis
