#include "tool/semi_discrete_places.hpp"

#include "tool/finite_place.hpp"

#include <perdis/inference/maximum_posterior.hpp>
#include <perdis/inference/observed_integral.hpp>
#include <perdis/inference/posterior_mean.hpp>
#include <perdis/inference/posterior_sample.hpp>
#include <perdis/inference/random_draw.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/solver/semi_discrete_solver.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace perdis::tool {

Joint<double> seen_in_cells(const Discrete<double>& prior, const Univariate& noise) {
    const Eigen::MatrixXd& support = prior.support();
    const SemiDiscreteProblem likeliest(prior, noise, distortion_matrix<double>(Hamming{}, support, support),
                                        FiniteDivergence(TotalVariation{}, prior, support));
    const Eigen::MatrixXd masses = likeliest.cell_masses(SemiDiscreteSolver().outer_edges(likeliest));
    Eigen::MatrixXd transition = masses.transpose();
    for (Eigen::Index x = 0; x < prior.size(); ++x) {
        const double sum = transition.row(x).sum();
        if (sum > 0.0) {
            transition.row(x) /= sum;
        } else {
            transition.row(x).setConstant(1.0 / static_cast<double>(transition.cols()));
        }
    }
    return {prior, transition};
}

namespace {

/// ∫ p_Y(y) f(y, p(x|y)) dy for f ≥ 0 that is smooth between the noise's kinks, or nearly so.
template <class Function>
double observed_mean(const SemiDiscreteProblem& seen, const Function& f) {
    const Discrete<double>& prior = seen.prior();
    const Univariate& noise = seen.noise();
    const double first = prior.support().minCoeff(), last = prior.support().maxCoeff();
    std::vector<double> breaks = seen.kinks();
    for (Eigen::Index i = 0; i < prior.size(); ++i) { breaks.push_back(prior.value(i) + noise.mode()); }
    for (const double v : {1e-24, 1e-16, 1e-8, 1e-4, 1e-2}) {
        breaks.push_back(first + noise.quantile(v));
        breaks.push_back(last + noise.upper_quantile(v));
    }
    std::sort(breaks.begin(), breaks.end());
    const auto integrand = [&](double y) {
        const double density = seen.density(y);
        return NoisyValues<2>{{density, density > 0.0 ? density * f(y, seen.posterior(y)) : 0.0}, {}};
    };
    const auto mass = [&](double a, double b) {
        double sum = 0.0;
        for (Eigen::Index i = 0; i < prior.size(); ++i) {
            sum += prior.probabilities()(i) * noise.mass(a - prior.value(i), b - prior.value(i));
        }
        return sum;
    };
    return AdaptivePanels<2>(integrand, breaks, 1e-13, mass).value(1);
}

class Places {
public:
    Places(const ProblemFile& problem, const Discrete<double>& prior, const Univariate& noise,
           const Eigen::MatrixXd& alphabet)
        : problem_(problem), alphabet_(alphabet), joint_(seen_in_cells(prior, noise)),
          in_cells_(problem, joint_, alphabet), seen_(prior, noise, Eigen::MatrixXd::Zero(prior.size(), prior.size()),
                                                      FiniteDivergence(TotalVariation{}, prior, prior.support())) {
        const auto* normal = noise.target<boost::math::normal>();
        const bool one = (prior.probabilities().array() > 0.0).count() == 1;
        certain_ = one;
        if (normal != nullptr && !one) {
            scalar_.emplace(prior, AdditiveGaussian<double>(standard_deviation(normal->standard_deviation())));
        }
    }

    [[nodiscard]] Place maximum_posterior() const {
        return in_cells_("maximum_posterior", perdis::maximum_posterior(joint_), false);
    }
    [[nodiscard]] Place random_draw() const { return in_cells_("random_draw", perdis::random_draw(joint_), true); }

    /// E Δ = ∫ p_Y Σ_ij p(x_i|y) p(x_j|y) Δ(x_i, x_j).
    [[nodiscard]] Place posterior_sample() const {
        Place place = in_cells_("posterior_sample", perdis::posterior_sample(joint_), true);
        if (!place.distortion) { return place; }
        const Eigen::MatrixXd delta = between_symbols(place.own_alphabet);
        place.distortion = observed_mean(seen_, [&](double, const Eigen::VectorXd& p) { return p.dot(delta * p); });
        return place;
    }

