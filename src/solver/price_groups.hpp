#pragma once

#include <perdis/divergence/finite_divergence.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// Which prices move together at an optimum: u = base + basis o.
///
///     smooth d         every symbol by itself; q_z = response(u_z)
///     total variation  u = ½ where q > p, −½ where q < p, else free and q = p
///     transport        the symbols that one tree of the plan from p to q joins; their masses sum to those of p there
struct PriceGroups {
    Eigen::VectorXd base;
    Eigen::MatrixXd basis;  ///< k × groups, 0 or 1
    Eigen::VectorXd masses; ///< of a group; unused where d is smooth
    bool smooth = false;
    std::vector<Eigen::Index> usable; ///< symbols that may have mass
    Eigen::VectorXd start;            ///< o to begin with

    [[nodiscard]] Eigen::VectorXd prices(const Eigen::VectorXd& offsets) const { return base + basis * offsets; }
};

/// The groups at a law q near the optimum of a problem in between, from prices near the optimal ones.
[[nodiscard]] PriceGroups price_groups(const FiniteDivergence& divergence, const Eigen::VectorXd& law,
                                       const Eigen::VectorXd& prices, const std::vector<Eigen::Index>& usable);

/// The groups of the transport onto a law with d = P_min, near the given one.
[[nodiscard]] PriceGroups perfect_groups(const FiniteDivergence& divergence, const Eigen::VectorXd& law,
                                         const Eigen::VectorXd& prices, const std::vector<Eigen::Index>& usable);

/// Prices that stay as they are, but for a shift into the domain of total variation.
[[nodiscard]] PriceGroups fixed_prices(const FiniteDivergence& divergence, const Eigen::VectorXd& prices,
                                       const std::vector<Eigen::Index>& usable);

/// The largest prices of the symbols without mass that leave sup ⟨u, q⟩ − s(q) as it is (transport).
[[nodiscard]] Eigen::VectorXd completed_prices(const FiniteDivergence& divergence, const Eigen::VectorXd& prices,
                                               const std::vector<Eigen::Index>& usable);

/// Prices raised where a symbol has hardly any mass to receive, which costs the dual bound at most 1e-15 a symbol: its cell
/// would be a point where it touches the others, which no enclosure can tell from a cell.
[[nodiscard]] Eigen::VectorXd separated_prices(const FiniteDivergence& divergence, const Eigen::VectorXd& prices,
                                               const Eigen::VectorXd& law);

} // namespace perdis
