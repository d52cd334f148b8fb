#include "starting_arcs.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

namespace perdis {

namespace {

constexpr Eigen::Index all_columns = 48; // up to this many all arcs take part
// Arcs of a row: for every guess of the prices, near known prices.
constexpr std::ptrdiff_t guess_count = 6;
constexpr std::ptrdiff_t near_count = 10;

/// Whether (y, z) takes part.
using Taken = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The arcs taken.
Arcs collect(const RowMatrix& cost, const Taken& taken) {
    std::vector<std::vector<Eigen::Index>> rows(static_cast<std::size_t>(cost.rows()));
    for (Eigen::Index y = 0; y < cost.rows(); ++y) {
        for (Eigen::Index z = 0; z < cost.cols(); ++z) {
            if (taken(y, z)) { rows[static_cast<std::size_t>(y)].push_back(z); }
        }
    }
    return {cost, rows};
}

/// Takes the arcs of least c − v in every row, and of every column the one nearest to its row's least.
void take_least(const RowMatrix& cost, const Eigen::VectorXd& potentials, std::ptrdiff_t count, Taken& taken) {
    Eigen::ArrayXd nearest = Eigen::ArrayXd::Constant(cost.cols(), std::numeric_limits<double>::infinity());
    std::vector<Eigen::Index> row_of_nearest(static_cast<std::size_t>(cost.cols()), 0);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(cost.cols()));
    for (Eigen::Index y = 0; y < cost.rows(); ++y) {
        const Eigen::ArrayXd reduced = cost.row(y).transpose() - potentials;
        std::iota(order.begin(), order.end(), Eigen::Index(0));
        std::nth_element(order.begin(), order.begin() + count, order.end(),
                         [&](Eigen::Index a, Eigen::Index b) { return reduced(a) < reduced(b); });
        std::for_each(order.begin(), order.begin() + count, [&](Eigen::Index z) { taken(y, z) = true; });
        const double least = reduced.minCoeff();
        for (Eigen::Index z = 0; z < cost.cols(); ++z) {
            if (reduced(z) - least >= nearest(z)) { continue; }
            nearest(z) = reduced(z) - least;
            row_of_nearest[static_cast<std::size_t>(z)] = y;
        }
    }
    for (Eigen::Index z = 0; z < cost.cols(); ++z) { taken(row_of_nearest[static_cast<std::size_t>(z)], z) = true; }
}

} // namespace

Arcs starting_arcs(const FiniteProblem& problem, const PathSetup& setup) {
    const RowMatrix& cost = setup.path.cost;
    Taken taken = Taken::Constant(cost.rows(), cost.cols(), !setup.at_minimum && cost.cols() <= all_columns);
    if (setup.at_minimum) {
        // Above the least where an observation of no mass has no symbol that others make reachable.
        taken = cost.array() <= cost.rowwise().minCoeff().replicate(1, cost.cols()).array();
    } else if (cost.cols() > all_columns) {
        const Eigen::VectorXd potentials = problem.perfect_potentials()(setup.symbols) / setup.unit;
        for (const double share : {0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0}) {
            take_least(cost, share * potentials, guess_count, taken);
        }
    }
    return collect(cost, taken);
}

Arcs arcs_near(const PathProblem& path, const Eigen::VectorXd& prices, double multiplier) {
    Taken taken = Taken::Constant(path.cost.rows(), path.cost.cols(), path.cost.cols() <= all_columns);
    if (path.cost.cols() > all_columns) { take_least(path.cost, prices / -multiplier, near_count, taken); }
    return collect(path.cost, taken);
}

} // namespace perdis
