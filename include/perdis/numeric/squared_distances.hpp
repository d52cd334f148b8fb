#pragma once

#include <Eigen/Core>

namespace perdis {

/// ‖a_i − b_j‖² of the columns of a and b, row i, column j.
///
/// By one matrix product; entries that this would cancel are computed from differences.
///
/// Shapes: a is d × n, b is d × m, the result n × m.
///
/// @accuracy  1e-12 relative for d up to 1000.
/// @throws    DomainError for columns of different lengths.
Eigen::MatrixXd squared_distances(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

} // namespace perdis
