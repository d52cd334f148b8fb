#include <perdis/inference/vector_draws.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/normal_deviates.hpp>
#include <perdis/numeric/parallel_blocks.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr Eigen::Index block_size = 128;

/// The masses and symbols of the strata; the rest is zero.
VectorDraws strata(const Discrete<double>& prior, Eigen::Index draws) {
    VectorDraws result;
    std::vector<double> masses;
    for (Eigen::Index i = 0; i < prior.size(); ++i) {
        const double p = prior.probabilities()(i);
        if (!(p > 0.0)) { continue; }
        const auto count = static_cast<std::size_t>(std::max(1.0, std::round(static_cast<double>(draws) * p)));
        result.symbol.insert(result.symbol.end(), count, i);
        masses.insert(masses.end(), count, p / static_cast<double>(count));
    }
    const auto size = static_cast<Eigen::Index>(masses.size());
    result.mass = Eigen::Map<const Eigen::VectorXd>(masses.data(), size);
    result.mean = Eigen::MatrixXd::Zero(prior.dimension(), size);
    result.variance = result.mode_distance = Eigen::VectorXd::Zero(size);
    result.mode.resize(masses.size());
    return result;
}

} // namespace

Eigen::VectorXd noisy(const Eigen::VectorXd& x, double standard_deviation, const DrawOptions& options,
                      std::uint64_t draw) {
    NormalDeviates deviates(mixed_seed({options.seed, options.batch, draw}));
    Eigen::VectorXd y = x;
    for (double& coordinate : y) { coordinate += standard_deviation * deviates(); }
    return y;
}

VectorDraws vector_draws(const VectorPosterior& posterior, const DrawOptions& options) {
    require(options.draws >= 1, "vector_draws", "draws", options.draws, "[1, inf)");
    const Eigen::MatrixXd& symbols = posterior.prior().support();
    const double deviation = posterior.channel().standard_deviation();
    VectorDraws result = strata(posterior.prior(), options.draws);
    const Eigen::Index size = result.mass.size();
    const auto blocks = static_cast<std::size_t>((size + block_size - 1) / block_size);
    parallel_blocks(blocks, options.threads, [&](std::size_t block) {
        const Eigen::Index first = static_cast<Eigen::Index>(block) * block_size;
        const Eigen::Index count = std::min(block_size, size - first);
        Eigen::MatrixXd observations(symbols.rows(), count);
        for (Eigen::Index j = 0; j < count; ++j) {
            const auto draw = static_cast<std::size_t>(first + j);
            observations.col(j) = noisy(symbols.col(result.symbol[draw]), deviation, options, draw);
        }
        const Eigen::MatrixXd weights = posterior.weights(observations);
        const Eigen::MatrixXd mean = posterior.mean(weights);
        result.mean.middleCols(first, count) = mean;
        result.variance.segment(first, count) = posterior.variance(weights, mean);
        const std::vector<Eigen::Index> modes = largest_weights(weights);
        for (Eigen::Index j = 0; j < count; ++j) {
            const Eigen::Index mode = modes[static_cast<std::size_t>(j)];
            result.mode[static_cast<std::size_t>(first + j)] = mode;
            result.mode_distance(first + j) = (mean.col(j) - symbols.col(mode)).squaredNorm();
        }
    });
    return result;
}

} // namespace perdis
