#include "tool/formula.hpp"
#include "tool/refusal.hpp"

#include <perdis/divergence/linear_slope.hpp>
#include <perdis/tradeoff/linear_gaussian_problem.hpp>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace perdis::tool {

namespace {

/// The variance of all the noise.
AdditiveGaussian<double> noise_of(const ProblemFile& problem) {
    double sum = 0.0;
    for (const ChannelStage& stage : problem.channel) {
        const auto* noise = std::get_if<AdditiveGaussian<double>>(&stage.form);
        if (noise == nullptr) { throw Refusal(stage.path, "no closed form; set additive_gaussian"); }
        if (problem.channel.size() == 1) { return *noise; }
        sum += noise->variance();
    }
    if (!std::isfinite(sum)) { throw Refusal("channel", "the sum of the variances is not in [0, inf)"); }
    return AdditiveGaussian<double>(variance(sum));
}

/// d(N(0, v), N(0, τ²)) is infinite for τ² up to this share of v.
template <class Divergence>
Expression infinite_share(const Divergence& divergence) {
    if constexpr (std::is_same_v<Divergence, ChiSquared>) { return Expression(1) / 2; }
    if constexpr (std::is_same_v<Divergence, Renyi> || std::is_same_v<Divergence, Alpha>) {
        const Expression order = divergence.order();
        if (order > 1) { return (order - 1) / order; }
    }
    return 0;
}

ProblemFormulas gaussian_formulas(const ProblemFile& problem, const Gaussian<double>& prior) {
    if (!std::holds_alternative<SquaredError>(problem.distortion)) {
        throw Refusal("distortion", "no closed form with a gaussian prior; set \"squared_error\"");
    }
    if (problem.observation) { throw Refusal("observation", "no closed form with bins; leave it out"); }
    if (problem.reconstruction) { throw Refusal("reconstruction", "no closed form with a list; leave it out"); }
    const AdditiveGaussian<double> noise = noise_of(problem);
    const bool point = prior.variance() == 0.0 || noise.variance() == 0.0; // P = 0 for whatever estimators
    return std::visit(
        [&](const auto& divergence) -> ProblemFormulas {
            using Divergence = std::decay_t<decltype(divergence)>;
            if constexpr (GaussianDivergence<Divergence, double>) {
                if (problem.estimators == Estimators::all && !linear_is_optimal(divergence) && !point) {
                    throw Refusal("estimators", "no closed form for all of them with this divergence; set \"linear\"");
                }
                try {
                    ProblemFormulas found = example_1_formulas(
                        prior, noise,
                        [&](const Gaussian<Expression>& p, const Gaussian<Expression>& q) { return divergence(p, q); },
                        infinite_share(divergence));
                    if (linear_is_optimal(divergence)) { found.model += ", which are optimal among all"; }
                    return found;
                } catch (const DomainError& error) {
                    throw Refusal("divergence", std::string("no closed form of this order: ") + error.what());
                }
            } else {
                throw Refusal("divergence", "no closed form for normal laws; set \"kullback_leibler\" for instance");
            }
        },
        problem.divergence);
}

/// d between two bits.
BinaryDivergence binary_divergence(const DivergenceForm& form) {
    using E = Expression;
    if (std::holds_alternative<TotalVariation>(form)) {
        return [](const E&, const E&, const E& gap) { return gap; };
    }
    if (std::holds_alternative<KullbackLeibler>(form)) {
        return [](const E& p, const E& q, const E&) { return p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)); };
    }
    if (std::holds_alternative<ReverseKullbackLeibler>(form)) {
        return [](const E& p, const E& q, const E&) { return q * log(q / p) + (1 - q) * log((1 - q) / (1 - p)); };
    }
    if (std::holds_alternative<SquaredHellinger>(form)) {
        return [](const E& p, const E& q, const E&) { return 1 - sqrt(p * q) - sqrt((1 - p) * (1 - q)); };
    }
    if (std::holds_alternative<ChiSquared>(form)) {
        return [](const E&, const E& q, const E& gap) { return gap * gap / (q * (1 - q)); };
    }
    if (std::holds_alternative<ReverseChiSquared>(form)) {
        return [](const E& p, const E&, const E& gap) { return gap * gap / (p * (1 - p)); };
    }
    throw Refusal("divergence",
                  "no closed form of a bit; set \"total_variation\" or \"kullback_leibler\" for instance");
}

ProblemFormulas finite_formulas(const ProblemFile& problem, const Discrete<double>& prior) {
    const auto& p = prior.probabilities();
    if (p.size() != 2) { throw Refusal("prior", "no closed form of more than two symbols; set two, or a gaussian"); }
    if (p(0) == p(1) || p.minCoeff() == 0.0) {
        throw Refusal("prior.probabilities", "no closed form of an even or a certain bit; set others");
    }
    if (!std::holds_alternative<Hamming>(problem.distortion)) {
        throw Refusal("distortion", "no closed form with a finite prior; set \"hamming\"");
    }
    if (problem.reconstruction) { throw Refusal("reconstruction", "no closed form with a list; leave it out"); }
    const BinaryDivergence divergence = binary_divergence(problem.divergence);
    const double rarer = std::min(p(0), p(1));
    const ChannelForm* const channel = problem.channel.size() == 1 ? &problem.channel.front().form : nullptr;
    if (const auto* symmetric = std::get_if<Symmetric<double>>(channel)) {
        try {
            return binary_symmetric_formulas(rarer, (*symmetric)(2)(0, 1), divergence);
        } catch (const DomainError& refused) { throw Refusal("channel.error", refused.what()); }
    }
    if (const auto* erasure = std::get_if<Erasure<double>>(channel)) {
        try {
            return binary_erasure_formulas(rarer, (*erasure)(2)(0, 2), divergence);
        } catch (const DomainError& refused) { throw Refusal("channel.probability", refused.what()); }
    }
    throw Refusal("channel", "no closed form with a finite prior; set \"symmetric\" or \"erasure\"");
}

} // namespace

ProblemFormulas formulas_of(const ProblemFile& problem) {
    if (const auto* gaussian = std::get_if<Gaussian<double>>(&problem.prior)) {
        return gaussian_formulas(problem, *gaussian);
    }
    if (const auto* discrete = std::get_if<Discrete<double>>(&problem.prior)) {
        return finite_formulas(problem, *discrete);
    }
    throw Refusal("prior", "no closed form; set a scalar gaussian, or two symbols");
}

} // namespace perdis::tool
