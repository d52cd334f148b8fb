#include "banded_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis {

std::vector<double> BandedMatrix::solve(std::vector<double> b) {
    const std::size_t n = rows_.size();
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t last_row = std::min(k + 3, n - 1);
        const std::size_t last_column = std::min(k + 6, n - 1);
        std::size_t pivot = k;
        for (std::size_t r = k + 1; r <= last_row; ++r) {
            if (std::abs(rows_[r][k + 3 - r]) > std::abs(rows_[pivot][k + 3 - pivot])) { pivot = r; }
        }
        if (pivot != k) {
            for (std::size_t c = k; c <= last_column; ++c) {
                std::swap(rows_[k][c + 3 - k], rows_[pivot][c + 3 - pivot]);
            }
            std::swap(b[k], b[pivot]);
        }
        for (std::size_t r = k + 1; r <= last_row; ++r) {
            const double factor = rows_[r][k + 3 - r] / rows_[k][3];
            if (factor == 0.0) { continue; }
            for (std::size_t c = k + 1; c <= last_column; ++c) { rows_[r][c + 3 - r] -= factor * rows_[k][c + 3 - k]; }
            b[r] -= factor * b[k];
        }
    }
    for (std::size_t k = n; k-- > 0;) {
        for (std::size_t c = k + 1; c <= std::min(k + 6, n - 1); ++c) { b[k] -= rows_[k][c + 3 - k] * b[c]; }
        b[k] /= rows_[k][3];
    }
    return b;
}

} // namespace perdis
