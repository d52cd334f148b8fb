#include "tool/finite_place.hpp"
#include "tool/model.hpp"
#include "tool/refusal.hpp"
#include "tool/traced_curve.hpp"
#include "tool/transition.hpp"

#include <perdis/certificate/certify.hpp>
#include <perdis/inference/maximum_posterior.hpp>
#include <perdis/inference/posterior_mean.hpp>
#include <perdis/inference/posterior_sample.hpp>
#include <perdis/inference/random_draw.hpp>

#include <algorithm>
#include <optional>

namespace perdis::tool {

namespace {

class FiniteModel final : public Model {
public:
    FiniteModel(const ProblemFile& problem, Joint<double> joint, Eigen::MatrixXd alphabet, double tolerance)
        : problem_(problem), joint_(std::move(joint)), alphabet_(std::move(alphabet)),
          cost_(joint_.posterior() * distortions(problem.distortion, joint_.prior().support(), alphabet_)),
          core_(joint_.marginal(), cost_, bound(problem.divergence, joint_.prior(), alphabet_)),
          solver_({.tolerance = std::min(1e-10, tolerance)}) {}

    [[nodiscard]] Curve trace(const TraceOptions& options) const override {
        return perdis::trace(finite_curve_model(core_, solver_, FiniteSolver::method(core_)), options);
    }
    [[nodiscard]] Curve outline() const override {
        return {finite_curve_model(core_, solver_, FiniteSolver::method(core_)), {}};
    }
    [[nodiscard]] double slack() const override { return core_.slack(); }
    [[nodiscard]] bool divergence_convex() const override { return core_.divergence().convex(); }
    [[nodiscard]] bool estimators_convex() const override { return true; }

    [[nodiscard]] std::vector<Place> places() const override {
        const FinitePlaces place(problem_, joint_, alphabet_);
        return {place("posterior_mean", posterior_mean(joint_), false),
                place("maximum_posterior", maximum_posterior(joint_), false),
                place("posterior_sample", posterior_sample(joint_), true),
                place("random_draw", random_draw(joint_), true)};
    }

    [[nodiscard]] std::vector<Breakpoint> breakpoints() const override {
        return traced_breakpoints(core_, problem_.divergence);
    }

    [[nodiscard]] Answer answer(double distortion) const override {
        // The model's own first claim is the one at D; what it asks later is for the slope.
        std::optional<Solution> first;
        const FiniteSolverFunction solver = [&](const FiniteProblem& core, double asked, const Solution* warm) {
            Solution found = solver_(core, asked, warm);
            if (!first) { first = found; }
            return found;
        };
        Answer answer;
        answer.point = Curve(finite_curve_model(core_, solver, FiniteSolver::method(core_)), {}).point(distortion);
        const Solution& solution = *first;
        answer.status = solution.status;
        answer.multiplier = solution.multiplier;
        answer.prices = solution.prices;
        answer.alphabet = alphabet_;
        const bool usable = distortion >= core_.usable_distortion() - core_.slack() && core_.attainable();
        answer.estimator = usable ? feasible_estimator(core_, solution) : cheapest();
        return answer;
    }

private:
    /// The first cheapest symbol of every observation.
    [[nodiscard]] RowMatrix cheapest() const {
        RowMatrix estimator = RowMatrix::Zero(cost_.rows(), cost_.cols());
        for (Eigen::Index y = 0; y < cost_.rows(); ++y) {
            Eigen::Index best = 0;
            cost_.row(y).minCoeff(&best);
            estimator(y, best) = 1.0;
        }
        return estimator;
    }

    ProblemFile problem_;
    Joint<double> joint_;
    Eigen::MatrixXd alphabet_;
    Eigen::MatrixXd cost_;
    FiniteProblem core_;
    FiniteSolver solver_;
};

} // namespace

std::unique_ptr<Model> open_finite(const ProblemFile& problem, const Discrete<double>& prior, double tolerance) {
    Joint<double> joint(prior, transition(problem, prior));
    if (problem.real_line) {
        throw Refusal("reconstruction",
                      "\"real_line\" with a discrete prior has no method yet; set the list of values");
    }
    if (problem.estimators == Estimators::linear) {
        throw Refusal("estimators", "\"linear\" with a discrete prior has no method yet; set \"all\"");
    }
    return std::make_unique<FiniteModel>(problem, std::move(joint), problem.reconstruction.value_or(prior.support()),
                                         tolerance);
}

} // namespace perdis::tool
