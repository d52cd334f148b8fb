#pragma once

#include "posterior_grid.hpp"

#include <perdis/tradeoff/finite_problem.hpp>

#include <vector>

namespace perdis {

/// A finite problem near a semi-discrete one: its observations are nodes of the grid, dense around given thresholds, and the
/// flat stretches. No cdf is evaluated but those of the flat stretches.
struct SemiDiscreteStart {
    FiniteProblem problem;
    std::vector<std::size_t> flat; ///< the stretches of the last rows
};

[[nodiscard]] SemiDiscreteStart semi_discrete_start(const SemiDiscreteProblem& problem, const PosteriorGrid& grid,
                                                    const std::vector<double>& thresholds);

} // namespace perdis
