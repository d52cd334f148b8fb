#include <perdis/curve/sampled_curve.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/squared_distances.hpp>
#include <perdis/solver/sampled_transport.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The prior on the symbols that occur.
Discrete<double> occurring(const Discrete<double>& prior) {
    std::vector<Eigen::Index> kept;
    for (Eigen::Index i = 0; i < prior.size(); ++i) {
        if (prior.probabilities()(i) > 0.0) { kept.push_back(i); }
    }
    if (static_cast<Eigen::Index>(kept.size()) == prior.size()) { return prior; }
    return Discrete<double>::over_vectors(prior.support()(Eigen::all, kept), prior.probabilities()(kept));
}

/// √x₊; where x is no larger than its error, that error is the root's.
Estimate root(const Estimate& square) {
    const double value = std::sqrt(std::max(0.0, square.value));
    if (square.standard_error == 0.0) { return {value, 0.0}; }
    if (!(square.value > square.standard_error)) { return {value, std::sqrt(square.standard_error)}; }
    return {value, square.standard_error / (2.0 * value)};
}

constexpr Estimate none = {0.0, 0.0};

Estimate sum(const Estimate& a, const Estimate& b) {
    return {a.value + b.value, std::hypot(a.standard_error, b.standard_error)};
}

} // namespace

SampledCurve::SampledCurve(const Discrete<double>& prior, const AdditiveGaussian<double>& channel,
                           const SampledCurveOptions& options)
    : posterior_(occurring(prior), channel) {
    require(options.draws >= 1, "SampledCurve", "draws", options.draws, "[1, inf)");
    require(options.batches >= 1, "SampledCurve", "batches", options.batches, "[1, inf)");
    require(options.plans >= 1, "SampledCurve", "plans", options.plans, "[1, inf)");
    const Discrete<double>& law = posterior_.prior();
    if (channel.variance() == 0.0 || law.size() == 1) {
        const std::vector<double> zeros(2, 0.0);
        potentials_ = Eigen::VectorXd::Zero(law.size());
        estimate_ = {zeros, zeros, zeros, zeros, law.probabilities().replicate(1, 2)};
        return;
    }
    constexpr int share = 100; // of the solver and of the certificate, in the progress that is told
    const auto part = [&options](int start) {
        return [&options, start](int done, int total) {
            if (options.progress) { options.progress(start + done * share / total, 2 * share); }
        };
    };
    const DrawOptions draws{options.draws, options.seed, 0, options.threads};
    potentials_ = SampledTransport(draws)(posterior_, part(0));
    estimate_ = transport_estimate(posterior_, potentials_, {draws, options.batches, options.plans}, part(share));
}

Estimate SampledCurve::min_distortion() const { return mean_estimate(estimate_.min_distortion); }

EstimatedRange SampledCurve::gap() const {
    const Estimate square = mean_estimate(estimate_.lower);
    return {root(square), root(sum(square, mean_estimate(estimate_.gap)))};
}

Estimate SampledCurve::combined(double w, const Estimate& rise) const {
    std::vector<double> sums(estimate_.min_distortion);
    for (std::size_t b = 0; b < sums.size(); ++b) { sums[b] += w * estimate_.lower[b]; }
    return sum(mean_estimate(sums), {w * rise.value, w * rise.standard_error});
}

EstimatedRange SampledCurve::distortion(double perception) const {
    require(perception >= 0.0, "SampledCurve", "perception", perception, "[0, inf]");
    return {distortion(perception, none), distortion(perception, mean_estimate(estimate_.gap))};
}

Estimate SampledCurve::distortion(double perception, const Estimate& rise) const {
    const double gap = root(sum(mean_estimate(estimate_.lower), rise)).value;
    const double excess = std::max(0.0, gap - perception);
    const double weight = gap > 0.0 ? excess / gap : 0.0; // ∂(G − P)²/∂G²
    return {min_distortion().value + excess * excess, combined(weight, rise).standard_error};
}

EstimatedRange SampledCurve::perception(double distortion) const {
    require(!std::isnan(distortion), "SampledCurve", "distortion", distortion, "[-inf, inf]");
    return {perception(distortion, none), perception(distortion, mean_estimate(estimate_.gap))};
}

Estimate SampledCurve::perception(double distortion, const Estimate& rise) const {
    const Estimate least = min_distortion();
    if (distortion < least.value) { return {infinite, 0.0}; }
    const Estimate gap = root(sum(mean_estimate(estimate_.lower), rise));
    const double step = std::sqrt(distortion - least.value);
    if (!(gap.value > step)) { return {0.0, 0.0}; }
    // dP = dG²/2G + dD_min/2√(D − D_min), but √ moves by at most the root of the error of D_min
    const double most = gap.standard_error + std::sqrt(least.standard_error);
    if (step == 0.0) { return {gap.value, most}; }
    const double error = combined(step / gap.value, rise).standard_error / (2.0 * step);
    return {gap.value - step, std::min(most, error)};
}

SampledPlace SampledCurve::maximum_posterior() const {
    const Estimate distortion = mean_estimate(estimate_.mode_distortion);
    if (estimate_.mode_law.cols() < 2) { return {distortion, {{0.0, 0.0}, {infinite, 0.0}}}; }
    const MassEstimate square = mass_estimate(posterior_.prior(), estimate_.mode_law);
    return {distortion, {root(square.lower), root(square.upper)}};
}

SampledPlace SampledCurve::posterior_sample() const {
    const Estimate least = min_distortion();
    return {{2.0 * least.value, 2.0 * least.standard_error}, {}};
}

Eigen::MatrixXd SampledCurve::restore(const Eigen::MatrixXd& observations, double share) const {
    require(share >= 0.0 && share <= 1.0, "SampledCurve", "share", share, "[0, 1]");
    const Eigen::MatrixXd& symbols = posterior_.prior().support();
    Eigen::MatrixXd result = posterior_.mean(posterior_.weights(observations));
    const Eigen::MatrixXd costs = squared_distances(symbols, result).colwise() - potentials_;
    for (Eigen::Index j = 0; j < result.cols(); ++j) {
        Eigen::Index nearest = 0;
        costs.col(j).minCoeff(&nearest);
        result.col(j) = (1.0 - share) * symbols.col(nearest) + share * result.col(j);
    }
    return result;
}

} // namespace perdis
