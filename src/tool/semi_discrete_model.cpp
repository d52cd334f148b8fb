#include "tool/finite_place.hpp"
#include "tool/model.hpp"
#include "tool/noise.hpp"
#include "tool/refusal.hpp"
#include "tool/semi_discrete_places.hpp"

#include <perdis/certificate/certify_semi_discrete.hpp>
#include <perdis/curve/semi_discrete_curve.hpp>
#include <perdis/solver/semi_discrete_solver.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace perdis::tool {

namespace {

class SemiDiscreteModel final : public Model {
public:
    SemiDiscreteModel(const ProblemFile& problem, const Discrete<double>& prior, const Univariate& noise,
                      Eigen::MatrixXd alphabet)
        : problem_(problem), alphabet_(std::move(alphabet)),
          core_(prior, noise, distortions(problem.distortion, prior.support(), alphabet_),
                bound(problem.divergence, prior, alphabet_)),
          curve_(semi_discrete_curve_model(core_)) {}

    [[nodiscard]] Curve trace(const TraceOptions& options) const override { return perdis::trace(curve_, options); }
    [[nodiscard]] Curve outline() const override { return {curve_, {}}; }
    [[nodiscard]] double slack() const override { return curve_->slack(); }
    [[nodiscard]] bool divergence_convex() const override { return core_.divergence().convex(); }
    [[nodiscard]] bool estimators_convex() const override { return true; }
    [[nodiscard]] std::vector<Place> places() const override {
        return semi_discrete_places(problem_, core_.prior(), core_.noise(), alphabet_);
    }

    [[nodiscard]] Answer answer(double distortion) const override {
        const SemiDiscreteSolution solution = SemiDiscreteSolver()(core_, distortion);
        Answer answer;
        answer.status = solution.claim.status;
        answer.point = curve_->at({distortion}, {}).front();
        answer.multiplier = solution.claim.multiplier;
        answer.prices = solution.claim.prices;
        answer.alphabet = alphabet_;
        keep_cells(answer, solution.edges, attaining(solution));
        return answer;
    }

private:
    /// The claim's estimator where its distortion is D, else with as much of another as makes it feasible.
    [[nodiscard]] RowMatrix attaining(const SemiDiscreteSolution& solution) const {
        const RowMatrix& claimed = solution.claim.estimator;
        const FiniteProblem cells = core_.on_cells(solution.edges);
        const bool feasible = claimed.rows() == cells.observation().size()
                              && cells.distortion(claimed) <= solution.claim.distortion + cells.slack();
        return feasible ? claimed : feasible_estimator(core_, solution);
    }
    /// Neighbouring cells that are restored alike become one.
    static void keep_cells(Answer& answer, const std::vector<double>& edges, const RowMatrix& rows) {
        std::vector<Eigen::Index> kept = {0};
        for (Eigen::Index cell = 1; cell < rows.rows(); ++cell) {
            if (rows.row(cell) == rows.row(kept.back())) { continue; }
            kept.push_back(cell);
            answer.edges.push_back(edges[static_cast<std::size_t>(cell) - 1]);
        }
        answer.estimator = rows(kept, Eigen::all);
        answer.cells = true;
    }

    ProblemFile problem_;
    Eigen::MatrixXd alphabet_;
    SemiDiscreteProblem core_;
    std::shared_ptr<const CurveModel> curve_;
};

/// Whether every stage adds noise, so that Y is continuous where it is not binned.
bool continuous(const ProblemFile& problem) {
    const auto& stages = problem.channel;
    return (stages.size() == 1 && std::holds_alternative<Additive>(stages.front().form))
           || std::all_of(stages.begin(), stages.end(), [](const ChannelStage& stage) {
                  return std::holds_alternative<AdditiveGaussian<double>>(stage.form);
              });
}

/// Y = X.
ProblemFile without_noise(ProblemFile problem) {
    problem.channel = {{Symmetric<double>(0.0), problem.channel.front().path}};
    return problem;
}

} // namespace

std::unique_ptr<Model> open_discrete(const ProblemFile& problem, const Discrete<double>& prior, double tolerance) {
    if (problem.observation || !continuous(problem)) { return open_finite(problem, prior, tolerance); }
    if (prior.dimension() != 1) {
        throw Refusal("prior", "vectors in noise are sampled, which perdis::SampledCurve does in C++; set numbers");
    }
    if (problem.estimators == Estimators::linear) {
        throw Refusal("estimators", "\"linear\" with a discrete prior has no method yet; set \"all\"");
    }
    if (problem.real_line) { return open_scalar(problem); }
    const Eigen::MatrixXd alphabet = problem.reconstruction.value_or(prior.support());
    if (const auto* additive = std::get_if<Additive>(&problem.channel.front().form)) {
        return std::make_unique<SemiDiscreteModel>(problem, prior, additive->noise(), alphabet);
    }
    const AdditiveGaussian<double> channel = merged_noise(problem, "discrete");
    if (channel.variance() == 0.0) { return open_finite(without_noise(problem), prior, tolerance); }
    return std::make_unique<SemiDiscreteModel>(problem, prior, noise_law(channel), alphabet);
}

} // namespace perdis::tool
