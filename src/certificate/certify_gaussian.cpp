#include <perdis/certificate/certify_gaussian.hpp>

#include "gaussian_claim.hpp"

#include <perdis/numeric/residual.hpp>

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// A bound on the relative rounding of sums of products over the coordinates, with room to spare.
double unit(const GaussianProblem& problem) { return static_cast<double>(problem.rank() + 8) * epsilon; }

bool fits(const MatrixXd& matrix, Index rows, Index columns) {
    return matrix.rows() == rows && matrix.cols() == columns && matrix.allFinite();
}

// Θ with |ΘᵀΘ − I| ≤ ρ < 1 lies within ρ of an isometry Θ*, and ΘΘᵀ within 2ρ + ρ² of its projection.
double upper_deviation(const GaussianProblem& problem, const MatrixXd& theta) {
    const MatrixXd& j = problem.correlation();
    const double total = problem.variance();
    const double widest =
        std::sqrt(static_cast<double>(total + weighted_square(problem.variances(), j))) * (1.0 + 8.0 * epsilon);
    if (!fits(theta, j.rows(), j.cols())) { return widest; }
    const MatrixXd transposed = theta.transpose();
    const Residual defect = residual(MatrixXd::Identity(j.cols(), j.cols()), transposed, transposed);
    const double rho = (defect.value.norm() + defect.error) * (1.0 + unit(problem));
    if (!(rho < 0.5)) { return widest; }
    const double near =
        std::sqrt(static_cast<double>(weighted_square(problem.variances(), theta - j))) * (1.0 + 8.0 * epsilon)
        + (rho + 4.0 * epsilon) * std::sqrt(total);
    double square = near * near;
    if (j.cols() < j.rows()) {
        const auto left = static_cast<double>(total - weighted_square(problem.variances(), theta));
        square += std::max(left, 0.0) + (2.0 * rho + rho * rho + 8.0 * epsilon) * total;
    }
    return std::min(widest, std::sqrt(square) * (1.0 + 8.0 * epsilon));
}

double lower_deviation(const GaussianProblem& problem, const GaussianCoupling& claim) {
    const MatrixXd& j = problem.correlation();
    const MatrixXd& r = claim.signal_price;
    const MatrixXd& l = claim.observation_price;
    if (!fits(r, j.rows(), j.cols()) || !fits(l, j.cols(), j.cols())) { return 0.0; }
    const Residual spoiled = residual(problem.variances().asDiagonal() * j, r, l);
    const double lost = 2.0 * std::sqrt(static_cast<double>(j.rows()))
                        * (spoiled.value.norm() * (1.0 + unit(problem)) + spoiled.error
                           + epsilon * (problem.variances().asDiagonal() * j).norm());
    const auto gains = static_cast<double>(problem.variance() + weighted_square(problem.variances(), j));
    const auto costs = static_cast<double>(square_of(r) + square_of(l));
    const double square = gains - costs - lost - 8.0 * epsilon * (gains + costs);
    return square > 0.0 ? std::sqrt(square) * (1.0 - 4.0 * epsilon) : 0.0;
}

// The same dual bound, for r = k and faint noise: with M = I − A, A = I − diag(l)^−½ R Rᵀ diag(l)^−½ taken as it is rounded,
// |x − y|² ≥ xᵀAx − yᵀ(M⁻¹ − I)y, so G² ≥ tr A(S_X − S_*) − tr A M⁻¹ A S_*: no large terms cancel.
double lower_deviation_in_faint_noise(const GaussianProblem& problem, const GaussianCoupling& claim) {
    const MatrixXd& j = problem.correlation();
    const MatrixXd& r = claim.signal_price;
    if (j.rows() != j.cols() || j.size() == 0 || !fits(r, j.rows(), j.cols())) { return 0.0; }
    const auto& deviations = problem.deviations();
    const MatrixXd scaled = deviations.cwiseInverse().asDiagonal() * r;
    MatrixXd a = MatrixXd::Identity(j.rows(), j.rows());
    a.noalias() -= scaled * scaled.transpose();
    a = (0.5 * (a + a.transpose())).eval();
    const double size = a.norm();
    MatrixXd map = -a;
    map.diagonal().array() += 1.0 - 2.0 * unit(problem) * (1.0 + size); // M, less the rounding of its factor
    if (!a.allFinite()) { return 0.0; }
    const Eigen::LLT<MatrixXd> cholesky(map);
    if (cholesky.info() != Eigen::Success) { return 0.0; }
    const MatrixXd posterior_mean = deviations.asDiagonal() * j;
    const MatrixXd inverse = cholesky.matrixL().solve(MatrixXd::Identity(j.rows(), j.rows()));
    const double stretch = inverse.norm();
    const MatrixXd moved = a * posterior_mean;
    const double rounding = unit(problem) * (size * posterior_mean.norm() + moved.norm() * map.norm() * stretch);
    const double cost = MatrixXd(inverse * moved).norm() * (1.0 + unit(problem)) + rounding * stretch;
    const MatrixXd error = deviations.asDiagonal() * problem.relative_error() * deviations.asDiagonal();
    const double gain = a.cwiseProduct(error).sum() - unit(problem) * size * error.norm();
    const double square = gain - cost * cost * (1.0 + 8.0 * epsilon);
    return square > 0.0 ? std::sqrt(square) * (1.0 - 4.0 * epsilon) : 0.0;
}

} // namespace

Certificate certify_coupling(const GaussianProblem& problem, const GaussianCoupling& claim) {
    if (problem.min_distortion() == 0.0) { return {0.0, 0.0}; } // X* = X
    const double upper = upper_deviation(problem, claim.correlation);
    double lower = lower_deviation(problem, claim);
    if (!(upper - lower <= 1e-12 * upper)) { lower = std::max(lower, lower_deviation_in_faint_noise(problem, claim)); }
    return {std::min(lower, upper), upper};
}

Certificate certify_transport(const GaussianProblem& problem, const Certificate& deviation, double distortion) {
    require(distortion == distortion, "certify", "distortion", distortion, "[-inf, inf]");
    const double excess = distortion - problem.min_distortion();
    if (-excess > problem.slack()) { return {infinite, infinite}; }
    const double spent = std::sqrt(excess <= problem.slack() ? 0.0 : excess);
    const double lower = deviation.lower - spent * (1.0 + 4.0 * epsilon);
    const double upper = deviation.upper - spent * (1.0 - 4.0 * epsilon);
    return {std::max(0.0, lower * (1.0 - 2.0 * epsilon)), std::max(0.0, upper * (1.0 + 2.0 * epsilon))};
}

} // namespace perdis
