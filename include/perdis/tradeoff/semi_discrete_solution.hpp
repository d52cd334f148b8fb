#pragma once

#include <perdis/tradeoff/solution.hpp>

#include <vector>

namespace perdis {

/// A claim on a semi-discrete problem at one D: the ends of cells, and a claim on the finite problem of these cells.
///
/// claim.estimator has a row a cell: mostly one 1, the symbol that the cell becomes.
struct SemiDiscreteSolution {
    /// Where cells meet, ascending.
    std::vector<double> edges = {};
    Solution claim = {};
};

} // namespace perdis
