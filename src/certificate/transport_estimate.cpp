#include <perdis/certificate/transport_estimate.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/entropic_prices.hpp>
#include <perdis/numeric/normal_deviates.hpp>
#include <perdis/numeric/parallel_blocks.hpp>
#include <perdis/numeric/squared_distances.hpp>
#include <perdis/numeric/transport.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>

namespace perdis {

namespace {

std::span<const double> as_span(const Eigen::VectorXd& values) {
    return {values.data(), static_cast<std::size_t>(values.size())};
}

/// Points with masses that replace a batch, and what it costs that they do.
struct Rows {
    Eigen::MatrixXd points;
    Eigen::VectorXd mass;
    double within = 0.0; // Σ mass ‖x* − mean of its group‖²
};

/// The cell of each draw at these prices, and by how much the second best symbol is worse.
std::vector<std::pair<std::uint32_t, double>> cells(const NearestSymbols& lists, const Eigen::VectorXd& prices) {
    std::vector<std::pair<std::uint32_t, double>> result;
    for (std::size_t x = 0; x + 1 < lists.begin.size(); ++x) {
        double first = std::numeric_limits<double>::infinity();
        double second = first;
        std::uint32_t best = 0;
        for (std::size_t e = lists.begin[x]; e < lists.begin[x + 1]; ++e) {
            const double value = lists.cost[e] - prices(lists.symbol[e]);
            second = std::min(second, std::max(first, value));
            if (value < first) {
                first = value;
                best = lists.symbol[e];
            }
        }
        result.emplace_back(best, second - first);
    }
    return result;
}

/// The `singles` draws nearest to a border alone, the others gathered by cells.
Rows gathered(const VectorDraws& batch, const std::vector<std::pair<std::uint32_t, double>>& cell, Eigen::Index symbols,
              Eigen::Index singles) {
    const auto size = static_cast<Eigen::Index>(cell.size());
    std::vector<Eigen::Index> order(cell.size());
    for (Eigen::Index x = 0; x < size; ++x) { order[static_cast<std::size_t>(x)] = x; }
    const Eigen::Index alone = std::min(singles, size);
    std::nth_element(order.begin(), order.begin() + alone, order.end(), [&](Eigen::Index a, Eigen::Index b) {
        const auto &first = cell[static_cast<std::size_t>(a)], &second = cell[static_cast<std::size_t>(b)];
        return first.second < second.second || (first.second == second.second && a < b);
    });
    std::sort(order.begin() + alone, order.end());
    Rows rows{Eigen::MatrixXd::Zero(batch.mean.rows(), alone + symbols), Eigen::VectorXd::Zero(alone + symbols)};
    for (Eigen::Index i = 0; i < size; ++i) {
        const Eigen::Index x = order[static_cast<std::size_t>(i)];
        const Eigen::Index row =
            i < alone ? i : alone + static_cast<Eigen::Index>(cell[static_cast<std::size_t>(x)].first);
        rows.points.col(row) += batch.mass(x) * batch.mean.col(x);
        rows.mass(row) += batch.mass(x);
    }
    for (Eigen::Index row = 0; row < rows.mass.size(); ++row) {
        if (rows.mass(row) > 0.0) { rows.points.col(row) /= rows.mass(row); }
    }
    for (Eigen::Index i = alone; i < size; ++i) {
        const Eigen::Index x = order[static_cast<std::size_t>(i)];
        const Eigen::Index row = alone + static_cast<Eigen::Index>(cell[static_cast<std::size_t>(x)].first);
        rows.within += batch.mass(x) * (batch.mean.col(x) - rows.points.col(row)).squaredNorm();
    }
    return rows;
}

/// The cost of the optimal plan between masses at points and p at the symbols, from its flows; inf unless its marginals are right.
double plan_cost(const Eigen::MatrixXd& points, const Eigen::VectorXd& mass, const Discrete<double>& prior) {
    const Eigen::VectorXd& p = prior.probabilities();
    const auto plan = transport<double>(as_span(mass), as_span(p), squared_distances(points, prior.support()));
    Eigen::VectorXd given = Eigen::VectorXd::Zero(mass.size());
    Eigen::VectorXd taken = Eigen::VectorXd::Zero(p.size());
    double cost = 0.0;
    for (const auto& flow : plan.flows) {
        given(flow.row) += flow.mass;
        taken(flow.column) += flow.mass;
        cost += flow.mass * (points.col(flow.row) - prior.support().col(flow.column)).squaredNorm();
    }
    const double off = (given - mass).lpNorm<1>() + (taken - p).lpNorm<1>();
    return off <= 1e-12 ? cost : std::numeric_limits<double>::infinity();
}

/// Rows whose transport to p costs, with `within`, little more than the batch's.
Rows rows_of(const VectorDraws& batch, const Discrete<double>& prior, const Eigen::VectorXd& potentials,
             const EstimateOptions& options) {
    const double spread = std::sqrt(std::max(0.0, prior.support().colwise().squaredNorm().maxCoeff()));
    const Eigen::VectorXd centre = batch.mean * batch.mass;
    const double deviation = std::sqrt((batch.mean.colwise() - centre).colwise().squaredNorm().dot(batch.mass));
    const double scale = deviation * spread;
    const unsigned threads = options.draws.threads;
    Eigen::VectorXd prices = potentials;
    const NearestSymbols lists = nearest_symbols(batch.mean, batch.mass, prior.support(), prices,
                                                 {48, std::numeric_limits<double>::infinity(), threads});
    for (const double temperature : {0.04, 0.01, 0.003, 0.001}) {
        if (!(scale > 0.0) || !std::isfinite(scale)) { break; }
        prices =
            entropic_prices(lists, batch.mass, prior.probabilities(), prices, temperature * scale, {60, 1e-3, threads});
    }
    return gathered(batch, cells(lists, prices), prior.size(), std::max(options.singles, batch.mass.size() / 16));
}

/// Σ mass min_i [‖x* − x_i‖² − v_i] + Σ p_i v_i.
double dual_value(const VectorDraws& batch, const Discrete<double>& prior, const Eigen::VectorXd& potentials,
                  unsigned threads) {
    const ListOptions nearest{1, 0.0, threads};
    return nearest_symbols(batch.mean, batch.mass, prior.support(), potentials, nearest).least
           + potentials.dot(prior.probabilities());
}

void require_claim(const Discrete<double>& prior, const Eigen::VectorXd& potentials, const EstimateOptions& options) {
    const double least = prior.probabilities().minCoeff();
    require(potentials.size() == prior.size(), "transport_estimate",
            std::to_string(potentials.size()) + " potentials for " + std::to_string(prior.size()) + " symbols");
    require(potentials.array().isFinite().all(), "transport_estimate", "a potential is not finite");
    require(least > 0.0, "transport_estimate", "the least probability of a symbol", least, "(0, 1]");
    require(options.batches >= 1, "transport_estimate", "batches", options.batches, "[1, inf)");
    require(options.plans >= 1, "transport_estimate", "plans", options.plans, "[1, inf)");
    require(options.singles >= 0, "transport_estimate", "singles", options.singles, "[0, inf)");
}

} // namespace

TransportEstimate transport_estimate(const VectorPosterior& posterior, const Eigen::VectorXd& potentials,
                                     const EstimateOptions& options, const std::function<void(int, int)>& told) {
    const Discrete<double>& prior = posterior.prior();
    require_claim(prior, potentials, options);
    const int stages = options.batches + 2 * options.plans;
    const auto tell = [&](int done) {
        if (told) { told(done, stages); }
    };
    DrawOptions draws = options.draws;
    draws.seed = mixed_seed({options.draws.seed, 2});
    draws.draws = std::max<Eigen::Index>(1, options.draws.draws / 8);
    TransportEstimate result;
    result.mode_law = Eigen::MatrixXd::Zero(prior.size(), options.batches);
    for (int b = 0; b < options.batches; ++b) {
        draws.batch = static_cast<std::uint64_t>(b);
        const VectorDraws batch = vector_draws(posterior, draws);
        result.min_distortion.push_back(batch.variance.dot(batch.mass));
        result.lower.push_back(dual_value(batch, prior, potentials, draws.threads));
        result.mode_distortion.push_back((batch.variance + batch.mode_distance).dot(batch.mass));
        for (std::size_t x = 0; x < batch.mode.size(); ++x) {
            result.mode_law(batch.mode[x], b) += batch.mass(static_cast<Eigen::Index>(x));
        }
        tell(b + 1);
    }
    draws = options.draws;
    draws.seed = mixed_seed({options.draws.seed, 3});
    std::vector<Rows> rows;
    for (int b = 0; b < options.plans; ++b) {
        draws.batch = static_cast<std::uint64_t>(b);
        const VectorDraws batch = vector_draws(posterior, draws);
        result.gap.push_back(-dual_value(batch, prior, potentials, draws.threads));
        rows.push_back(rows_of(batch, prior, potentials, options));
        tell(options.batches + b + 1);
    }
    parallel_blocks(rows.size(), draws.threads, [&](std::size_t b) {
        result.gap[b] += rows[b].within + plan_cost(rows[b].points, rows[b].mass, prior);
    });
    tell(stages);
    return result;
}

MassEstimate mass_estimate(const Discrete<double>& prior, const Eigen::MatrixXd& laws) {
    require(laws.cols() >= 2, "mass_estimate", "the number of batches", laws.cols(), "[2, inf)");
    const Eigen::MatrixXd cost = squared_distances(prior.support(), prior.support());
    const Eigen::VectorXd& p = prior.probabilities();
    const auto dual_of = [&](const Eigen::MatrixXd& part) {
        const Eigen::VectorXd mean = part.rowwise().mean();
        return transport<double>(as_span(mean), as_span(p), cost);
    };
    const Eigen::Index half = laws.cols() / 2;
    const auto first = dual_of(laws.leftCols(half));
    const auto second = dual_of(laws.rightCols(laws.cols() - half));
    const auto all = dual_of(laws);
    const auto value_of = [&](const auto& plan, const Eigen::VectorXd& q) {
        return q.dot(Eigen::Map<const Eigen::VectorXd>(plan.row_potential.data(), p.size()))
               + p.dot(Eigen::Map<const Eigen::VectorXd>(plan.column_potential.data(), p.size()));
    };
    std::vector<double> lower;
    std::vector<double> linear;
    for (Eigen::Index b = 0; b < laws.cols(); ++b) {
        lower.push_back(value_of(b < half ? second : first, laws.col(b)));
        linear.push_back(value_of(all, laws.col(b)));
    }
    return {mean_estimate(lower), {all.cost, mean_estimate(linear).standard_error}};
}

} // namespace perdis
