#include "transport_bound.hpp"

#include <perdis/numeric/transport.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>

namespace perdis {

namespace {

constexpr long double epsilon = std::numeric_limits<long double>::epsilon();

using Masses = std::vector<long double>;

long double extended(double x) { return static_cast<long double>(x); }
long double total(const Masses& masses) { return std::accumulate(masses.begin(), masses.end(), 0.0L); }

/// What a plan's flows leave of both sides, after they are scaled down to fit less a share, and what they cost.
struct Fitted {
    Masses rows, columns;
    long double cost = 0.0L;
};

Fitted fit(const Transport<double>& plan, const Masses& rows, const Masses& columns, const Eigen::MatrixXd& ground,
           long double withheld) {
    Masses sent(rows.size(), 0.0L);
    Masses received(columns.size(), 0.0L);
    for (const auto& [row, column, mass] : plan.flows) {
        sent[static_cast<std::size_t>(row)] += extended(mass);
        received[static_cast<std::size_t>(column)] += extended(mass);
    }
    Fitted fitted{rows, columns};
    for (const auto& [row, column, mass] : plan.flows) {
        const auto x = static_cast<std::size_t>(row);
        const auto z = static_cast<std::size_t>(column);
        const long double share = std::min({1.0L, rows[x] / sent[x], columns[z] / received[z]});
        const long double moved = extended(mass) * share * (1.0L - withheld);
        fitted.rows[x] -= moved;
        fitted.columns[z] -= moved;
        fitted.cost += moved * extended(ground(row, column));
    }
    return fitted;
}

/// Σ a_x b_z h(x, z).
long double product_cost(const Masses& rows, const Masses& columns, const Eigen::MatrixXd& ground) {
    long double sum = 0.0L;
    for (std::size_t z = 0; z < columns.size(); ++z) {
        if (!(columns[z] > 0.0L)) { continue; }
        long double column = 0.0L;
        for (std::size_t x = 0; x < rows.size(); ++x) {
            column += rows[x] * extended(ground(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(z)));
        }
        sum += column * columns[z];
    }
    return sum;
}

} // namespace

double transport_above(const FiniteDivergence& divergence, const std::vector<long double>& law) {
    const Eigen::VectorXd& source = divergence.source();
    const Masses rows(source.begin(), source.end());
    const long double scale = total(rows) / total(law);
    Masses columns = law;
    std::vector<double> demand;
    for (long double& mass : columns) { demand.push_back(static_cast<double>(mass *= scale)); }
    const auto plan =
        transport<double>(std::span<const double>(source.data(), rows.size()), demand, divergence.ground());
    // Each mass and each sum of what is left errs by at most terms · ε of p or q. A share of eight times that is withheld
    // from the flows, so what is left is known to a seventh, and its coupling costs less than twice what is computed.
    const long double rounding = static_cast<long double>(rows.size() + columns.size() + 8) * epsilon;
    const Fitted fitted = fit(plan, rows, columns, divergence.ground(), 8.0L * rounding);
    const long double left = std::min(total(fitted.rows), total(fitted.columns));
    const long double rest = 2.0L * product_cost(fitted.rows, fitted.columns, divergence.ground()) / left;
    const long double value = fitted.cost * (1.0L + rounding) + rest;
    return static_cast<double>(value) * (1.0 + 2.0 * std::numeric_limits<double>::epsilon());
}

} // namespace perdis
