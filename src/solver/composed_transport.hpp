#pragma once

#include <perdis/numeric/transport.hpp>
#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// An estimator by what it spends and what it attains.
struct TradeoffPoint {
    double excess = 0.0; ///< E c − D_min
    double value = 0.0;  ///< s
    RowMatrix estimator = {};
};

/// The least s + λ E c and what proves it.
struct LagrangianPoint {
    TradeoffPoint point;
    /// max_y [u_y − λ e(y, z)] ≤ v_z ≤ min_x [h(x, z) − w_x], u and w the potentials of p_Y and p.
    ///
    /// Of the two ends the one that binds the heavier mass is kept, on its safe side: rounding is then paid by the
    /// lighter. The constant is such that w is 0 at the heaviest x, so that most of what is summed is small.
    Eigen::VectorXd prices;
};

/// min s + λ E c over all estimators: one transport of the cost C_λ(y, x) = min_z [λ e(y, z) + h(x, z)] from p_Y to p.
///
/// For total variation the targets x are the symbols of the alphabet with p_x > 0 and one for all the others of the
/// support, and C_λ = min{λ e(y, x), 1}: the symbol itself or one of the cheapest. Refers to the problem.
class ComposedTransport {
public:
    explicit ComposedTransport(const FiniteProblem& problem);

    /// At λ in [0, inf]; inf allows the cheapest symbols alone.
    [[nodiscard]] LagrangianPoint at(double multiplier) const;

private:
    [[nodiscard]] RowMatrix cost(double multiplier) const;
    [[nodiscard]] Eigen::Index symbol(Eigen::Index y, Eigen::Index target, double multiplier) const;
    [[nodiscard]] double ground(Eigen::Index z, Eigen::Index target) const;
    [[nodiscard]] Eigen::VectorXd prices(const Transport<double>& plan, double multiplier) const;
    [[nodiscard]] Eigen::VectorXd variation_prices(const std::vector<double>& potentials) const;

    const FiniteProblem& problem_;
    RowMatrix ground_;                  ///< h, a row a symbol z; empty for total variation
    std::vector<Eigen::Index> symbols_; ///< of the targets of total variation; −1 for those left out
    std::vector<double> masses_;        ///< p on the targets
    std::vector<Eigen::Index> cheapest_;
};

} // namespace perdis
