#include <perdis/numeric/entropic_prices.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/parallel_blocks.hpp>
#include <perdis/numeric/squared_distances.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

/// The lists of a block of points, in their order.
struct Block {
    std::vector<std::size_t> counts;
    std::vector<std::uint32_t> symbol;
    std::vector<double> cost;
    double least = 0.0;
};

Block list_block(const Eigen::MatrixXd& costs, const Eigen::Ref<const Eigen::VectorXd>& mass,
                 const Eigen::VectorXd& prices, const ListOptions& options) {
    Block block;
    std::vector<std::uint32_t> found;
    for (Eigen::Index x = 0; x < costs.cols(); ++x) {
        const Eigen::VectorXd reduced = costs.col(x) - prices;
        const double least = reduced.minCoeff();
        block.least += mass(x) * least;
        found.clear();
        for (Eigen::Index i = 0; i < reduced.size(); ++i) {
            if (reduced(i) <= least + options.window) { found.push_back(static_cast<std::uint32_t>(i)); }
        }
        if (found.size() > options.count) {
            const auto last = found.begin() + static_cast<std::ptrdiff_t>(options.count);
            std::nth_element(found.begin(), last, found.end(), [&](std::uint32_t a, std::uint32_t b) {
                return reduced(a) < reduced(b) || (reduced(a) == reduced(b) && a < b);
            });
            found.resize(options.count);
            std::sort(found.begin(), found.end());
        }
        block.counts.push_back(found.size());
        for (const std::uint32_t i : found) {
            block.symbol.push_back(i);
            block.cost.push_back(costs(i, x));
        }
    }
    return block;
}

/// The masses that the symbols get from the points first … last − 1.
Eigen::VectorXd soft_masses(const NearestSymbols& lists, const Eigen::VectorXd& mass, const Eigen::VectorXd& prices,
                            double epsilon, std::size_t first, std::size_t last) {
    Eigen::VectorXd q = Eigen::VectorXd::Zero(prices.size());
    std::vector<double> share;
    for (std::size_t x = first; x < last; ++x) {
        const std::size_t begin = lists.begin[x];
        const std::size_t count = lists.begin[x + 1] - begin;
        share.resize(count);
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t e = 0; e < count; ++e) {
            share[e] = lists.cost[begin + e] - prices(lists.symbol[begin + e]);
            least = std::min(least, share[e]);
        }
        double sum = 0.0;
        for (double& value : share) {
            sum += value = value - least < 40.0 * epsilon ? std::exp((least - value) / epsilon) : 0.0;
        }
        const double factor = mass(static_cast<Eigen::Index>(x)) / sum;
        for (std::size_t e = 0; e < count; ++e) { q(lists.symbol[begin + e]) += factor * share[e]; }
    }
    return q;
}

} // namespace

NearestSymbols nearest_symbols(const Eigen::MatrixXd& points, const Eigen::VectorXd& mass,
                               const Eigen::MatrixXd& symbols, const Eigen::VectorXd& prices,
                               const ListOptions& options) {
    constexpr Eigen::Index size = 256;
    std::vector<Block> blocks(static_cast<std::size_t>((points.cols() + size - 1) / size));
    parallel_blocks(blocks.size(), options.threads, [&](std::size_t block) {
        const Eigen::Index first = static_cast<Eigen::Index>(block) * size;
        const Eigen::Index count = std::min(size, points.cols() - first);
        blocks[block] = list_block(squared_distances(symbols, points.middleCols(first, count)),
                                   mass.segment(first, count), prices, options);
    });
    NearestSymbols lists;
    for (const Block& block : blocks) {
        for (const std::size_t count : block.counts) { lists.begin.push_back(lists.begin.back() + count); }
        lists.symbol.insert(lists.symbol.end(), block.symbol.begin(), block.symbol.end());
        lists.cost.insert(lists.cost.end(), block.cost.begin(), block.cost.end());
        lists.least += block.least;
    }
    return lists;
}

Eigen::VectorXd entropic_prices(const NearestSymbols& lists, const Eigen::VectorXd& mass, const Eigen::VectorXd& p,
                                Eigen::VectorXd prices, double epsilon, const SweepOptions& options) {
    require(epsilon > 0.0, "entropic_prices", "epsilon", epsilon, "(0, inf)");
    require(p.minCoeff() > 0.0, "entropic_prices", "the least mass of a symbol", p.minCoeff(), "(0, 1]");
    constexpr std::size_t size = 4096;
    const std::size_t points = lists.begin.size() - 1;
    std::vector<Eigen::VectorXd> parts((points + size - 1) / size);
    for (int sweep = 0; sweep < options.sweeps; ++sweep) {
        parallel_blocks(parts.size(), options.threads, [&](std::size_t block) {
            parts[block] =
                soft_masses(lists, mass, prices, epsilon, block * size, std::min(points, (block + 1) * size));
        });
        Eigen::VectorXd q = Eigen::VectorXd::Zero(p.size());
        for (const Eigen::VectorXd& part : parts) { q += part; }
        if ((q - p).lpNorm<1>() <= options.tolerance) { break; }
        prices.array() += epsilon * (p.array() / q.array().max(1e-3 * p.array())).log();
        prices.array() -= prices.dot(p);
    }
    return prices;
}

} // namespace perdis
