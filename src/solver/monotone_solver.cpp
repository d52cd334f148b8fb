#include <perdis/solver/monotone_solver.hpp>

#include "level_sets.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

struct Point {
    std::vector<double> cumulative;
    std::vector<double> prices;
};

/// E(X* − X̂)² of the monotone coupling.
double squared_distance(const SquaredErrorLine& line, const std::vector<double>& cumulative) {
    const auto &m = line.means(), &r = line.observed(), &x = line.symbols();
    double at = 0.0;
    long double sum = 0.0L;
    for (std::size_t i = 0, j = 0; i < m.size() && j < x.size();) {
        const double to = std::min(r[i], j + 1 < x.size() ? cumulative[j] : 1.0);
        const double distance = m[i] - x[j];
        if (to > at) {
            sum += static_cast<long double>((to - at) * distance * distance);
            at = to;
        }
        if (r[i] <= to) {
            ++i;
        } else {
            ++j;
        }
    }
    return static_cast<double>(sum);
}

/// P clipped to what X* says within 1/(2λ) of the middles.
Point transport_point(const SquaredErrorLine& line, double multiplier) {
    const auto &m = line.means(), &r = line.observed(), &x = line.symbols();
    const double half = 0.5 / multiplier;
    Point point{line.prior(), std::vector<double>(x.size(), 0.0)};
    std::size_t below = 0, within = 0, mean = 0;
    long double price = 0.0L;
    for (std::size_t j = 0; j + 1 < x.size(); ++j) {
        const double middle = line.middle(j), p = point.cumulative[j];
        while (below < m.size() && m[below] < middle - half) { ++below; }
        while (within < m.size() && m[within] <= middle + half) { ++within; }
        while (mean + 1 < m.size() && r[mean] < p) { ++mean; }
        const double least = below > 0 ? r[below - 1] : 0.0, most = within > 0 ? r[within - 1] : 0.0;
        double slope = std::clamp(2.0 * multiplier * (m[mean] - middle), -1.0, 1.0);
        if (p < least) { slope = -1.0; }
        if (p > most) { slope = 1.0; }
        point.cumulative[j] = p < least ? least : std::min(p, most);
        price += static_cast<long double>(slope * (x[j + 1] - x[j]));
        point.prices[j + 1] = static_cast<double>(price);
    }
    return point;
}

Point point_at(const PosteriorMeanProblem<Wasserstein1>& problem, double multiplier) {
    return transport_point(problem, multiplier);
}
Point point_at(const PosteriorMeanProblem<TotalVariation>& problem, double multiplier) {
    auto [cumulative, prices] = total_variation_chain(problem, multiplier);
    return {std::move(cumulative), std::move(prices)};
}

template <class Problem>
CumulativeSolution given_multiplier(const Problem& problem, double multiplier) {
    require(multiplier > 0.0 && std::isfinite(multiplier), "MonotoneSolver", "multiplier", multiplier, "(0, inf)");
    auto [cumulative, prices] = point_at(problem, multiplier);
    const double distortion = problem.variance() + squared_distance(problem, cumulative);
    return {Status::solved, distortion, std::move(cumulative), std::move(prices), multiplier};
}

/// The law of the nearest symbols, ties to the left.
std::vector<double> nearest(const SquaredErrorLine& line) {
    std::vector<double> cumulative(line.symbols().size(), 1.0);
    for (std::size_t j = 0, i = 0; j + 1 < cumulative.size(); ++j) {
        while (i < line.means().size() && line.means()[i] <= line.middle(j)) { ++i; }
        cumulative[j] = i > 0 ? line.observed()[i - 1] : 0.0;
    }
    return cumulative;
}

/// Bisection in 1/λ, in ratio: D increases with it. The two ends that are left are mixed.
template <class Problem>
CumulativeSolution given_distortion(const Problem& problem, double distortion) {
    require(distortion == distortion, "MonotoneSolver", "distortion", distortion, "[-inf, inf]");
    CumulativeSolution solution;
    solution.distortion = distortion;
    const double least = squared_distance(problem, nearest(problem));
    const double slack = 8.0 * epsilon * (problem.variance() + least);
    double budget = distortion - problem.variance();
    if (budget < least - slack) { return solution; }
    const bool at_minimum = budget <= least + slack;
    budget = std::max(budget, least);
    solution.status = Status::solved;
    solution.cumulative = problem.prior();
    solution.prices.assign(problem.symbols().size(), 0.0);
    if (squared_distance(problem, problem.prior()) <= budget) { return solution; }
    const double span = std::max(problem.symbols().back(), problem.means().back())
                        - std::min(problem.symbols().front(), problem.means().front());
    // At D_min what costs more by no more than Q is rounded is an answer, and λ that of the first which does.
    const double tie = at_minimum ? 16.0 * epsilon * span * span : 0.0;
    // 1/λ is at most 2 span for W₁ and span² for total variation
    double high = 4.0 * span + 4.0 * span * span, low = high * 0x1p-60;
    Point inside = point_at(problem, 1.0 / low), outside = point_at(problem, 1.0 / high);
    double spent = squared_distance(problem, inside.cumulative), wanted = squared_distance(problem, outside.cumulative);
    while (high - low > 4.0 * epsilon * high) {
        const double middle = high > 4.0 * low ? std::sqrt(low * high) : low + (high - low) / 2.0;
        Point point = point_at(problem, 1.0 / middle);
        const double cost = squared_distance(problem, point.cumulative);
        const bool fits = cost <= budget + tie;
        (fits ? low : high) = middle;
        (fits ? spent : wanted) = cost;
        (fits ? inside : outside) = std::move(point);
    }
    const double share = wanted > spent ? std::clamp((budget - spent) / (wanted - spent), 0.0, 1.0) : 0.0;
    for (std::size_t j = 0; j < inside.cumulative.size(); ++j) {
        inside.cumulative[j] += share * (outside.cumulative[j] - inside.cumulative[j]);
    }
    solution.cumulative = std::move(inside.cumulative);
    solution.prices = std::move(outside.prices);
    solution.multiplier = 1.0 / high;
    return solution;
}

} // namespace

CumulativeSolution MonotoneSolver::operator()(const PosteriorMeanProblem<Wasserstein1>& problem,
                                              double distortion) const {
    return given_distortion(problem, distortion);
}

CumulativeSolution MonotoneSolver::operator()(const PosteriorMeanProblem<TotalVariation>& problem,
                                              double distortion) const {
    return given_distortion(problem, distortion);
}

CumulativeSolution MonotoneSolver::at_multiplier(const PosteriorMeanProblem<Wasserstein1>& problem,
                                                 double multiplier) const {
    return given_multiplier(problem, multiplier);
}

CumulativeSolution MonotoneSolver::at_multiplier(const PosteriorMeanProblem<TotalVariation>& problem,
                                                 double multiplier) const {
    return given_multiplier(problem, multiplier);
}

} // namespace perdis
