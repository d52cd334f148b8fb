#include <perdis/certificate/certify_monotone.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

using Extended = long double;
using Sums = std::vector<Extended>;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr Extended rounding = 64.0L * std::numeric_limits<Extended>::epsilon();

Extended extended(double x) { return static_cast<Extended>(x); }

/// Σ (m − x)² over the monotone coupling of X* and the law with these sums.
Extended coupling_cost(const SquaredErrorLine& line, const Sums& cumulative) {
    const auto &m = line.means(), &r = line.observed(), &x = line.symbols();
    CompensatedSum<Extended> sum;
    Extended at = 0.0L;
    std::size_t j = 0;
    for (std::size_t i = 0; i < m.size(); ++i) {
        while (at < extended(r[i])) {
            while (j + 1 < x.size() && cumulative[j] <= at) { ++j; }
            const Extended to = j + 1 < x.size() ? std::min(cumulative[j], extended(r[i])) : extended(r[i]);
            const Extended distance = extended(m[i]) - extended(x[j]);
            sum.add((to - at) * distance * distance);
            at = to;
        }
    }
    return sum.value();
}

/// Of the laws of least distortion, that next to the given one: Q_j clipped to what lies below the middle of x_j and x_{j+1}.
Sums nearest_law(const SquaredErrorLine& line, const Sums& given) {
    const auto &m = line.means(), &x = line.symbols(), &r = line.observed();
    Sums sums(x.size(), 1.0L);
    std::size_t below = 0, within = 0;
    for (std::size_t j = 0; j + 1 < x.size(); ++j) {
        const Extended both = extended(x[j]) + extended(x[j + 1]);
        while (below < m.size() && 2.0L * extended(m[below]) < both) { ++below; }
        while (within < m.size() && 2.0L * extended(m[within]) <= both) { ++within; }
        sums[j] = std::clamp(given[j], below > 0 ? extended(r[below - 1]) : 0.0L,
                             within > 0 ? extended(r[within - 1]) : 0.0L);
    }
    return sums;
}

/// 8 ε E|c|, the mean taken over all symbols alike: what rounding may move a distortion by.
Extended slack_of(const SquaredErrorLine& line) {
    const Extended origin = extended(line.symbols()[0]);
    Extended symbol = 0.0L, square = 0.0L, sum = 0.0L, before = 0.0L;
    const auto k = static_cast<Extended>(line.symbols().size());
    for (const double x : line.symbols()) {
        symbol += (extended(x) - origin) / k;
        square += (extended(x) - origin) * (extended(x) - origin) / k;
    }
    for (std::size_t i = 0; i < line.means().size(); ++i) {
        const Extended mean = extended(line.means()[i]) - origin;
        sum += (extended(line.observed()[i]) - before) * (mean * mean - 2.0L * mean * symbol + square);
        before = extended(line.observed()[i]);
    }
    return 8.0L * extended(epsilon) * (sum + extended(line.variance()));
}

Extended value(const PosteriorMeanProblem<Wasserstein1>& line, const Sums& q) {
    const auto& x = line.symbols();
    CompensatedSum<Extended> sum;
    for (std::size_t j = 0; j + 1 < x.size(); ++j) {
        sum.add((extended(x[j + 1]) - extended(x[j])) * std::abs(q[j] - extended(line.prior()[j])));
    }
    return sum.value();
}

Extended value(const PosteriorMeanProblem<TotalVariation>& line, const Sums& q) {
    CompensatedSum<Extended> sum;
    Extended before = 0.0L;
    for (std::size_t j = 0; j < q.size(); ++j) {
        const Extended shift = q[j] - extended(line.prior()[j]);
        sum.add(std::max(shift - before, 0.0L));
        before = shift;
    }
    return sum.value();
}

/// max over the symbols i of u_i less the ground cost from i to j.
Sums envelope(const PosteriorMeanProblem<Wasserstein1>& line, const std::vector<double>& u) {
    const auto& x = line.symbols();
    Sums best(u.begin(), u.end());
    for (std::size_t j = 1; j < best.size(); ++j) {
        best[j] = std::max(best[j], best[j - 1] - (extended(x[j]) - extended(x[j - 1])));
    }
    for (std::size_t j = best.size(); j-- > 1;) {
        best[j - 1] = std::max(best[j - 1], best[j] - (extended(x[j]) - extended(x[j - 1])));
    }
    return best;
}

Sums envelope(const PosteriorMeanProblem<TotalVariation>&, const std::vector<double>& u) {
    const Extended floor = extended(*std::max_element(u.begin(), u.end())) - 1.0L;
    Sums best(u.begin(), u.end());
    for (Extended& price : best) { price = std::max(price, floor); }
    return best;
}

/// The corners of the lower convex hull of (x_j, u_j + λ (x_j − x_0)²).
std::vector<std::size_t> lower_hull(const SquaredErrorLine& line, const std::vector<double>& u, Extended multiplier) {
    const auto& x = line.symbols();
    std::vector<std::size_t> hull;
    std::vector<Extended> rises; // into each corner
    const auto rise = [&](std::size_t a, std::size_t b) {
        const Extended step = extended(x[b]) - extended(x[a]);
        const Extended both = (extended(x[a]) - extended(x[0])) + (extended(x[b]) - extended(x[0]));
        return (extended(u[b]) - extended(u[a])) / step + multiplier * both;
    };
    for (std::size_t j = 0; j < x.size(); ++j) {
        Extended into = -std::numeric_limits<Extended>::infinity();
        while (!hull.empty()) {
            into = rise(hull.back(), j);
            if (hull.size() == 1 || rises.back() < into) { break; }
            hull.pop_back();
            rises.pop_back();
        }
        hull.push_back(j);
        rises.push_back(into);
    }
    return hull;
}

