#include <perdis/solver/jointly_gaussian_renyi.hpp>

#include "spectral_dual.hpp"

#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>
#include <perdis/numeric/increasing_root.hpp>
#include <perdis/numeric/singular_values.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

// The coupling of X̂ with X*: A = Ω^½ K = P diag(θ) Oᵀ gives T = Ω^½ P Oᵀ, and Ω^½ (I − PPᵀ) is noise.

namespace perdis {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double root_tolerance = 1e-9;  // of ln λ: the estimator is brought to D, and P is stationary there
constexpr double nearly = 1.0 - 1e-12;   // of D_max − D_min: P is of the order 1e-24 there
constexpr double steepest = 1e9;         // λ times the least variance where R_a may be infinite
constexpr double steepest_of_all = 1e18; // λ times the largest variance
constexpr double least_share = 1e-30;    // of D_max − D_min, told from 0
constexpr double stride = 16.0;          // from one λ to the next on the way there
constexpr double enough = 1e-9;          // the gap, relative to 1 + P
constexpr double rounding = 4.0 * std::numeric_limits<double>::epsilon(); // of λ tr S_X, a coordinate
constexpr int flatter = 16; // λ, λ/8, … tried where rounding spoils the bound

MatrixXd product_of(const GaussianProblem& problem) { return problem.variances().asDiagonal() * problem.correlation(); }

/// U from a factor of U⁻¹ with orthogonal columns.
MatrixXd price_of(const GaussianSolution& solution) {
    const MatrixXd& l = solution.observation_price;
    const VectorXd weight = l.colwise().squaredNorm().array().square().inverse();
    return l * weight.asDiagonal() * l.transpose();
}

/// The estimator of a response, before it is brought to a distortion.
void couple(const GaussianProblem& problem, const SpectralDual& dual, GaussianSolution& solution) {
    const VectorXd root = dual.response().cwiseSqrt();
    const SingularValues svd = singular_values(root.asDiagonal() * dual.turned());
    const MatrixXd half = dual.vectors() * root.asDiagonal();
    solution.gain = half * (svd.u * svd.v.transpose());
    solution.noise.resize(root.size(), 0);
    if (svd.u.cols() < svd.u.rows()) { solution.noise = half - (half * svd.u) * svd.u.transpose(); }
    solution.signal_price = dual.factor(product_of(problem));
    solution.observation_price = dual.inverse_factor();
}

/// E|X* − X̂|² of (T, V).
double spent(const GaussianProblem& problem, const GaussianSolution& solution) {
    return (problem.deviations().asDiagonal() * (solution.gain - problem.correlation())).squaredNorm()
           + (problem.deviations().asDiagonal() * solution.noise).squaredNorm();
}

/// R_a of (T, V).
double divergence(const GaussianSolution& solution, double order) {
    MatrixXd factor(solution.gain.rows(), solution.gain.cols() + solution.noise.cols());
    factor.leftCols(solution.gain.cols()) = solution.gain;
    factor.rightCols(solution.noise.cols()) = solution.noise;
    if (factor.cols() < factor.rows()) { return infinite; } // singular
    double sum = 0.0;
    for (const double sigma : singular_values(factor).values) {
        sum += gaussian_renyi(Gaussian<double>(0.0, variance(1.0)),
                              Gaussian<double>(0.0, StandardDeviation<double>(sigma)), order);
    }
    return sum;
}

} // namespace

JointlyGaussianRenyi::JointlyGaussianRenyi(const GaussianProblem& problem, double order)
    : problem_(problem), order_(order), reverse_(problem) {
    require(order > 0.0 && order < infinite, "JointlyGaussianRenyi", "order", order, "(0, inf)");
    if (order_ > 1.0 && problem_.rank() > 0) {
        const double last = steepest / problem_.variances().minCoeff();
        steepest_ = at_multiplier(1.0 / problem_.variances().maxCoeff());
        for (double multiplier = stride * steepest_.multiplier; multiplier < last; multiplier *= stride) {
            const GaussianSolution next = at_multiplier(multiplier, &steepest_);
            if (next.status != Status::solved || !(next.distortion < steepest_.distortion)) { break; }
            steepest_ = next;
        }
    }
}

