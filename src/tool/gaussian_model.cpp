#include "tool/model.hpp"
#include "tool/noise.hpp"
#include "tool/refusal.hpp"

#include <perdis/certificate/certify_linear.hpp>
#include <perdis/curve/gaussian_curve.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/solver/closed_form.hpp>

namespace perdis::tool {

namespace {

/// Whether some method answers for these estimators.
template <class Divergence>
bool answered(const Divergence& divergence, Estimators estimators) {
    return estimators == Estimators::linear || linear_is_optimal(divergence)
           || LineMethod<Divergence>::answers(divergence);
}

template <class Divergence>
class GaussianModel final : public Model {
public:
    GaussianModel(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel, const Divergence& divergence,
                  Estimators estimators)
        : problem_(prior, channel, SquaredError{}, divergence, {{}, {}, estimators}) {}

    [[nodiscard]] Curve trace(const TraceOptions& options) const override { return perdis::trace(problem_, options); }
    [[nodiscard]] Curve outline() const override { return {gaussian_curve_model(problem_), {}}; }
    [[nodiscard]] double slack() const override { return distortion_slack(problem_); }
    [[nodiscard]] bool divergence_convex() const override { return problem_.divergence().convex(); }
    [[nodiscard]] bool estimators_convex() const override { return problem_.options().estimators == Estimators::all; }
    [[nodiscard]] std::vector<CurveName> curves() const override {
        std::vector<CurveName> names;
        const Curve own = outline(); // both curves have its D_min and D_max
        for (const Estimators estimators : {Estimators::all, Estimators::linear}) {
            CurveName name{
                estimators == Estimators::all ? "all" : "linear", own.min_distortion(), own.max_distortion(), {}};
            if (answered(problem_.divergence(), estimators)) { name.method = method_with(estimators); }
            names.push_back(std::move(name));
        }
        return names;
    }

    [[nodiscard]] std::vector<Place> places() const override {
        const auto& prior = problem_.prior();
        const auto& channel = problem_.channel();
        const auto place = [&](const std::string& name, const auto& estimator) {
            return Place{name,
                         distortion(estimator, prior, channel),
                         problem_.divergence()(prior, output_law(estimator, prior, channel)),
                         false,
                         {}};
        };
        // Posterior samples and random draws have the law of X to the last bit.
        const auto faithful = [&](const std::string& name, const auto& estimator) {
            return Place{name, distortion(estimator, prior, channel), problem_.divergence()(prior, prior), false, {}};
        };
        return {place("posterior_mean", posterior_mean(prior, channel)),
                place("maximum_posterior", maximum_posterior(prior, channel)),
                faithful("posterior_sample", posterior_sample(prior, channel)),
                faithful("random_draw", random_draw(prior))};
    }

    [[nodiscard]] Answer answer(double distortion) const override {
        if (problem_.options().estimators == Estimators::linear || linear_is_optimal(problem_.divergence())) {
            return linear_answer(distortion);
        }
        if constexpr (requires { LineMethod<Divergence>::name; }) {
            return line_answer(distortion);
        } else {
            return {}; // open_gaussian has refused it
        }
    }

private:
    [[nodiscard]] Answer linear_answer(double distortion) const {
        const auto solution = ClosedForm{}(problem_, distortion);
        const Certificate proof = certify(problem_, solution);
        Answer answer;
        answer.status = solution.status;
        answer.point = {distortion, proof.upper, proof.lower, proof.upper, 0.0 - solution.multiplier};
        answer.multiplier = solution.multiplier;
        answer.linear = solution.estimator;
        return answer;
    }

    [[nodiscard]] Answer line_answer(double distortion) const {
        const LineCurveModel<Divergence> model(problem_);
        const auto solution = model.solve(distortion);
        Answer answer;
        answer.status = solution.status;
        answer.point = model.certified(solution);
        answer.multiplier = 0.0 - answer.point.slope;
        answer.map = map_of(solution.estimator);
        return answer;
    }

    /// y and x̂ at 801 equally spaced y within 8 deviations of Y.
    template <class Estimator>
    [[nodiscard]] Eigen::MatrixXd map_of(const Estimator& estimator) const {
        const Gaussian<double> observed = problem_.channel()(problem_.prior());
        Eigen::MatrixXd map(801, 2);
        for (Eigen::Index i = 0; i < map.rows(); ++i) {
            const double score = 0.02 * static_cast<double>(i - 400);
            map(i, 0) = observed.mean() + observed.standard_deviation() * score;
            map(i, 1) = problem_.prior().mean() + problem_.prior().standard_deviation() * estimator(score);
        }
        return map;
    }

    /// The method that answers over these estimators.
    [[nodiscard]] std::string method_with(Estimators estimators) const {
        if (estimators == problem_.options().estimators) { return outline().method(); }
        return GaussianModel(problem_.prior(), problem_.channel(), problem_.divergence(), estimators)
            .outline()
            .method();
    }

    LinearGaussianProblem<double, Divergence> problem_;
};

} // namespace

std::unique_ptr<Model> open_gaussian(const ProblemFile& problem, const Gaussian<double>& prior) {
    const AdditiveGaussian<double> channel = merged_noise(problem, "gaussian");
    if (problem.observation) {
        throw Refusal("observation", "bins are for a discrete prior; a gaussian one is seen as it is");
    }
    if (!std::holds_alternative<SquaredError>(problem.distortion)) {
        throw Refusal("distortion", "no method answers this with a gaussian prior yet; set \"squared_error\"");
    }
    if (problem.reconstruction) {
        throw Refusal("reconstruction", "no method answers a list with a gaussian prior yet; set \"real_line\"");
    }
    const auto open = [&](const auto& divergence) -> std::unique_ptr<Model> {
        using Divergence = std::decay_t<decltype(divergence)>;
        if constexpr (GaussianDivergence<Divergence, double>) {
            if (!answered(divergence, problem.estimators)) {
                throw Refusal("estimators", "\"all\" (the default) with a gaussian prior has no method under this "
                                            "divergence yet; set \"linear\"");
            }
            return std::make_unique<GaussianModel<Divergence>>(prior, channel, divergence, problem.estimators);
        } else {
            throw Refusal("divergence",
                          "it has no closed form for normal laws; set another, \"kullback_leibler\" for instance");
        }
    };
    return std::visit(open, problem.divergence);
}

} // namespace perdis::tool