    [[nodiscard]] Place posterior_mean() const {
        if (certain_) { return in_cells_("posterior_mean", perdis::posterior_mean(joint_), false); }
        Place place{"posterior_mean", mean_distortion(), std::nullopt, true, {}};
        if (!scalar_) {
            place.reason = "its law is known in gaussian noise alone";
            return place;
        }
        place.perception =
            std::visit([&](const auto& divergence) { return mean_perception(divergence); }, problem_.divergence);
        if (!place.distortion) {
            place.reason = "its output has no entry in the distortion matrix";
        } else if (!place.perception) {
            place.reason = "its output has no entry in the matrices of the problem";
        } else if (bound(problem_.divergence, seen_.prior(), seen_.prior().support()).kind()
                   != FiniteDivergence::Kind::transport) {
            place.reason = "its law has a density, that of X has none: no divergence is larger";
        }
        return place;
    }

private:
    /// Δ(x_i, x_j), a column of zeros for a symbol that is never emitted.
    [[nodiscard]] Eigen::MatrixXd between_symbols(bool own) const {
        const Eigen::MatrixXd& support = seen_.prior().support();
        if (own) { return distortions(problem_.distortion, support, support); }
        const Eigen::MatrixXd delta = distortions(problem_.distortion, support, alphabet_);
        const auto match = match_symbols<double>(support, alphabet_);
        Eigen::MatrixXd picked = Eigen::MatrixXd::Zero(support.cols(), support.cols());
        for (Eigen::Index j = 0; j < support.cols(); ++j) {
            const Eigen::Index column = match[static_cast<std::size_t>(j)];
            if (column >= 0) { picked.col(j) = delta.col(column); }
        }
        return picked;
    }

    [[nodiscard]] std::optional<double> mean_distortion() const {
        if (std::holds_alternative<MatrixDistortion<double>>(problem_.distortion)) { return {}; }
        if (std::holds_alternative<SquaredError>(problem_.distortion) && scalar_) { return scalar_->min_distortion(); }
        if (std::holds_alternative<Hamming>(problem_.distortion)) {
            if (!scalar_) { return {}; }
            return 1.0; // its law has no atoms
        }
        const Eigen::MatrixXd& support = seen_.prior().support();
        return observed_mean(seen_, [&](double, const Eigen::VectorXd& p) {
            const Eigen::MatrixXd mean = support * p;
            return p.dot(distortions(problem_.distortion, support, mean).col(0));
        });
    }

    template <class Divergence>
    [[nodiscard]] std::optional<double> mean_perception(const Divergence& divergence) const {
        if constexpr (std::same_as<Divergence, TransportDivergence<double>>) {
            return {};
        } else if constexpr (std::same_as<Divergence, SquaredWasserstein2>) {
            return scalar_->gap_square();
        } else if constexpr (std::derived_from<Divergence, Wasserstein>) {
            return distance(divergence.order());
        } else {
            return FiniteDivergence(divergence, seen_.prior(), seen_.prior().support()).supremum();
        }
    }

    /// W_r(p_X, p_X*), r-th root of E|F_X⁻¹(F_Y(Y)) − X*|^r.
    [[nodiscard]] double distance(double order) const {
        if (order == 1.0) { return scalar_->absolute_gap(); }
        if (order == 2.0) { return scalar_->gap(); }
        const ScalarJoint& joint = scalar_->joint();
        const ObservedIntegral<1> power(joint, [&](const ObservedPoint& at) {
            const NoisyValue shift = joint.perfect_shift(at.y, at.posterior);
            return NoisyValues<1>{{std::pow(std::abs(shift.value), order)}, {}};
        });
        return std::pow(power.value(0), 1.0 / order);
    }

    const ProblemFile& problem_;
    const Eigen::MatrixXd& alphabet_;
    Joint<double> joint_;
    FinitePlaces in_cells_;
    SemiDiscreteProblem seen_;
    std::optional<ScalarProblem> scalar_; ///< in normal noise
    bool certain_ = false;
};

} // namespace

std::vector<Place> semi_discrete_places(const ProblemFile& problem, const Discrete<double>& prior,
                                        const Univariate& noise, const Eigen::MatrixXd& alphabet) {
    const Places place(problem, prior, noise, alphabet);
    return {place.posterior_mean(), place.maximum_posterior(), place.posterior_sample(), place.random_draw()};
}

} // namespace perdis::tool
