#include <perdis/certificate/certify_gaussian.hpp>

#include "gaussian_claim.hpp"

#include <perdis/numeric/residual.hpp>

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinite = std::numeric_limits<double>::infinity();

double unit(const GaussianProblem& problem) { return static_cast<double>(problem.rank() + 8) * epsilon; }

/// A value and a bound on its rounding.
struct Bounded {
    double value = 0.0;
    double error = 0.0;
};

/// ½ [tr Z Zᵀ − k − ln det Z Zᵀ] of a factor Z with k rows; inf where it is singular. The triangle of Zᵀ has the determinant
/// without squaring; its rounding is a small change of Z.
Bounded divergence(const MatrixXd& factor) {
    const Index k = factor.rows();
    if (k == 0) { return {}; }
    if (factor.cols() < k) { return {infinite, 0.0}; }
    const Eigen::HouseholderQR<MatrixXd> qr(factor.transpose());
    const MatrixXd triangle = qr.matrixQR().topRows(k).triangularView<Eigen::Upper>();
    if (!(triangle.diagonal().cwiseAbs().minCoeff() > 0.0)) { return {infinite, 0.0}; }
    const MatrixXd inverse = triangle.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(k, k));
    long double sum = square_of(factor) - static_cast<long double>(k);
    for (Index i = 0; i < k; ++i) { sum -= 2.0L * std::log(std::abs(static_cast<long double>(triangle(i, i)))); }
    const double spoiled = 4.0 * static_cast<double>(k + 8) * epsilon * factor.norm() * inverse.norm();
    const auto value = static_cast<double>(0.5L * sum);
    return {value, spoiled < 0.25 ? 2.0 * spoiled + epsilon * (1.0 + std::abs(value)) : infinite};
}

/// ln det of a positive definite matrix from below; −inf where Cholesky fails. The factor is exact for a matrix within
/// k ε |L||Lᵀ| of the given one.
double log_determinant_below(const MatrixXd& matrix) {
    const Index k = matrix.rows();
    const Eigen::LLT<MatrixXd> cholesky(matrix);
    if (!matrix.allFinite() || cholesky.info() != Eigen::Success) { return -infinite; }
    const MatrixXd lower = cholesky.matrixL();
    const MatrixXd inverse = cholesky.matrixL().solve(MatrixXd::Identity(k, k));
    const double spoiled =
        static_cast<double>(k + 8) * epsilon * MatrixXd(inverse.cwiseAbs() * lower.cwiseAbs()).squaredNorm();
    if (!(spoiled < 0.25)) { return -infinite; }
    long double sum = 0.0L;
    for (Index i = 0; i < k; ++i) { sum += 2.0L * std::log(static_cast<long double>(lower(i, i))); }
    return static_cast<double>(sum) - 2.0 * spoiled - epsilon * std::abs(static_cast<double>(sum));
}

/// The dual bound with R shrunk and L stretched by the root of this factor, which keeps their product.
double dual_bound(const GaussianProblem& problem, const GaussianSolution& claim, double excess, double stretch) {
    const MatrixXd& j = problem.correlation();
    const double lambda = claim.multiplier;
    const auto k = static_cast<double>(j.rows());
    const MatrixXd& r = claim.signal_price;
    const Residual spoiled = residual(problem.variances().asDiagonal() * j, r, claim.observation_price);
    const double delta = spoiled.value.norm() * (1.0 + unit(problem)) + spoiled.error
                         + epsilon * (problem.variances().asDiagonal() * j).norm();
    const double eta = delta / std::sqrt(k) + std::numeric_limits<double>::min();
    const Residual inner = residual(problem.variances().asDiagonal(), r / std::sqrt(stretch), r / std::sqrt(stretch));
    MatrixXd inverse_covariance = 2.0 * lambda * inner.value;
    const double rounding =
        2.0 * lambda * (inner.error + eta + 4.0 * epsilon * (inner.value.norm() + r.squaredNorm() / k)) + 4.0 * epsilon;
    inverse_covariance.diagonal().array() += 1.0 - rounding;
    const double entropy = log_determinant_below(inverse_covariance);
    const long double own = weighted_square(problem.variances(), j);
    const long double price = square_of(claim.observation_price) * stretch;
    const long double linear = lambda * (own - price - delta * delta / eta - excess);
    const auto size = static_cast<double>(lambda * (own + price + excess));
    return static_cast<double>(linear) + 0.5 * entropy - 4.0 * epsilon * (size + std::abs(entropy));
}

double lower_bound(const GaussianProblem& problem, const GaussianSolution& claim, double excess) {
    const MatrixXd& j = problem.correlation();
    const bool usable = claim.multiplier > 0.0 && claim.multiplier < infinite && claim.signal_price.allFinite()
                        && claim.signal_price.rows() == j.rows() && claim.signal_price.cols() == j.cols()
                        && claim.observation_price.rows() == j.cols() && claim.observation_price.cols() == j.cols()
                        && claim.observation_price.allFinite() && j.rows() > 0;
    if (!usable) { return 0.0; }
    for (const double stretch : {1.0, 1.0 + 1e-9, 1.0 + 1e-6, 1.001, 2.0, 1e3}) {
        const double bound = dual_bound(problem, claim, excess, stretch);
        if (bound > -infinite) { return std::max(0.0, bound); }
    }
    return 0.0;
}

} // namespace

Certificate certify_reverse_kullback_leibler(const GaussianProblem& problem, const GaussianSolution& claim) {
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    const double excess = claim.distortion - problem.min_distortion();
    if (-excess > problem.slack()) { return {infinite, infinite}; }
    if (problem.min_distortion() == 0.0) { return {0.0, 0.0}; } // X* = X
    const bool at_minimum = excess <= problem.slack();
    const Bounded reached =
        divergence(feasible_factor(problem, claim, at_minimum ? 0.0 : excess * (1.0 - 4.0 * epsilon)));
    const double upper = std::max(0.0, reached.value + reached.error);
    if (at_minimum) { return {upper < infinite ? std::max(0.0, reached.value - reached.error) : infinite, upper}; }
    return {std::min(upper, lower_bound(problem, claim, excess * (1.0 + 4.0 * epsilon))), upper};
}

} // namespace perdis
