#include "tool/rational_model.hpp"
#include "tool/refusal.hpp"
#include "tool/transition.hpp"

#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/inference/maximum_posterior.hpp>
#include <perdis/inference/posterior_mean.hpp>
#include <perdis/inference/posterior_sample.hpp>
#include <perdis/inference/random_draw.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/numeric/matrix_product.hpp>

#include <variant>

namespace perdis::tool {

namespace {

[[noreturn]] void refuse(const std::string& key, const std::string& form, const std::string& legal) {
    throw Refusal(key, "no method answers " + form + " in \"rational\"; set " + legal + ", or arithmetic \"double\"");
}

const Discrete<Rational>& discrete(const RationalFile& problem) {
    if (const auto* prior = std::get_if<Discrete<Rational>>(&problem.prior)) { return *prior; }
    const auto* other = std::get_if<Unsolved>(&problem.prior);
    refuse("prior", other != nullptr ? other->form : "gaussian", "discrete");
}

Joint<Rational> exact_joint(const RationalFile& problem) {
    const Discrete<Rational>& prior = discrete(problem);
    if (problem.real_line) {
        throw Refusal("reconstruction",
                      "\"real_line\" with a discrete prior has no method yet; set the list of values");
    }
    if (problem.estimators == Estimators::linear) {
        throw Refusal("estimators", "\"linear\" with a discrete prior has no method yet; set \"all\"");
    }
    return {prior, transition(problem, prior)};
}

DenseMatrix<Rational> distortions(const RationalFile& problem, const DenseMatrix<Rational>& support,
                                  const DenseMatrix<Rational>& alphabet) {
    return std::visit([&](const auto& delta) { return distortion_matrix<Rational>(delta, support, alphabet); },
                      problem.distortion);
}

/// The estimator on another alphabet that holds what it emits; where p_Y(y) = 0 it may emit anything.
FiniteEstimator<Rational> widened(const FiniteEstimator<Rational>& estimator, const std::vector<Eigen::Index>& match,
                                  const DenseMatrix<Rational>& alphabet) {
    const DenseMatrix<Rational>& own = estimator.conditional();
    DenseMatrix<Rational> conditional = DenseMatrix<Rational>::Constant(own.rows(), alphabet.cols(), Rational(0));
    for (Eigen::Index z = 0; z < own.cols(); ++z) {
        const Eigen::Index column = match[static_cast<std::size_t>(z)];
        for (Eigen::Index y = 0; column >= 0 && y < own.rows(); ++y) { conditional(y, column) = own(y, z); }
    }
    for (Eigen::Index y = 0; y < own.rows(); ++y) {
        const Rational sum = conditional.row(y).sum();
        conditional(y, 0) += Rational(1 - sum);
    }
    return {alphabet, conditional};
}

} // namespace

RationalModel::RationalModel(RationalFile problem)
    : problem_(std::move(problem)), joint_(exact_joint(problem_)),
      alphabet_(problem_.reconstruction.value_or(joint_.prior().support())) {
    const DenseMatrix<Rational> delta = distortions(problem_, joint_.prior().support(), alphabet_);
    cost_ = matrix_product(joint_.posterior(), delta);
    curve_ = traced_curve(joint_, delta, alphabet_, problem_.divergence);
    if (!curve_) {
        refuse("divergence", "this divergence",
               std::string("total_variation, ") + (alphabet_.rows() == 1 ? "wasserstein1, " : "")
                   + "squared_wasserstein2 or transport");
    }
}

std::vector<PlaceOf<Rational>> RationalModel::places() const {
    return {place("posterior_mean", posterior_mean(joint_)), place("maximum_posterior", maximum_posterior(joint_)),
            place("posterior_sample", posterior_sample(joint_)), place("random_draw", random_draw(joint_))};
}

PlaceOf<Rational> RationalModel::place(const std::string& name, const FiniteEstimator<Rational>& estimator) const {
    const auto match = match_symbols<Rational>(estimator.alphabet(), alphabet_);
    const auto law = matrix_product(estimator.conditional().transpose(), joint_.marginal());
    bool own = false;
    for (Eigen::Index z = 0; z < law.size(); ++z) {
        own = own || (match[static_cast<std::size_t>(z)] < 0 && law(z) != 0);
    }
    const FiniteEstimator<Rational> found = own ? estimator : widened(estimator, match, alphabet_);
    PlaceOf<Rational> place{name, std::nullopt, std::nullopt, own, {}};
    if (own && std::holds_alternative<MatrixDistortion<Rational>>(problem_.distortion)) {
        place.reason = "its output has no entry in the distortion matrix";
    } else {
        place.distortion =
            std::visit([&](const auto& delta) { return found.distortion(joint_, delta); }, problem_.distortion);
    }
    if (own && std::holds_alternative<TransportDivergence<Rational>>(problem_.divergence)) {
        place.reason = "its output has no entry in the matrices of the problem";
    } else {
        place.perception = perception(found);
    }
    return place;
}

Rational RationalModel::perception(const FiniteEstimator<Rational>& estimator) const {
    return std::visit(
        [&](const auto& divergence) -> Rational {
            if constexpr (requires { divergence(joint_.prior(), joint_.prior()); }) {
                return estimator.perception(joint_, divergence);
            } else {
                return Rational(0); // refused at the door
            }
        },
        problem_.divergence);
}

DenseMatrix<Rational> RationalModel::estimator(const TransportSolution<Rational>& solution) const {
    const auto& marginal = joint_.marginal();
    DenseMatrix<Rational> conditional = DenseMatrix<Rational>::Constant(cost_.rows(), cost_.cols(), Rational(0));
    for (const auto& [row, column, mass] : solution.flows) {
        const auto y = static_cast<Eigen::Index>(row);
        if (marginal(y) != 0) { conditional(y, static_cast<Eigen::Index>(column)) += Rational(mass / marginal(y)); }
    }
    for (Eigen::Index y = 0; y < cost_.rows(); ++y) {
        if (marginal(y) != 0) { continue; }
        Eigen::Index best = 0;
        for (Eigen::Index z = 1; z < cost_.cols(); ++z) { best = cost_(y, z) < cost_(y, best) ? z : best; }
        conditional(y, best) = 1;
    }
    return conditional;
}

} // namespace perdis::tool
