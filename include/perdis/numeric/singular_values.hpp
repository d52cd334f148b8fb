#pragma once

#include <Eigen/Core>

namespace perdis {

/// A = U diag(values) Vᵀ with orthonormal columns and values ≥ 0, decreasing: n × m in min(n, m) columns.
struct SingularValues {
    Eigen::MatrixXd u = {};
    Eigen::VectorXd values = {};
    Eigen::MatrixXd v = {};
};

/// The thin singular value decomposition, by divide and conquer; n or m may be 0.
///
/// @domain    finite entries.
/// @accuracy  values within max(n, m) ε of the largest.
SingularValues singular_values(const Eigen::MatrixXd& matrix);

} // namespace perdis
