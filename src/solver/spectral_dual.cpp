#include "spectral_dual.hpp"

#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/numeric/residual.hpp>

#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>
#include <utility>

// With β = λb, φ′(ω) = −β reads a(ω − 1) + 2βω(1 − a + aω) = 0. Subtracting two of these gives the divided difference
//
//     (ω₁ − ω₂)/(β₁ − β₂) = −2ω₂(1 − a + aω₂) / (a + 2β₁(1 − a + a(ω₁ + ω₂)))
//
// without cancellation, which is all the second derivative of a spectral function needs.

namespace perdis {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int patience = 5; // steps that rounding undoes
constexpr int most_steps = 60;
constexpr int most_halvings = 50;
constexpr double enough = 1e-15;     // of the dual function, in nats
constexpr double still_good = 1e-12; // where rounding ends the progress
constexpr double rounding = 1e-15;   // relative to λ tr S_X
constexpr double overshoot = 0.5;    // of the first slope along the direction

double response_at(double order, double beta) {
    const double middle = order + 2.0 * beta * (1.0 - order);
    const double square = middle * middle + 8.0 * order * order * beta;
    const double root = std::sqrt(square > 0.0 ? square : 0.0);
    return middle > 0.0 ? 2.0 * order / (middle + root) : (root - middle) / (4.0 * order * beta);
}

/// Below it φ(ω) + βω has no minimum; half of that is kept.
double least_cost(double order) {
    const double s = 1.0 + std::sqrt(order);
    return -0.25 * order / (s * s);
}

} // namespace

SpectralDual::SpectralDual(const GaussianProblem& problem, const MatrixXd& product, double order, double multiplier,
                           const MatrixXd& price)
    : order_(order), multiplier_(multiplier) {
    if (!price.allFinite()) { return; }
    if (price.size() > 0) {
        const Eigen::SelfAdjointEigenSolver<MatrixXd> spectrum(price);
        price_values_ = spectrum.eigenvalues();
        price_vectors_ = spectrum.eigenvectors();
        if (!(price_values_(0) > 0.0)) { return; }
    } else {
        price_vectors_.resize(0, 0);
    }
    const MatrixXd half = factor(product);
    const MatrixXd cost = residual(problem.variances().asDiagonal(), half, half).value;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> spectrum(cost);
    cost_ = multiplier * spectrum.eigenvalues();
    vectors_ = spectrum.eigenvectors();
    if (!(cost_(0) > least_cost(order))) { return; }
    omega_ = cost_.unaryExpr([&](double beta) { return response_at(order, beta); });
    turned_ = vectors_.transpose() * product;
    legal_ = omega_.allFinite() && omega_.minCoeff() > 0.0;
}

MatrixXd SpectralDual::inverse_factor() const {
    return price_vectors_ * price_values_.cwiseSqrt().cwiseInverse().asDiagonal();
}

MatrixXd SpectralDual::factor(const MatrixXd& product) const {
    return (product * price_vectors_) * price_values_.cwiseSqrt().asDiagonal();
}

MatrixXd SpectralDual::slope() const {
    const MatrixXd inverse = price_vectors_ * price_values_.array().square().inverse().matrix().asDiagonal();
    return inverse * price_vectors_.transpose() - turned_.transpose() * omega_.asDiagonal() * turned_;
}

double SpectralDual::value() const {
    double sum = -multiplier_ * price_values_.cwiseInverse().sum();
    for (Index i = 0; i < omega_.size(); ++i) {
        sum += gaussian_renyi(Gaussian<double>(0.0, variance(1.0)), Gaussian<double>(0.0, variance(omega_(i))), order_)
               + cost_(i) * omega_(i);
    }
    return sum;
}

