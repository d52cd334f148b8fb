#include "tool/model.hpp"
#include "tool/noise.hpp"
#include "tool/refusal.hpp"
#include "tool/semi_discrete_places.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/curve/scalar_curve.hpp>
#include <perdis/curve/scalar_density_curve.hpp>
#include <perdis/numeric/normal.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>

#include <cmath>
#include <functional>
#include <type_traits>
#include <utility>

namespace perdis::tool {

namespace {

/// A claim on a scalar problem: what Answer needs of it.
struct ScalarClaim {
    Status status;
    std::function<double(double)> estimator; ///< y ↦ x̂
};

/// A scalar X in normal noise under squared error, X̂ anywhere on the line.
class ScalarModel final : public Model {
public:
    ScalarModel(ProblemFile problem, ScalarProblem core, std::shared_ptr<const CurveModel> curve,
                std::function<ScalarClaim(double)> solve, double noise, bool convex)
        : problem_(std::move(problem)), core_(std::move(core)), curve_(std::move(curve)), solve_(std::move(solve)),
          noise_(noise), convex_(convex) {}

    [[nodiscard]] Curve trace(const TraceOptions& options) const override { return perdis::trace(curve_, options); }
    [[nodiscard]] Curve outline() const override { return {curve_, {}}; }
    [[nodiscard]] double slack() const override { return curve_->slack(); }
    [[nodiscard]] bool divergence_convex() const override { return convex_; }
    [[nodiscard]] bool estimators_convex() const override { return true; }

    [[nodiscard]] std::vector<Place> places() const override {
        const double least = core_.min_distortion();
        const double perception = curve_->at({least}, {}).front().perception;
        std::vector<Place> places = {{"posterior_mean", least, perception, false, {}}};
        if (core_.perfect()) {
            places.push_back({"maximum_posterior", 0.0, 0.0, false, {}});
        } else if (const auto* prior = std::get_if<Discrete<double>>(&problem_.prior)) {
            const Univariate noise = boost::math::normal(0.0, std::sqrt(noise_));
            for (Place& place : semi_discrete_places(problem_, *prior, noise, prior->support())) {
                if (place.name == "maximum_posterior") { places.push_back(std::move(place)); }
            }
        } else {
            places.push_back({"maximum_posterior", {}, {}, false, "it is not computed for this prior"});
        }
        places.push_back({"posterior_sample", 2.0 * least, 0.0, false, {}});
        places.push_back({"random_draw", 2.0 * core_.joint().prior_variance(), 0.0, false, {}});
        return places;
    }

    [[nodiscard]] Answer answer(double distortion) const override {
        const ScalarClaim claim = solve_(distortion);
        Answer answer;
        answer.status = claim.status;
        answer.point = curve_->at({distortion}, {}).front();
        answer.multiplier = 0.0 - answer.point.slope;
        answer.map = map_of(claim.estimator);
        return answer;
    }

private:
    /// y and x̂ at 801 quantiles of Y, those of equally spaced normal scores within 8 deviations.
    [[nodiscard]] Eigen::MatrixXd map_of(const std::function<double(double)>& estimator) const {
        const ScalarJoint& joint = core_.joint();
        Eigen::MatrixXd map(801, 2);
        for (Eigen::Index i = 0; i < map.rows(); ++i) {
            const double score = 0.02 * static_cast<double>(i - 400);
            const double tail = normal_complement(std::abs(score));
            double y = 0.0;
            if (noise_ > 0.0) {
                y = score < 0.0 ? joint.quantile(tail) : joint.upper_quantile(tail);
            } else {
                y = score < 0.0 ? joint.prior_quantile(tail) : joint.prior_upper_quantile(tail);
            }
            map(i, 0) = y;
            map(i, 1) = noise_ > 0.0 ? estimator(y) : y;
        }
        return map;
    }

