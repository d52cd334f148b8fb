#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace perdis {

/// A square matrix with three diagonals on either side of the main one, solved once by elimination with row exchanges.
class BandedMatrix {
public:
    explicit BandedMatrix(std::size_t size) : rows_(size) {
        for (auto& row : rows_) { row.fill(0.0); }
    }
    /// Entry (i, j), |i − j| ≤ 3.
    double& operator()(std::size_t i, std::size_t j) { return rows_[i][j + 3 - i]; }

    /// x with A x = b; A is spent. Not finite where A is singular.
    std::vector<double> solve(std::vector<double> b);

private:
    std::vector<std::array<double, 10>> rows_; ///< row i, column j at j + 3 − i; exchanges reach three columns further
};

} // namespace perdis
