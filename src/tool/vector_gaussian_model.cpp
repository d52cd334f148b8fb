#include "tool/linear_channel.hpp"
#include "tool/model.hpp"
#include "tool/refusal.hpp"

#include <perdis/curve/jointly_gaussian_curve.hpp>
#include <perdis/curve/vector_gaussian_curve.hpp>
#include <perdis/inference/multivariate_gaussian.hpp>

#include <type_traits>
#include <utility>

namespace perdis::tool {

namespace {

template <class Divergence>
class VectorGaussianModel final : public Model {
public:
    VectorGaussianModel(VectorGaussianProblem<Divergence> problem, VectorGaussianCurve model)
        : problem_(std::move(problem)), model_(std::move(model)) {}

    [[nodiscard]] Curve trace(const TraceOptions& options) const override {
        return perdis::trace(std::shared_ptr<const CurveModel>(model_), options);
    }
    [[nodiscard]] Curve outline() const override { return {model_, {}}; }
    [[nodiscard]] double slack() const override { return model_->slack(); }
    [[nodiscard]] bool divergence_convex() const override { return problem_.divergence().convex(); }
    [[nodiscard]] bool estimators_convex() const override { return VectorGaussianDivergence<Divergence>; }

    [[nodiscard]] std::vector<Place> places() const override {
        const double least = model_->min_distortion();
        // The posterior mean is the estimator at D_min; posterior samples and random draws have the law of X.
        const auto mean = model_->at({least}, {}).front().perception;
        return {{"posterior_mean", least, mean, false, {}},
                {"maximum_posterior", least, mean, false, {}},
                {"posterior_sample", 2.0 * least, 0.0, false, {}},
                {"random_draw", 2.0 * problem_.prior().variance(), 0.0, false, {}}};
    }

    [[nodiscard]] Answer answer(double distortion) const override {
        const GaussianSolution solution = model_->solve(distortion);
        Answer answer;
        answer.status = solution.status;
        answer.point = model_->certified(solution);
        answer.multiplier = 0.0 - answer.point.slope;
        answer.affine = estimator(model_->problem(), solution);
        return answer;
    }

private:
    VectorGaussianProblem<Divergence> problem_;
    VectorGaussianCurve model_;
};

} // namespace

std::unique_ptr<Model> open_vector_gaussian(const ProblemFile& problem, const MultivariateGaussian<double>& prior) {
    if (problem.observation) {
        throw Refusal("observation", "bins are for a discrete prior; a gaussian one is seen as it is");
    }
    if (!std::holds_alternative<SquaredError>(problem.distortion)) {
        throw Refusal("distortion", "no method answers this with a gaussian prior yet; set \"squared_error\"");
    }
    if (problem.reconstruction) {
        throw Refusal("reconstruction", "no method answers a list with a gaussian prior yet; set \"real_line\"");
    }
    const LinearGaussian<double> channel = linear_channel(problem, prior.dimension());
    const auto open = [&](const auto& divergence) -> std::unique_ptr<Model> {
        using Divergence = std::decay_t<decltype(divergence)>;
        using Answered = VectorGaussianModel<Divergence>;
        VectorGaussianProblem<Divergence> posed(prior, channel, SquaredError{}, divergence,
                                                {{}, {}, problem.estimators});
        if constexpr (VectorGaussianDivergence<Divergence>) {
            return std::make_unique<Answered>(posed, vector_gaussian_curve_model(reduce(posed), divergence));
        } else {
            if constexpr (AlphaDivergence<Divergence>) {
                if (alpha_form(divergence).order() > 0.0) {
                    if (problem.estimators == Estimators::all) {
                        throw Refusal("estimators",
                                      "\"all\" (the default) with a vector gaussian prior has no method for "
                                      "this divergence yet; set \"linear\"");
                    }
                    return std::make_unique<Answered>(posed, vector_gaussian_curve_model(posed));
                }
            }
            throw Refusal("divergence",
                          "no method answers this with a vector gaussian prior yet; set \"wasserstein2\" or "
                          "\"reverse_kullback_leibler\"");
        }
    };
    return std::visit(open, problem.divergence);
}

} // namespace perdis::tool
