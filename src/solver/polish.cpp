#include "polish.hpp"

#include "dominant_prices.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double spendable = 1.0 - 64.0 * epsilon; // of the budget: sums of it are rounded
constexpr double steepest_tilt = 0.5;

long double extended(double x) { return static_cast<long double>(x); }

/// Tilts the rows until the budget is spent.
void spend(const PathProblem& problem, Iterate& iterate) {
    const Arcs& arcs = *iterate.arcs;
    const Eigen::ArrayXd mass = arcs.from_rows(problem.masses);
    for (int i = 0; i < 10; ++i) {
        const Eigen::ArrayXd shares = iterate.conditional;
        const Eigen::VectorXd mean = arcs.row_sums(shares * arcs.cost());
        const Eigen::ArrayXd apart = arcs.cost() - arcs.from_rows(mean);
        const double variance = (mass * shares * apart.square()).sum();
        const double missing = spendable * problem.budget - problem.masses.dot(mean);
        if (std::abs(missing) <= 32.0 * epsilon * problem.budget || !(variance > 0.0)) { return; }
        const double steepest = steepest_tilt / (shares > 0.0).select(apart.abs(), 0.0).maxCoeff();
        iterate.conditional *= 1.0 + std::clamp(missing / variance, -steepest, steepest) * apart;
        iterate.conditional /= arcs.from_rows(arcs.row_sums(iterate.conditional));
    }
}

/// An arc at some λ: λ c + u and c.
struct ArcCost {
    long double total = std::numeric_limits<long double>::infinity();
    double cost = 0.0;
};

/// The least of λ c + u over a row's arcs.
ArcCost cheapest(const Iterate& iterate, Eigen::Index y) {
    const Arcs& arcs = *iterate.arcs;
    ArcCost least;
    for (Eigen::Index arc = arcs.first(y); arc < arcs.first(y + 1); ++arc) {
        const double cost = arcs.cost()(arc);
        const long double total =
            extended(iterate.multiplier) * extended(cost) + extended(iterate.prices(arcs.column(arc)));
        if (total < least.total) { least = {total, cost}; }
    }
    return least;
}

/// The slope in λ of Σ_y r_y min_z (λ c + u_z), for λ within a percent of the iterate's.
class Slope {
public:
    static constexpr double reach = 1e-2;

    Slope(const PathProblem& problem, const Iterate& iterate) : problem_(problem) {
        const Arcs& arcs = *iterate.arcs;
        for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
            const ArcCost least = cheapest(iterate, y);
            for (Eigen::Index arc = arcs.first(y); arc < arcs.first(y + 1); ++arc) {
                const double cost = arcs.cost()(arc);
                const double price = iterate.prices(arcs.column(arc));
                const long double total = extended(iterate.multiplier) * extended(cost) + extended(price);
                // Others cannot become the cheapest within reach.
                if (total - least.total <= extended(reach * iterate.multiplier * std::abs(cost - least.cost))) {
                    near_.push_back({extended(price), cost});
                }
            }
            end_.push_back(near_.size());
        }
    }

    [[nodiscard]] double operator()(double multiplier) const {
        double sum = 0.0;
        std::size_t next = 0;
        for (Eigen::Index y = 0; y < problem_.masses.size(); ++y) {
            ArcCost least;
            for (; next < end_[static_cast<std::size_t>(y)]; ++next) {
                const long double total = extended(multiplier) * extended(near_[next].cost) + near_[next].total;
                if (total < least.total) { least = {total, near_[next].cost}; }
            }
            sum += problem_.masses(y) * least.cost;
        }
        return sum;
    }

private:
    const PathProblem& problem_;
    std::vector<ArcCost> near_; // at λ = 0
    std::vector<std::size_t> end_;
};

/// The λ near the iterate's that maximises the dual function, concave and piecewise linear in λ.
double best_multiplier(const PathProblem& problem, const Iterate& iterate) {
    const Slope slope(problem, iterate);
    const double multiplier = iterate.multiplier;
    const bool rising = slope(multiplier) > problem.budget;
    double inside = multiplier;
    double outside = multiplier;
    for (double width = 4.0 * epsilon; width < Slope::reach; width *= 8.0) {
        outside = rising ? multiplier * (1.0 + width) : multiplier * (1.0 - width);
        if ((slope(outside) > problem.budget) != rising) { break; }
        inside = outside;
    }
    while (true) {
        const double middle = inside + 0.5 * (outside - inside);
        if (middle == inside || middle == outside) { return outside; }
        ((slope(middle) > problem.budget) == rising ? inside : outside) = middle;
    }
}

/// How far arcs that take no part lie below the cheapest that does.
long double undercut(const PathProblem& problem, const Iterate& iterate, Eigen::Index y, long double least) {
    if (!problem.budgeted || iterate.arcs->complete()) { return 0.0L; }
    const double all = (iterate.multiplier * problem.cost.row(y).transpose() + iterate.prices).minCoeff();
    return std::max(0.0L, least - extended(all));
}

/// Σ r Q (λ c + u − min) + λ (B − E c) + s(q) + s*(u) − ⟨u, q⟩: no large number cancels.
double duality_gap(const PathProblem& problem, const Iterate& iterate) {
    const Arcs& arcs = *iterate.arcs;
    long double gap = 0.0L;
    long double left = problem.budgeted ? extended(problem.budget) : 0.0L;
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        const long double least = cheapest(iterate, y).total;
        gap += extended(problem.masses(y)) * undercut(problem, iterate, y, least);
        for (Eigen::Index arc = arcs.first(y); arc < arcs.first(y + 1); ++arc) {
            const long double mass = extended(problem.masses(y)) * extended(iterate.conditional(arc));
            const long double cost = extended(arcs.cost()(arc));
            gap += mass * (extended(iterate.multiplier) * cost + extended(iterate.prices(arcs.column(arc))) - least);
            if (problem.budgeted) { left -= mass * cost; }
        }
    }
    const double price_gap = problem.price->gap(iterate.law, iterate.prices);
    return static_cast<double>(gap + std::abs(extended(iterate.multiplier) * left)) + price_gap;
}

} // namespace

double polish(const PathProblem& problem, Iterate& iterate) {
    const Arcs& arcs = *iterate.arcs;
    iterate.conditional /= arcs.from_rows(arcs.row_sums(iterate.conditional));
    if (problem.budgeted) { spend(problem, iterate); }
    iterate.law = arcs.column_sums(arcs.from_rows(problem.masses) * iterate.conditional);
    const double rounding =
        epsilon * (iterate.prices.cwiseAbs().maxCoeff() + iterate.multiplier * arcs.cost().maxCoeff());
    Iterate dominant = iterate;
    if (problem.budgeted) { iterate.multiplier = best_multiplier(problem, iterate); }
    const double gap = duality_gap(problem, iterate);
    if (rounding < 1e-3 * gap) { return gap; }
    dominant.prices = dominant_prices(problem, dominant);
    const double other = duality_gap(problem, dominant);
    if (other < gap) { iterate = std::move(dominant); }
    return std::min(gap, other);
}

} // namespace perdis
