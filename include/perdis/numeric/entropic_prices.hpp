#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace perdis {

/// For each of many points the symbols of least ‖point − symbol‖² − price, with the squared distance.
struct NearestSymbols {
    std::vector<std::size_t> begin = {0}; ///< the entries of point i: begin[i] … begin[i + 1] − 1
    std::vector<std::uint32_t> symbol;
    std::vector<double> cost;
    /// The sum of the least costs − prices, weighed with the mass of the points.
    double least = 0.0;
};

/// Which symbols are listed: at most count, those within window of the least.
struct ListOptions {
    std::size_t count = 48;
    double window = 0.0;
    unsigned threads = 0;
};

/// Lists the nearest symbols at given prices.
///
/// Shapes: points d × N, symbols d × n; mass N, prices n.
NearestSymbols nearest_symbols(const Eigen::MatrixXd& points, const Eigen::VectorXd& mass,
                               const Eigen::MatrixXd& symbols, const Eigen::VectorXd& prices,
                               const ListOptions& options);

/// When the iteration ends: after so many sweeps, or where the masses that the symbols get are right to the tolerance,
/// Σ|q − p| ≤ tolerance.
struct SweepOptions {
    int sweeps = 100;
    double tolerance = 1e-3;
    unsigned threads = 0;
};

/// The prices of the entropic transport between the points and p, by Sinkhorn's iteration on the listed pairs:
///
///     v_i ← v_i + ε ln(p_i/q_i),   q_i = Σ_x mass_x exp((v_i − c_xi)/ε) / Σ_j exp((v_j − c_xj)/ε)
///
/// The smaller ε, the nearer to the unregularised prices, and the slower. A step is at most ε ln 1000; Σ p_i v_i is kept.
///
/// @domain    ε > 0; p_i > 0.
/// @source    [PeyreCuturi2019], sections 4.2, 4.4 and 5.3.
Eigen::VectorXd entropic_prices(const NearestSymbols& lists, const Eigen::VectorXd& mass, const Eigen::VectorXd& p,
                                Eigen::VectorXd prices, double epsilon, const SweepOptions& options);

} // namespace perdis
