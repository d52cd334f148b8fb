#pragma once

#include <perdis/tradeoff/squared_error_line.hpp>

#include <vector>

namespace perdis {

/// The minimiser of total variation + λ E(X* − X̂)² on the line.
struct ChainOptimum {
    std::vector<double> cumulative; ///< Q_j, k entries
    std::vector<double> prices;     ///< u_j in [0, 1], k entries
};

/// By the level sets of E = Q − P, see MonotoneSolver.
ChainOptimum total_variation_chain(const SquaredErrorLine& line, double multiplier);

} // namespace perdis
