#include "pricing.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double nearness = 0.3;      // slacks below this share of the row's mean slack join
constexpr double joining_share = 0.1; // of the row's law, what joining arcs get at most
constexpr std::size_t most_joining = 6;

/// The columns of a row that join, the smallest slacks first.
using Joining = std::vector<std::pair<double, Eigen::Index>>;

/// Columns of slack below bound that take no part yet.
Joining near_columns(const Iterate& iterate, const Eigen::ArrayXd& slack, double bound, Eigen::Index y) {
    const Arcs& arcs = *iterate.arcs;
    Joining joining;
    Eigen::Index arc = arcs.first(y);
    for (Eigen::Index z = 0; z < slack.size(); ++z) {
        const bool taking_part = arc < arcs.first(y + 1) && arcs.column(arc) == z;
        if (taking_part) { ++arc; }
        if (!taking_part && slack(z) < bound) { joining.emplace_back(slack(z), z); }
    }
    std::sort(joining.begin(), joining.end());
    joining.resize(std::min(joining.size(), most_joining));
    return joining;
}

/// What joins every row; empty where nothing joins any.
std::vector<Joining> priced(const PathProblem& problem, const Iterate& iterate, const Eigen::VectorXd& bounds) {
    const Arcs& arcs = *iterate.arcs;
    std::vector<Joining> joining(static_cast<std::size_t>(arcs.rows()));
    bool any = false;
    Eigen::ArrayXd slack(arcs.columns());
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        slack = iterate.multiplier * problem.cost.row(y).transpose().array() + iterate.prices.array()
                - iterate.potentials(y);
        const auto near = (iterate.slack.segment(arcs.first(y), arcs.count(y)) < bounds(y)).count();
        if ((slack < bounds(y)).count() <= near) { continue; }
        joining[static_cast<std::size_t>(y)] = near_columns(iterate, slack, bounds(y), y);
        any = any || !joining[static_cast<std::size_t>(y)].empty();
    }
    if (!any) { joining.clear(); }
    return joining;
}

std::shared_ptr<const Arcs> with(const PathProblem& problem, const Arcs& arcs, const std::vector<Joining>& joining) {
    std::vector<std::vector<Eigen::Index>> rows(joining.size());
    for (std::size_t y = 0; y < rows.size(); ++y) {
        const auto row = static_cast<Eigen::Index>(y);
        for (Eigen::Index arc = arcs.first(row); arc < arcs.first(row + 1); ++arc) {
            rows[y].push_back(arcs.column(arc));
        }
        for (const auto& fresh : joining[y]) { rows[y].push_back(fresh.second); }
        std::sort(rows[y].begin(), rows[y].end());
    }
    return std::make_shared<const Arcs>(problem.cost, rows);
}

} // namespace

bool take_in_arcs(const PathProblem& problem, Iterate& iterate) {
    const std::shared_ptr<const Arcs> arcs = iterate.arcs;
    const Eigen::VectorXd mean_slack = arcs->row_sums(iterate.conditional * iterate.slack);
    const std::vector<Joining> joining = priced(problem, iterate, nearness * mean_slack);
    if (joining.empty()) { return false; }
    iterate.arcs = with(problem, *arcs, joining);
    const Arcs& wider = *iterate.arcs;
    const Eigen::ArrayXd conditional = std::exchange(iterate.conditional, Eigen::ArrayXd(wider.size()));
    const Eigen::ArrayXd slack = std::exchange(iterate.slack, Eigen::ArrayXd(wider.size()));
    Eigen::Index old = 0;
    for (Eigen::Index y = 0; y < wider.rows(); ++y) {
        const Joining& fresh = joining[static_cast<std::size_t>(y)];
        const double fall = fresh.empty() ? 0.0 : std::max(0.0, 0.5 * nearness * mean_slack(y) - fresh.front().first);
        iterate.potentials(y) -= fall;
        const double central = mean_slack(y) / static_cast<double>(wider.count(y)); // Q s of an arc
        for (Eigen::Index arc = wider.first(y); arc < wider.first(y + 1); ++arc) {
            const Eigen::Index z = wider.column(arc);
            if (old < arcs->first(y + 1) && arcs->column(old) == z) {
                iterate.conditional(arc) = conditional(old);
                iterate.slack(arc) = slack(old) + fall;
                ++old;
                continue;
            }
            iterate.slack(arc) = iterate.multiplier * wider.cost()(arc) + iterate.prices(z) - iterate.potentials(y);
            iterate.conditional(arc) =
                std::min(joining_share / static_cast<double>(fresh.size()), central / iterate.slack(arc));
        }
        if (!fresh.empty()) {
            auto row = iterate.conditional.segment(wider.first(y), wider.count(y));
            row /= row.sum();
        }
    }
    return true;
}

} // namespace perdis
