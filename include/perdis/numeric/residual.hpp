#pragma once

#include <Eigen/Core>

namespace perdis {

/// C − A Bᵀ, and a bound on the Frobenius norm of its rounding.
struct Residual {
    Eigen::MatrixXd value = {};
    double error = 0.0;
};

/// C − A Bᵀ as if in twice the precision where the two nearly cancel: the leading halves of A and B, cut so that their
/// product is exact, leave the cancellation to one subtraction.
///
///     A: n × k,  B: m × k,  C: n × m
///
/// @accuracy  about k ε √ε |A| |B|, plus ε times the value.
/// @source    [OzakiOgitaOishiRump2012]
Residual residual(const Eigen::MatrixXd& c, const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

} // namespace perdis
