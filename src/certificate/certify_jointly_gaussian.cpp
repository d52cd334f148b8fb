#include <perdis/certificate/certify_jointly_gaussian.hpp>

#include "gaussian_claim.hpp"
#include "renyi_price.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/residual.hpp>
#include <perdis/numeric/singular_values.hpp>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinite = std::numeric_limits<double>::infinity();

double unit(const GaussianProblem& problem) { return 4.0 * static_cast<double>(problem.rank() + 16) * epsilon; }

/// Σ φ over the squared singular values of a factor with k rows, each known to 4 k ε of the largest.
Certificate divergence(const MatrixXd& factor, double order, double tolerance) {
    const VectorXd values = singular_values(factor).values;
    Certificate sum{0.0, 0.0};
    if (values.size() < factor.rows()) { return {infinite, infinite}; }
    const double margin = tolerance * (values.size() > 0 ? values(0) : 0.0);
    for (const double sigma : values) {
        const double least = std::max(0.0, sigma - margin);
        const double most = sigma + margin;
        const double at_least = renyi_of_variance(least * least, order);
        const double at_most = renyi_of_variance(most * most, order);
        sum.upper += std::max(at_least, at_most);
        if (!(least < 1.0 && most > 1.0)) {
            sum.lower += std::min(at_least, at_most);
        } // φ has its least value, 0, at 1
    }
    return {sum.lower * (1.0 - tolerance), sum.upper * (1.0 + tolerance)};
}

/// W₂² ≥ Σ b_i ω_i + constant for every output covariance, in any order of b against ω that makes the sum least.
struct Transport {
    /// @param stretch  R is shrunk and L stretched by its root, which keeps their product.
    Transport(const GaussianProblem& problem, const GaussianSolution& claim, double stretch) {
        const auto k = static_cast<double>(problem.rank());
        const MatrixXd product = problem.variances().asDiagonal() * problem.correlation();
        const Residual spoiled = residual(product, claim.signal_price, claim.observation_price);
        const double delta = spoiled.value.norm() * (1.0 + unit(problem)) + spoiled.error + epsilon * product.norm();
        const double eta = delta / std::sqrt(k) + std::numeric_limits<double>::min();
        const MatrixXd r = claim.signal_price / std::sqrt(stretch);
        const Residual inner = residual(problem.variances().asDiagonal(), r, r);
        const Eigen::SelfAdjointEigenSolver<MatrixXd> spectrum(inner.value, Eigen::EigenvaluesOnly);
        const double rounding =
            inner.error + eta + unit(problem) * inner.value.norm() + 4.0 * epsilon * r.squaredNorm();
        prices = spectrum.eigenvalues().array() - rounding;
        const double own = (problem.deviations().asDiagonal() * problem.correlation()).squaredNorm();
        const double price = claim.observation_price.squaredNorm() * stretch;
        constant = own - price - delta * delta / eta - unit(problem) * (own + price);
        root_variance = std::sqrt(own);
    }
    VectorXd prices;
    double constant = 0.0;
    double root_variance = 0.0; ///< (tr S_*)^½
};

/// min of φ(ω) + bω over 0 < ω ≤ most, b < 0: φ is concave from 1 + a^−½ on, so the least is before it or at the end.
double bounded_price(double order, double b, double most) {
    const double turn = 1.0 + 1.0 / std::sqrt(order);
    return std::min(b * turn, renyi_of_variance(std::max(most, turn), order) * (1.0 - 8.0 * epsilon) + b * most);
}

double dual_bound(const GaussianProblem& problem, double order, const GaussianSolution& claim, double excess,
                  double stretch) {
    const Transport transport(problem, claim, stretch);
    if (!transport.prices.allFinite() || !std::isfinite(transport.constant)) { return -infinite; }
    const double most = std::pow(transport.root_variance + std::sqrt(excess), 2) / problem.variances()(0) * 1.0001;
    const double least = order > 1.0 ? (order - 1.0) / order * (1.0 - 8.0 * epsilon) : 0.0;
    double spent = 0.0;
    for (const double b : transport.prices) { spent += b > 0.0 ? b * least : b * most; }
    const double size = transport.prices.cwiseAbs().sum() * (1.0 + most) + std::abs(transport.constant) + excess;
    if (order > 1.0 && spent + transport.constant - excess > unit(problem) * size) { return infinite; }
    const double lambda = claim.multiplier;
    if (!(lambda > 0.0 && lambda < infinite)) { return 0.0; }
    const double linear = lambda * (transport.constant - excess);
    double sum = linear;
    double magnitude = std::abs(linear);
    for (const double b : transport.prices) {
        const double price = b >= 0.0 ? least_renyi_price(order, lambda * b) : bounded_price(order, lambda * b, most);
        sum += price;
        magnitude += std::abs(price);
    }
    return sum - unit(problem) * magnitude;
}

double lower_bound(const GaussianProblem& problem, double order, const GaussianSolution& claim, double excess) {
    const MatrixXd& j = problem.correlation();
    const bool usable = claim.multiplier > 0.0 && claim.signal_price.allFinite()
                        && claim.signal_price.rows() == j.rows() && claim.observation_price.rows() == j.cols()
                        && claim.signal_price.cols() == claim.observation_price.cols()
                        && claim.observation_price.allFinite();
    if (!usable) { return 0.0; }
    double best = 0.0;
    for (const double stretch : {1.0, 1.0 + 1e-12, 1.0 + 1e-9, 1.0 + 1e-6, 1.001}) {
        const double bound = dual_bound(problem, order, claim, excess, stretch);
        if (bound > best) { best = bound; }
    }
    return best;
}

} // namespace

Certificate certify_jointly_gaussian_renyi(const GaussianProblem& problem, double order,
                                           const GaussianSolution& claim) {
    require(order > 0.0 && order < infinite, "certify", "order", order, "(0, inf)");
    require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "[-inf, inf]");
    const double excess = claim.distortion - problem.min_distortion();
    if (-excess > problem.slack()) { return {infinite, infinite}; }
    if (problem.min_distortion() == 0.0) { return {0.0, 0.0}; } // X* = X
    if (excess <= problem.slack()) { return divergence(problem.correlation(), order, unit(problem)); }
    if (!(excess < infinite)) { return {0.0, 0.0}; }
    const MatrixXd factor = feasible_factor(problem, claim, excess * (1.0 - 4.0 * epsilon));
    const double upper = divergence(factor, order, unit(problem)).upper;
    return {std::min(upper, lower_bound(problem, order, claim, excess * (1.0 + 4.0 * epsilon))), upper};
}

} // namespace perdis
