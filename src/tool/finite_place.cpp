#include "tool/finite_place.hpp"

#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/law/alphabet.hpp>

#include <utility>
#include <variant>

namespace perdis::tool {

Eigen::MatrixXd distortions(const DistortionForm& form, const Eigen::MatrixXd& support,
                            const Eigen::MatrixXd& alphabet) {
    return std::visit([&](const auto& delta) { return distortion_matrix<double>(delta, support, alphabet); }, form);
}

FiniteDivergence bound(const DivergenceForm& form, const Discrete<double>& prior, const Eigen::MatrixXd& alphabet) {
    return std::visit([&](const auto& divergence) { return FiniteDivergence(divergence, prior, alphabet); }, form);
}

FinitePlaces::FinitePlaces(const ProblemFile& problem, Joint<double> joint, Eigen::MatrixXd alphabet)
    : problem_(problem), joint_(std::move(joint)), alphabet_(std::move(alphabet)),
      cost_(joint_.posterior() * distortions(problem.distortion, joint_.prior().support(), alphabet_)),
      divergence_(bound(problem.divergence, joint_.prior(), alphabet_)) {}

Place FinitePlaces::operator()(const std::string& name, const FiniteEstimator<double>& estimator, bool faithful) const {
    const auto match = match_symbols<double>(estimator.alphabet(), alphabet_);
    Eigen::VectorXd own = faithful ? joint_.prior().probabilities()
                                   : Eigen::VectorXd(estimator.conditional().transpose() * joint_.marginal());
    own = (own / own.sum()).cwiseMin(1.0);
    Eigen::VectorXd law = Eigen::VectorXd::Zero(alphabet_.cols());
    double distortion = 0.0;
    for (Eigen::Index z = 0; z < own.size(); ++z) {
        const Eigen::Index column = match[static_cast<std::size_t>(z)];
        if (own(z) == 0.0) { continue; }
        if (column < 0) { return own_place(name, estimator, own); }
        law(column) += own(z);
        distortion +=
            (joint_.marginal().array() * cost_.col(column).array() * estimator.conditional().col(z).array()).sum();
    }
    return {name, distortion, divergence_.transform(divergence_.core(law)), false, {}};
}

Place FinitePlaces::own_place(const std::string& name, const FiniteEstimator<double>& estimator,
                              const Eigen::VectorXd& law) const {
    Place place{name, std::nullopt, std::nullopt, true, {}};
    if (std::holds_alternative<MatrixDistortion<double>>(problem_.distortion)) {
        place.reason = "its output has no entry in the distortion matrix";
    } else {
        const Eigen::MatrixXd delta = distortions(problem_.distortion, joint_.prior().support(), estimator.alphabet());
        place.distortion = (joint_.masses().transpose() * delta).cwiseProduct(estimator.conditional()).sum();
    }
    place.perception =
        divergence_of(problem_.divergence, joint_.prior(), Discrete<double>::over_vectors(estimator.alphabet(), law));
    if (!place.perception) { place.reason = "its output has no entry in the matrices of the problem"; }
    return place;
}

} // namespace perdis::tool
