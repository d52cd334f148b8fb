#include <perdis/certificate/certify_gaussian.hpp>

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
double unit(const GaussianProblem& problem) { return 4.0 * static_cast<double>(problem.rank() + 8) * epsilon; }

bool fits(const MatrixXd& matrix, Index rows, Index columns) {
    return matrix.rows() == rows && matrix.cols() == columns && matrix.allFinite();
}

// Θ with |ΘᵀΘ − I| ≤ ρ < 1 lies within ρ of an isometry Θ*, and ΘΘᵀ within 2ρ of its projection.
double upper_deviation(const GaussianProblem& problem, const MatrixXd& theta) {
    const MatrixXd& j = problem.correlation();
    const double independent = std::sqrt(problem.variance() + (problem.deviations().asDiagonal() * j).squaredNorm());
    const double widest = independent * (1.0 + unit(problem));
    if (!fits(theta, j.rows(), j.cols())) { return widest; }
    MatrixXd defect = -MatrixXd::Identity(j.cols(), j.cols());
    defect.noalias() += theta.transpose() * theta;
    const double rho = (j.size() == 0 ? 0.0 : defect.norm()) * (1.0 + unit(problem))
                       + unit(problem) * std::sqrt(static_cast<double>(j.cols()));
    if (!(rho < 0.5)) { return widest; }
    const double scale = std::sqrt(problem.variance());
    const double near = (problem.deviations().asDiagonal() * (theta - j)).norm() * (1.0 + unit(problem))
                        + (rho + unit(problem)) * scale;
    double square = near * near;
    if (j.cols() < j.rows()) {
        const double left = problem.variance() - (problem.deviations().asDiagonal() * theta).squaredNorm();
        square += std::max(left, 0.0) + (2.0 * rho + rho * rho + 2.0 * unit(problem)) * problem.variance();
    }
    return std::min(widest, std::sqrt(square) * (1.0 + unit(problem)));
}

double lower_deviation(const GaussianProblem& problem, const GaussianCoupling& claim) {
    const MatrixXd& j = problem.correlation();
    const MatrixXd& r = claim.signal_price;
    const MatrixXd& l = claim.observation_price;
    if (!fits(r, j.rows(), j.cols()) || !fits(l, j.cols(), j.cols())) { return 0.0; }
    const MatrixXd target = problem.variances().asDiagonal() * j;
    MatrixXd residual = target;
    residual.noalias() -= r * l.transpose();
    const double spoiled = residual.norm() * (1.0 + unit(problem)) + unit(problem) * (r.norm() * l.norm() + target.norm());
    const double gains = problem.variance() + (problem.deviations().asDiagonal() * j).squaredNorm();
    const double costs = r.squaredNorm() + l.squaredNorm();
    const double square = gains - costs - 2.0 * std::sqrt(static_cast<double>(j.rows())) * spoiled
                          - unit(problem) * (gains + costs);
    return square > 0.0 ? std::sqrt(square) * (1.0 - 4.0 * epsilon) : 0.0;
}

// The same dual bound, for r = k and faint noise: with M = I − A, A = I − diag(l)^−½ R Rᵀ diag(l)^−½ taken as it is rounded,
// |x − y|² ≥ xᵀAx − yᵀ(M⁻¹ − I)y, so G² ≥ tr A(S_X − S_*) − tr A M⁻¹ A S_*: no large terms cancel.
double lower_deviation_in_faint_noise(const GaussianProblem& problem, const GaussianCoupling& claim) {
    const MatrixXd& j = problem.correlation();
    const MatrixXd& r = claim.signal_price;
    if (j.rows() != j.cols() || j.size() == 0 || !fits(r, j.rows(), j.cols())) { return 0.0; }
    const MatrixXd scaled = problem.deviations().cwiseInverse().asDiagonal() * r;
    MatrixXd a = MatrixXd::Identity(j.rows(), j.rows());
    a.selfadjointView<Eigen::Lower>().rankUpdate(scaled, -1.0);
    a.triangularView<Eigen::StrictlyUpper>() = a.transpose();
    MatrixXd map = -a;
    map.diagonal().array() += 1.0 - unit(problem) * (1.0 + a.norm()); // M less its rounding and the factor's
    const Eigen::LLT<MatrixXd> cholesky(map);
    if (!a.allFinite() || cholesky.info() != Eigen::Success) { return 0.0; }
    const MatrixXd error = problem.deviations().asDiagonal() * problem.relative_error() * problem.deviations().asDiagonal();
    MatrixXd moved = a * (problem.deviations().asDiagonal() * j);
    const double rounding = unit(problem) * a.norm() * (problem.deviations().asDiagonal() * j).norm();
    const MatrixXd solved = cholesky.matrixL().solve(moved);
    // a solve is backward stable: what it lacks is a small change of M, which the lift above and this factor cover
    const double least = cholesky.matrixLLT().diagonal().minCoeff();
    const double cost = solved.norm() * (1.0 + unit(problem) * map.norm() / (least * least)) + rounding / least;
    const double gain = a.cwiseProduct(error).sum();
    const double square = gain - cost * cost * (1.0 + unit(problem)) - unit(problem) * a.norm() * error.norm();
    return square > 0.0 ? std::sqrt(square) * (1.0 - 4.0 * epsilon) : 0.0;
}

} // namespace

Certificate certify_coupling(const GaussianProblem& problem, const GaussianCoupling& claim) {
    const double upper = upper_deviation(problem, claim.correlation);
    const double lower =
        std::max(lower_deviation(problem, claim), lower_deviation_in_faint_noise(problem, claim));
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
