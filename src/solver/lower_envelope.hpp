#pragma once

#include "posterior_grid.hpp"

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// A stretch of the line on which one symbol is cheapest.
struct CheapestCell {
    double from;
    double to;
    Eigen::Index symbol;
    std::size_t stretch; ///< of the grid
};

/// The cells on which Σ_i p(x_i|y) A(i, z) is least at one and the same symbol z, from −inf to inf.
///
/// @param prices  A, n × k.
/// @param usable  the symbols z that may be chosen.
///
/// Between nodes of the grid every sign change and every dip below the envelope is followed to its roots, to the last digit.
/// A flat stretch becomes one cell; where nothing is ever seen the cell to the left goes on.
[[nodiscard]] std::vector<CheapestCell> lower_envelope(const SemiDiscreteProblem& problem, const PosteriorGrid& grid,
                                                       const Eigen::MatrixXd& prices,
                                                       const std::vector<Eigen::Index>& usable);

} // namespace perdis
