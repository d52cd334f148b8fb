#include <perdis/tradeoff/gaussian_problem.hpp>

#include <perdis/tradeoff/gaussian_solution.hpp>

#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/symmetric_spectrum.hpp>

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The powers of two that bring the largest entry of each column to [1, 2); of a column of 0, 1.
VectorXd column_units(const MatrixXd& matrix) {
    const VectorXd largest = matrix.cwiseAbs().colwise().maxCoeff().transpose();
    return largest.unaryExpr([](double x) { return x > 0.0 ? std::ldexp(1.0, std::min(-std::ilogb(x), 1000)) : 1.0; });
}

/// Z Π = Q R, the rank by pivots above 16 n ε of the largest.
struct PivotedFactor {
    explicit PivotedFactor(const MatrixXd& matrix) {
        if (matrix.size() == 0) { return; }
        qr.compute(matrix);
        qr.setThreshold(rank_tolerance<double>(std::max(matrix.rows(), matrix.cols())));
        rank = qr.rank();
    }
    /// The columns of M Π that carry the rank.
    [[nodiscard]] MatrixXd leading(const MatrixXd& matrix) const {
        return (matrix * qr.colsPermutation()).leftCols(rank);
    }

    Eigen::ColPivHouseholderQR<MatrixXd> qr;
    Index rank = 0;
};

} // namespace

GaussianProblem::GaussianProblem(const MultivariateGaussian<double>& prior, const LinearGaussian<double>& channel)
    : mean_(prior.mean()) {
    channel.require_input(prior.dimension());
    observed_mean_ = channel.matrix() * mean_;
    factor_prior(prior.covariance());
    observe(channel.matrix(), noise_factor(channel.noise_covariance()));
}

double GaussianProblem::slack() const {
    return 8.0 * static_cast<double>(mean_.size()) * std::numeric_limits<double>::epsilon() * min_distortion_;
}

void GaussianProblem::factor_prior(const MatrixXd& covariance) {
    const Index d = covariance.rows();
    if (is_diagonal<double>(covariance)) {
        std::vector<std::pair<double, Index>> entries;
        for (Index i = 0; i < d; ++i) {
            if (covariance(i, i) > 0.0) { entries.emplace_back(covariance(i, i), i); }
        }
        std::sort(entries.begin(), entries.end());
        const auto k = static_cast<Index>(entries.size());
        basis_ = MatrixXd::Zero(d, k);
        variances_.resize(k);
        for (Index i = 0; i < k; ++i) {
            variances_(i) = entries[static_cast<std::size_t>(i)].first;
            basis_(entries[static_cast<std::size_t>(i)].second, i) = 1.0;
        }
    } else {
        const SymmetricSpectrum<double> spectrum(covariance);
        ++decompositions_;
        basis_ = spectrum.range();
        variances_ = spectrum.values().tail(spectrum.rank());
    }
    deviations_ = variances_.cwiseSqrt();
}

/// A matrix whose product with its transpose is the noise covariance.
MatrixXd GaussianProblem::noise_factor(const MatrixXd& covariance) {
    if (is_diagonal<double>(covariance)) { return covariance.diagonal().cwiseMax(0.0).cwiseSqrt().asDiagonal(); }
    const Eigen::LLT<MatrixXd> cholesky(covariance);
    if (cholesky.info() == Eigen::Success) { return cholesky.matrixL(); }
    ++decompositions_;
    return SymmetricSpectrum<double>(covariance).factor();
}

// Y − Hμ = Zᵀ(ζ; η) with Z = (diag(l)^½ Uᵀ Hᵀ; Fᵀ), F Fᵀ the noise covariance; each coordinate of Y in a unit of its own, so
// that none is lost beside another. From Z Π = Q R the whitened observation is ω = Qᵀ(ζ; η) = R⁻ᵀ Πᵀ(Y − Hμ), E[ζ|Y] = Q₁ω
// with Q₁ the upper k rows of Q; triangular solves give its rows to their own scale. What of ω tells of ζ is its part in the
// range of Q₁ᵀ: J = Q₁ B, ξ = Bᵀω with an orthonormal basis B. With Q₂ the lower rows, Q₁ᵀQ₁ + Q₂ᵀQ₂ = I,
// I − JJᵀ = (I − JJᵀ)² + Q₁ Q₂ᵀ Q₂ Q₁ᵀ: a sum of squares.
void GaussianProblem::observe(const MatrixXd& matrix, const MatrixXd& noise) {
    const Index k = rank();
    const Index m = matrix.rows();
    if (k == 0) {
        correlation_.resize(0, 0);
        relative_error_.resize(0, 0);
        whitening_.resize(0, m);
        return;
    }
    MatrixXd seen = basis_.transpose() * matrix.transpose();
    const double unseen = decompositions_ > 0 ? rank_tolerance<double>(mean_.size()) : 0.0; // the rounding of U
    for (Index j = 0; j < m; ++j) {
        if (seen.col(j).norm() <= unseen * matrix.row(j).norm()) { seen.col(j).setZero(); }
    }
    MatrixXd stacked(k + noise.cols(), m);
    stacked.topRows(k).noalias() = deviations_.asDiagonal() * seen;
    stacked.bottomRows(noise.cols()) = noise.transpose();
    const VectorXd units = column_units(stacked);
    stacked = (stacked * units.asDiagonal()).eval();
    const PivotedFactor observation(stacked);
    const auto triangle = observation.qr.matrixR().topLeftCorner(observation.rank, observation.rank);
    const auto solve_right = [&](const MatrixXd& rows) {
        MatrixXd leading = observation.leading(rows);
        if (leading.size() > 0) { triangle.triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(leading); }
        return leading;
    };
    const MatrixXd signal = solve_right(stacked.topRows(k));
    const MatrixXd rest = solve_right(stacked.bottomRows(noise.cols()));
    const PivotedFactor carried(signal.transpose());
    MatrixXd range = MatrixXd::Identity(observation.rank, carried.rank);
    if (carried.rank > 0) { range = carried.qr.householderQ() * range; }
    correlation_ = signal * range;
    MatrixXd whitening = observation.leading(units.asDiagonal()).transpose();
    if (whitening.size() > 0) { triangle.triangularView<Eigen::Upper>().transpose().solveInPlace(whitening); }
    whitening_ = range.transpose() * whitening;
    MatrixXd missing = MatrixXd::Identity(k, k);
    missing.noalias() -= correlation_ * correlation_.transpose();
    const MatrixXd spilled = signal * rest.transpose();
    relative_error_.noalias() = missing * missing.transpose();
    relative_error_.noalias() += spilled * spilled.transpose();
    const double resolved = rank_tolerance<double>(k) * rank_tolerance<double>(k);
    for (Index i = 0; i < k; ++i) { // what Y tells exactly has the square of a rounding left
        if (relative_error_(i, i) > resolved) { continue; }
        relative_error_.row(i).setZero();
        relative_error_.col(i).setZero();
    }
    min_distortion_ = variances_.dot(relative_error_.diagonal());
}

AffineEstimator<double> estimator(const GaussianProblem& problem, const GaussianSolution& solution) {
    const MatrixXd frame = problem.basis() * problem.deviations().asDiagonal();
    const MatrixXd matrix = frame * (solution.gain * problem.whitening());
    const MatrixXd noise = frame * solution.noise;
    return AffineEstimator<double>(matrix, problem.mean() - matrix * problem.observed_mean(),
                                   noise * noise.transpose());
}

} // namespace perdis
