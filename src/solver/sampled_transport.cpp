#include <perdis/solver/sampled_transport.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/entropic_prices.hpp>
#include <perdis/numeric/normal_deviates.hpp>
#include <perdis/numeric/squared_distances.hpp>
#include <perdis/numeric/transport.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace perdis {

namespace {

constexpr std::array<double, 7> temperatures = {0.1, 0.05, 0.03, 0.015, 0.008, 0.004, 0.002};

/// The prices of the exact transport between a batch and p.
Eigen::VectorXd exact_prices(const VectorDraws& batch, const Discrete<double>& prior) {
    const Eigen::VectorXd& p = prior.probabilities();
    const auto plan =
        transport<double>(std::span<const double>(batch.mass.data(), static_cast<std::size_t>(batch.mass.size())),
                          std::span<const double>(p.data(), static_cast<std::size_t>(p.size())),
                          squared_distances(batch.mean, prior.support()));
    Eigen::VectorXd prices = Eigen::Map<const Eigen::VectorXd>(plan.column_potential.data(), p.size());
    prices.array() -= prices.dot(p);
    return prices;
}

/// √(Var X · Var X*): by so much the costs of two symbols differ from point to point.
double cost_scale(const VectorDraws& batch, const Discrete<double>& prior) {
    const auto spread = [](const Eigen::MatrixXd& values, const Eigen::VectorXd& mass) {
        const Eigen::VectorXd mean = values * mass;
        return (values.colwise() - mean).colwise().squaredNorm().dot(mass);
    };
    return std::sqrt(spread(prior.support(), prior.probabilities()) * spread(batch.mean, batch.mass));
}

/// The best prices so far, judged on a batch of their own.
class Best {
public:
    Best(VectorDraws batch, const Discrete<double>& prior, unsigned threads)
        : batch_(std::move(batch)), prior_(prior), threads_(threads) {}

    void offer(const Eigen::VectorXd& prices) {
        const ListOptions nearest{1, 0.0, threads_};
        const double value = nearest_symbols(batch_.mean, batch_.mass, prior_.support(), prices, nearest).least;
        if (prices_.size() == 0 || value > value_) {
            value_ = value;
            prices_ = prices;
        }
    }
    [[nodiscard]] const Eigen::VectorXd& prices() const { return prices_; }

private:
    VectorDraws batch_;
    const Discrete<double>& prior_;
    unsigned threads_;
    double value_ = 0.0;
    Eigen::VectorXd prices_;
};

} // namespace

Eigen::VectorXd SampledTransport::operator()(const VectorPosterior& posterior,
                                             const std::function<void(int, int)>& told) const {
    const Discrete<double>& prior = posterior.prior();
    const Eigen::VectorXd& p = prior.probabilities();
    require(p.minCoeff() > 0.0, "SampledTransport", "the least probability of a symbol", p.minCoeff(), "(0, 1]");
    require(options_.draws >= 1, "SampledTransport", "draws", options_.draws, "[1, inf)");
    const Eigen::VectorXd zero = Eigen::VectorXd::Zero(prior.size());
    if (posterior.channel().variance() == 0.0 || prior.size() == 1) { return zero; }
    const auto draws = [&](std::uint64_t batch, Eigen::Index size) {
        return vector_draws(posterior,
                            {std::max<Eigen::Index>(size, 1), mixed_seed({options_.seed, 1}), batch, options_.threads});
    };
    constexpr int stages = 2 + 2 * static_cast<int>(temperatures.size());
    int done = 0;
    const auto tell = [&] {
        ++done;
        if (told) { told(done, stages); }
    };
    Best best(draws(0, options_.draws / 4), prior, options_.threads);
    best.offer(zero);
    tell();
    best.offer(exact_prices(draws(1, std::min(options_.draws, std::max<Eigen::Index>(2000, 2 * prior.size()))), prior));
    tell();
    for (const Eigen::Index part : {8, 1}) {
        const VectorDraws batch = draws(1 + static_cast<std::uint64_t>(9 - part), options_.draws / part);
        const double scale = cost_scale(batch, prior);
        const ListOptions window{48, 12.0 * temperatures.front() * scale, options_.threads};
        const NearestSymbols lists = nearest_symbols(batch.mean, batch.mass, prior.support(), best.prices(), window);
        Eigen::VectorXd prices = best.prices();
        for (const double temperature : temperatures) {
            if (scale > 0.0) {
                prices =
                    entropic_prices(lists, batch.mass, p, prices, temperature * scale, {60, 1e-3, options_.threads});
                best.offer(prices);
            }
            tell();
        }
    }
    return best.prices();
}

} // namespace perdis