    ProblemFile problem_;
    ScalarProblem core_;
    std::shared_ptr<const CurveModel> curve_;
    std::function<ScalarClaim(double)> solve_;
    double noise_;
    bool convex_;
};

/// How a curve's own claims are asked for.
template <class CurveType>
std::function<ScalarClaim(double)> claims(std::shared_ptr<const CurveType> curve) {
    return [curve](double distortion) {
        auto claim = curve->solve(distortion);
        return ScalarClaim{claim.status, std::move(claim.estimator)};
    };
}

template <class Divergence>
std::unique_ptr<Model> open_distance(const ProblemFile& problem, const ScalarProblem& core,
                                     const Divergence& divergence, double noise) {
    if (divergence.order() != 1.0 && divergence.order() != 2.0) {
        throw Refusal("divergence.order", "no method answers this order on the real line yet; set 1 or 2");
    }
    const auto scale = std::derived_from<Divergence, Wasserstein> ? TransportScale::distance : TransportScale::power;
    const auto curve = std::make_shared<const ScalarCurveModel>(core, divergence.order(), scale);
    return std::make_unique<ScalarModel>(problem, core, curve, claims(curve), noise, divergence.convex());
}

template <class Divergence, class Method>
std::unique_ptr<Model> open_density(const ProblemFile& problem, const ScalarProblem& core, const Divergence& divergence,
                                    Method method, double noise) {
    const auto curve = std::make_shared<const ScalarDensityCurveModel<Method>>(core, std::move(method));
    return std::make_unique<ScalarModel>(problem, core, curve, claims(curve), noise, divergence.convex());
}

template <class Divergence>
std::unique_ptr<Model> open_divergence(const ProblemFile& problem, const ScalarProblem& core,
                                       const Divergence& divergence, double noise) {
    if constexpr (WassersteinFamily<Divergence>) { return open_distance(problem, core, divergence, noise); }
    if (std::holds_alternative<Discrete<double>>(problem.prior)) {
        throw Refusal("divergence", "no method answers this with a discrete prior on the real line yet; set "
                                    "\"wasserstein2\" for instance, or leave reconstruction out");
    }
    try {
        if constexpr (AlphaDivergence<Divergence>) {
            return open_density(problem, core, divergence, ScalarMapMethod(core, alpha_form(divergence)), noise);
        } else if constexpr (std::same_as<Divergence, TotalVariation>) {
            return open_density(problem, core, divergence, EqualisationBandsMethod(core), noise);
        }
    } catch (const DomainError& error) { throw Refusal("divergence", error.what()); }
    throw Refusal("divergence", "no method answers this with such a prior yet; set \"kullback_leibler\" or "
                                "\"wasserstein2\" for instance");
}

} // namespace

std::unique_ptr<Model> open_scalar(const ProblemFile& problem) {
    const AdditiveGaussian<double> channel = merged_noise(problem, "scalar");
    if (problem.observation) {
        throw Refusal("observation", "bins are for a discrete prior; a law with a density is seen as it is");
    }
    if (!std::holds_alternative<SquaredError>(problem.distortion)) {
        throw Refusal("distortion", "no method answers this on the real line yet; set \"squared_error\"");
    }
    if (problem.reconstruction) {
        throw Refusal("reconstruction", "no method answers a list with such a prior yet; set \"real_line\"");
    }
    if (problem.estimators == Estimators::linear) {
        throw Refusal("estimators", "\"linear\" with such a prior has no method yet; set \"all\"");
    }
    const ScalarProblem core = std::visit(
        [&](const auto& prior) -> ScalarProblem {
            using P = std::decay_t<decltype(prior)>;
            if constexpr (std::is_constructible_v<ScalarJoint, const P&, const AdditiveGaussian<double>&>) {
                return ScalarProblem(prior, channel);
            } else {
                throw Refusal("prior", "it is no law of a number");
            }
        },
        problem.prior);
    return std::visit(
        [&](const auto& divergence) { return open_divergence(problem, core, divergence, channel.variance()); },
        problem.divergence);
}

} // namespace perdis::tool