GaussianSolution JointlyGaussianRenyi::at_multiplier(double multiplier, const GaussianSolution* warm) const {
    require(multiplier >= 0.0 && multiplier < infinite, "JointlyGaussianRenyi", "multiplier", multiplier, "[0, inf)");
    const GaussianSolution start = reverse_.at_multiplier(multiplier / order_);
    GaussianSolution solution = start;
    solution.multiplier = multiplier;
    if (multiplier == 0.0 || problem_.rank() == 0) { return solution; }
    const MatrixXd product = product_of(problem_);
    MatrixXd price = price_of(start);
    const bool usable = warm != nullptr && warm->observation_price.rows() == price.rows()
                        && warm->observation_price.cols() == price.cols() && price.size() > 0;
    if (usable) {
        const MatrixXd other = price_of(*warm);
        const SpectralDual cold(problem_, product, order_, multiplier, price);
        const SpectralDual hot(problem_, product, order_, multiplier, other);
        if (hot.legal() && (!cold.legal() || hot.value() > cold.value())) { price = other; }
    }
    bool stagnated = false;
    solution.iterations = 0;
    const SpectralDual dual =
        maximise_dual(problem_, product, order_, multiplier, price, solution.iterations, stagnated);
    solution.status = stagnated ? Status::stagnated : Status::solved;
    if (!dual.legal()) { return solution; }
    couple(problem_, dual, solution);
    solution.distortion = problem_.min_distortion() + spent(problem_, solution);
    return solution;
}

GaussianSolution JointlyGaussianRenyi::operator()(double distortion, const GaussianSolution* warm) const {
    require(distortion == distortion, "JointlyGaussianRenyi", "distortion", distortion, "[-inf, inf]");
    const double excess = distortion - problem_.min_distortion();
    const double most = max_distortion() - problem_.min_distortion();
    GaussianSolution solution;
    if (excess >= nearly * most) {
        solution = at_multiplier(0.0);
        solution.distortion = distortion;
        return solution;
    }
    const double floor = order_ > 1.0 ? spent(problem_, steepest_) : 0.0;
    if (order_ > 1.0) { solution = steepest_; } // its prices show that R_a is infinite
    solution.status = -excess > problem_.slack() ? Status::infeasible : Status::solved;
    solution.distortion = distortion;
    solution.gain = problem_.correlation();
    solution.noise.resize(problem_.rank(), 0);
    solution.multiplier = infinite;
    if (excess <= problem_.slack() || excess <= floor) { return solution; }
    GaussianSolution last = warm != nullptr ? *warm : GaussianSolution{};
    int iterations = 0;
    const double wanted = std::log((most - excess) / (excess - floor));
    const double end =
        order_ > 1.0 ? std::log(steepest_.multiplier) : std::log(steepest_of_all / problem_.variances().maxCoeff());
    const auto height = [&](double t) { // goes on as a line beyond the end
        last = at_multiplier(std::exp(std::min(t, end)), &last);
        iterations += last.iterations;
        const double here = spent(problem_, last);
        const double left = std::max(most - here, least_share * most);
        return std::log(left / std::max(here - floor, least_share * most)) - wanted + std::max(t - end, 0.0);
    };
    const bool usable = warm != nullptr && warm->multiplier > 0.0 && std::isfinite(warm->multiplier);
    const double start = usable ? std::log(warm->multiplier) : wanted - std::log(problem_.variances().maxCoeff());
    const double found = std::min(increasing_root(height, start, root_tolerance), end);
    solution = at_multiplier(std::exp(found), &last);
    solution.iterations += iterations;
    solution.distortion = distortion;
    settle(solution, excess);
    return solution;
}

// The tangent at a smaller λ also bounds P(D), and the rounding of λ E|X̂ − X*|² is less there: next to D_min it is the better one.
void JointlyGaussianRenyi::settle(GaussianSolution& solution, double excess) const {
    const auto draw_in = [&](GaussianSolution& claim) {
        const double share = std::sqrt(excess / spent(problem_, claim));
        claim.gain = problem_.correlation() + share * (claim.gain - problem_.correlation());
        claim.noise *= share;
    };
    const double own = (problem_.deviations().asDiagonal() * problem_.correlation()).squaredNorm();
    const double noise = rounding * static_cast<double>(problem_.rank()) * problem_.variances().sum();
    const auto bound = [&](const GaussianSolution& claim) {
        const SpectralDual dual(problem_, product_of(problem_), order_, claim.multiplier, price_of(claim));
        return dual.legal() ? dual.value() + claim.multiplier * (own - excess - noise) : -infinite;
    };
    GaussianSolution next = solution;
    solution.gain = problem_.correlation();
    solution.noise.resize(problem_.rank(), 0);
    double upper = divergence(solution, order_), lower = -infinite;
    for (int i = 0; i < flatter; ++i) {
        GaussianSolution drawn = next;
        draw_in(drawn);
        if (const double value = divergence(drawn, order_); value < upper) {
            upper = value;
            solution.gain = drawn.gain;
            solution.noise = drawn.noise;
        }
        if (const double value = bound(next); value > lower) {
            lower = value;
            solution.multiplier = next.multiplier;
            solution.signal_price = next.signal_price;
            solution.observation_price = next.observation_price;
        }
        if (upper - lower <= enough * (1.0 + upper)) { break; }
        next = at_multiplier(next.multiplier / 8.0, &next);
        solution.iterations += next.iterations;
    }
    solution.status = upper - lower <= enough * (1.0 + upper) ? Status::solved : Status::stagnated;
}

} // namespace perdis
