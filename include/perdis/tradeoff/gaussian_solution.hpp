#pragma once

#include <perdis/inference/affine_estimator.hpp>
#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <Eigen/Core>

namespace perdis {

/// A claim on how X and X* are best coupled, in the coordinates of GaussianProblem; deviation() is G = W₂(p_X, p_{X*}).
struct GaussianCoupling {
    /// Θ = E[ζ ξᵀ], k × r: the correlation of X̂₀, which has the law of X, with the observation.
    Eigen::MatrixXd correlation = {};
    /// R, k × r, and L, r × r, with R Lᵀ = diag(l) J: 2 ζᵀ diag(l) J ξ ≤ |Rᵀζ|² + |Lᵀξ|² is the dual bound.
    Eigen::MatrixXd signal_price = {};
    Eigen::MatrixXd observation_price = {};
    /// G   [unit of x].
    double deviation = 0.0;
};

/// A solver's claim on a Gaussian problem at one D, in the coordinates of GaussianProblem:
///
///     X̂ = μ + U diag(l)^½ (T ξ + V ω),   ω ~ N(0, I) independent of X and Y
struct GaussianSolution {
    Status status = Status::infeasible;
    /// The D that was asked for.
    double distortion = 0.0;
    /// T, k × r.
    Eigen::MatrixXd gain = {};
    /// V, k rows.
    Eigen::MatrixXd noise = {};
    /// R and L as in GaussianCoupling: the price of z is λ(zᵀMz − |z|²) with diag(l)^½ Uᵀ M U diag(l)^½ = R Rᵀ.
    Eigen::MatrixXd signal_price = {};
    Eigen::MatrixXd observation_price = {};
    /// λ = −P′(D), from the right.
    double multiplier = 0.0;
    /// Singular value decompositions, of JointlyGaussianRenyi Newton steps, taken.
    int iterations = 0;
};

/// The claim's estimator X̂ = AY + b + W in the problem's own coordinates.
AffineEstimator<double> estimator(const GaussianProblem& problem, const GaussianSolution& solution);

} // namespace perdis