// In the eigenbasis of U and with entries scaled by u_i u_j/√(u_i + u_j), the second derivative of tr U⁻¹ is the identity.
MatrixXd SpectralDual::direction(double& decrement) const {
    const Index r = price_values_.size();
    const Index k = omega_.size();
    const MatrixXd seen = turned_ * price_vectors_;
    const MatrixXd scale = MatrixXd::NullaryExpr(r, r, [&](Index i, Index j) {
        return price_values_(i) * price_values_(j) / std::sqrt(price_values_(i) + price_values_(j));
    });
    const MatrixXd fall = MatrixXd::NullaryExpr(k, k, [&](Index i, Index j) {
        const double steep = order_ + 2.0 * cost_(i) * (1.0 - order_ + order_ * (omega_(i) + omega_(j)));
        return multiplier_ * 2.0 * omega_(j) * (1.0 - order_ + order_ * omega_(j)) / steep;
    });
    const MatrixXd symmetric_fall = 0.5 * (fall + fall.transpose());
    const auto apply = [&](const MatrixXd& y) -> MatrixXd {
        const MatrixXd inner = seen * scale.cwiseProduct(y) * seen.transpose();
        return y + scale.cwiseProduct(seen.transpose() * symmetric_fall.cwiseProduct(inner) * seen);
    };
    const MatrixXd squares = seen.cwiseAbs2();
    const MatrixXd diagonal =
        1.0 + (scale.cwiseAbs2().cwiseProduct(squares.transpose() * symmetric_fall * squares)).array();
    const MatrixXd right = scale.cwiseProduct(price_vectors_.transpose() * slope() * price_vectors_);
    MatrixXd y = MatrixXd::Zero(r, r);
    MatrixXd rest = right;
    MatrixXd conditioned = rest.cwiseQuotient(diagonal);
    MatrixXd along = conditioned;
    double product = rest.cwiseProduct(conditioned).sum();
    const double target = 1e-16 * product;
    for (Index i = 0; i < 2 * r * r + 20 && product > target; ++i) {
        const MatrixXd image = apply(along);
        const double bend = along.cwiseProduct(image).sum();
        if (!(bend > 0.0)) { break; }
        y += (product / bend) * along;
        rest -= (product / bend) * image;
        conditioned = rest.cwiseQuotient(diagonal);
        const double next = rest.cwiseProduct(conditioned).sum();
        along = conditioned + (next / product) * along;
        product = next;
    }
    decrement = multiplier_ * right.cwiseProduct(y).sum();
    const MatrixXd step = price_vectors_ * scale.cwiseProduct(y) * price_vectors_.transpose();
    return 0.5 * (step + step.transpose());
}

SpectralDual maximise_dual(const GaussianProblem& problem, const MatrixXd& product, double order, double multiplier,
                           MatrixXd price, int& iterations, bool& stagnated) {
    SpectralDual here(problem, product, order, multiplier, price);
    stagnated = !here.legal();
    if (stagnated || price.size() == 0) { return here; }
    const double resolved = still_good + rounding * multiplier * problem.variance();
    double decrement = std::numeric_limits<double>::infinity();
    int stalls = 0;
    for (int step = 0; step < most_steps; ++step) {
        ++iterations;
        const double before = decrement;
        const MatrixXd direction = here.direction(decrement);
        stalls += decrement <= resolved && decrement > 0.5 * before ? 1 : 0;
        if (stalls == patience) { return here; }
        if (!(decrement > enough)) { // one step more squares what is left
            SpectralDual last(problem, product, order, multiplier, price + direction);
            return last.legal() ? last : here;
        }
        const double rise = here.slope().cwiseProduct(direction).sum();
        bool moved = false;
        double share = 1.0;
        for (int i = 0; i < most_halvings && !moved; ++i, share *= 0.5) {
            const MatrixXd tried = price + share * direction;
            SpectralDual next(problem, product, order, multiplier, tried);
            // the dual function is concave: where it still rises, or falls more gently, it has risen
            if (!next.legal() || !(next.slope().cwiseProduct(direction).sum() >= -overshoot * rise)) { continue; }
            price = tried;
            here = std::move(next);
            moved = true;
        }
        if (!moved) { break; }
    }
    stagnated = !(decrement <= resolved);
    return here;
}

} // namespace perdis
