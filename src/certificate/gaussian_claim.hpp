#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>

#include <Eigen/Core>

#include <cmath>
#include <limits>

// What the certificates of normal vectors make of a claim.

namespace perdis {

/// Σ w_i |row i|².
inline long double weighted_square(const Eigen::VectorXd& weights, const Eigen::MatrixXd& matrix) {
    long double sum = 0.0L;
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
        for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
            sum += static_cast<long double>(weights(i)) * matrix(i, j) * matrix(i, j);
        }
    }
    return sum;
}

/// |matrix|².
inline long double square_of(const Eigen::MatrixXd& matrix) {
    return weighted_square(Eigen::VectorXd::Ones(matrix.rows()), matrix);
}

/// The claim's estimator (T, V), pulled towards X* until it keeps the budget.
inline Eigen::MatrixXd feasible_factor(const GaussianProblem& problem, const GaussianSolution& claim, double budget) {
    constexpr double epsilon = std::numeric_limits<double>::epsilon();
    const Eigen::MatrixXd& j = problem.correlation();
    const bool usable = claim.gain.rows() == j.rows() && claim.gain.cols() == j.cols() && claim.gain.allFinite()
                        && claim.noise.rows() == j.rows() && claim.noise.allFinite();
    if (!usable || !(budget > 0.0)) { return j; }
    const Eigen::MatrixXd step = claim.gain - j;
    const auto spent = static_cast<double>(weighted_square(problem.variances(), step)
                                           + weighted_square(problem.variances(), claim.noise))
                       * (1.0 + 8.0 * epsilon);
    if (!(spent < std::numeric_limits<double>::infinity())) { return j; }
    const double share = spent <= budget ? 1.0 : std::sqrt(budget / spent) * (1.0 - 4.0 * epsilon);
    Eigen::MatrixXd factor(j.rows(), j.cols() + claim.noise.cols());
    factor.leftCols(j.cols()) = j + share * step;
    factor.rightCols(claim.noise.cols()) = share * claim.noise;
    return factor;
}

} // namespace perdis