/// Adds Σ_i r_i min_j [u_j + λ (m_i − x_j)²]: as m ascends, so do the corners of the hull that attain it.
void add_row_minima(CompensatedSum<Extended>& total, const SquaredErrorLine& line, const std::vector<double>& u,
                    Extended multiplier) {
    const auto &m = line.means(), &x = line.symbols();
    const std::vector<std::size_t> hull = lower_hull(line, u, multiplier);
    const auto at = [&](std::size_t i, std::size_t corner) {
        const Extended distance = extended(m[i]) - extended(x[hull[corner]]);
        return extended(u[hull[corner]]) + multiplier * distance * distance;
    };
    Extended before = 0.0L;
    for (std::size_t i = 0, corner = 0; i < m.size(); ++i) {
        Extended least = at(i, corner);
        while (corner + 1 < hull.size()) {
            const Extended next = at(i, corner + 1);
            if (next > least) { break; }
            least = next;
            ++corner;
        }
        total.add((extended(line.observed()[i]) - before) * least);
        before = extended(line.observed()[i]);
    }
}

template <class Problem>
Extended lower_bound(const Problem& line, const CumulativeSolution& claim, Extended budget) {
    const auto &m = line.means(), &x = line.symbols();
    const Extended multiplier = extended(std::max(claim.multiplier, 0.0));
    CompensatedSum<Extended> total;
    add_row_minima(total, line, claim.prices, multiplier);
    const Sums best = envelope(line, claim.prices);
    Extended before = 0.0L, highest = 0.0L;
    for (std::size_t j = 0; j < best.size(); ++j) {
        total.add((before - extended(line.prior()[j])) * best[j]);
        before = extended(line.prior()[j]);
        highest = std::max(highest, std::abs(extended(claim.prices[j])));
    }
    total.add(-multiplier * budget);
    const Extended span = std::max(extended(x.back()), extended(m.back())) - std::min(extended(x[0]), extended(m[0]));
    return total.value() - rounding * (highest + span + 1.0L + multiplier * (span * span + std::abs(budget)));
}

void check(const SquaredErrorLine& line, const CumulativeSolution& claim) {
    const std::size_t k = line.symbols().size();
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    require(claim.cumulative.size() == k && claim.prices.size() == k, "certify", "the claim has another size");
    const auto finite = [](double v) { return std::isfinite(v); };
    require(std::all_of(claim.cumulative.begin(), claim.cumulative.end(), finite), "certify", "Q is not finite");
    require(std::all_of(claim.prices.begin(), claim.prices.end(), finite), "certify", "the prices are not finite");
    require(std::isfinite(claim.multiplier), "certify", "multiplier", claim.multiplier, "(-inf, inf)");
}

/// Where D lies.
struct Budget {
    Extended least, available, slack;
};

/// The claim's law, monotone; where it costs too much mixed with the law of least distortion next to it.
Sums feasible_law(const SquaredErrorLine& line, const CumulativeSolution& claim, const Budget& budget) {
    Sums q(claim.cumulative.begin(), claim.cumulative.end());
    Extended before = 0.0L;
    for (Extended& sum : q) { before = sum = std::clamp(sum, before, 1.0L); }
    q.back() = 1.0L;
    const bool at_minimum = budget.available - budget.least <= budget.slack;
    const Extended most = at_minimum ? budget.least + budget.slack : budget.available;
    const Extended cost = coupling_cost(line, q);
    if (cost <= most) { return q; }
    const Sums nearest = nearest_law(line, q);
    const Extended share = std::clamp((most - budget.least) / (cost - budget.least) * (1.0L - rounding), 0.0L, 1.0L);
    for (std::size_t j = 0; j < q.size(); ++j) { q[j] = nearest[j] + share * (q[j] - nearest[j]); }
    return q;
}

template <class Problem>
Certificate enclose(const Problem& line, const CumulativeSolution& claim) {
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    const Sums prior(line.prior().begin(), line.prior().end());
    Budget budget{coupling_cost(line, nearest_law(line, prior)), extended(claim.distortion) - extended(line.variance()),
                  slack_of(line)};
    if (budget.available < budget.least - budget.slack) { return {infinite, infinite}; }
    budget.available = std::max(budget.available, budget.least);
    if (coupling_cost(line, prior) <= budget.available + budget.slack) { return {0.0, 0.0}; }
    check(line, claim);
    const double above = static_cast<double>(value(line, feasible_law(line, claim, budget)));
    const double below = static_cast<double>(lower_bound(line, claim, budget.available));
    const double upper = above * (1.0 + 4.0 * epsilon);
    return {std::clamp(below - 2.0 * epsilon * std::abs(below), 0.0, upper), upper};
}

} // namespace

Certificate certify(const PosteriorMeanProblem<Wasserstein1>& problem, const CumulativeSolution& claim) {
    return enclose(problem, claim);
}

Certificate certify(const PosteriorMeanProblem<TotalVariation>& problem, const CumulativeSolution& claim) {
    return enclose(problem, claim);
}

} // namespace perdis
