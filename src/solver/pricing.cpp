#include "pricing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double nearness = 0.3;      // slacks below this share of the row's mean slack join
constexpr double joining_share = 0.1; // of the row's law, what joining arcs get at most
constexpr std::size_t most_joining = 6;

/// The columns of a row that join, with their slacks.
using Joining = std::vector<std::pair<double, Eigen::Index>>;

/// Columns of slack below bound that take no part yet, the smallest slacks first.
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
    return joining;
}

} // namespace

bool take_in_arcs(const PathProblem& problem, Iterate& iterate) {
    const Arcs& arcs = *iterate.arcs;
    const Eigen::VectorXd mean_slack = arcs.row_sums(iterate.conditional * iterate.slack);
    std::vector<Joining> joining(static_cast<std::size_t>(arcs.rows()));
    bool any = false;
    Eigen::ArrayXd slack(arcs.columns());
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        slack = iterate.multiplier * problem.cost.row(y).transpose().array() + iterate.prices.array()
                - iterate.potentials(y);
        const double bound = nearness * mean_slack(y);
        const auto near = (iterate.slack.segment(arcs.first(y), arcs.count(y)) < bound).count();
        if ((slack < bound).count() <= near) { continue; }
        joining[static_cast<std::size_t>(y)] = near_columns(iterate, slack, bound, y);
        any = any || !joining[static_cast<std::size_t>(y)].empty();
    }
    if (!any) { return false; }
    std::vector<std::vector<Eigen::Index>> rows(joining.size());
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        auto& row = rows[static_cast<std::size_t>(y)];
        for (Eigen::Index arc = arcs.first(y); arc < arcs.first(y + 1); ++arc) { row.push_back(arcs.column(arc)); }
        const Joining& fresh = joining[static_cast<std::size_t>(y)];
        for (std::size_t i = 0; i < std::min(most_joining, fresh.size()); ++i) { row.push_back(fresh[i].second); }
        std::sort(row.begin(), row.end());
    }
    const auto wider = std::make_shared<const Arcs>(problem.cost, rows);
    Eigen::ArrayXd conditional(wider->size());
    Eigen::ArrayXd slacks(wider->size());
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        const Joining& fresh = joining[static_cast<std::size_t>(y)];
        const double bound = nearness * mean_slack(y);
        const double fall = fresh.empty() ? 0.0 : std::max(0.0, 0.5 * bound - fresh.front().first);
        iterate.potentials(y) -= fall;
        Eigen::Index old = arcs.first(y);
        for (Eigen::Index arc = wider->first(y); arc < wider->first(y + 1); ++arc) {
            const Eigen::Index z = wider->column(arc);
            if (old < arcs.first(y + 1) && arcs.column(old) == z) {
                conditional(arc) = iterate.conditional(old);
                slacks(arc) = iterate.slack(old) + fall;
                ++old;
                continue;
            }
            slacks(arc) = iterate.multiplier * wider->cost()(arc) + iterate.prices(z) - iterate.potentials(y);
            conditional(arc) = joining_share / static_cast<double>(std::max<std::size_t>(fresh.size(), 1));
            const double central = mean_slack(y) / static_cast<double>(wider->count(y)) / slacks(arc);
            conditional(arc) = std::min(conditional(arc), central);
        }
        auto row = conditional.segment(wider->first(y), wider->count(y));
        if (!fresh.empty()) { row /= row.sum(); }
    }
    iterate.arcs = wider;
    iterate.conditional = conditional;
    iterate.slack = slacks;
    return true;
}

} // namespace perdis
