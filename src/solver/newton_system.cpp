#include "newton_system.hpp"

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double largest_stiffness = 1e150;
constexpr Eigen::Index block_rows = 64;

/// Completes a Laplacian of which the strict lower triangle holds −(edge weights): diagonal = Σ edges + ground.
void close_laplacian(Eigen::MatrixXd& matrix, const Eigen::VectorXd& ground) {
    const Eigen::Index n = matrix.rows();
    Eigen::VectorXd degree = ground;
    for (Eigen::Index j = 0; j < n; ++j) {
        const auto below = matrix.col(j).tail(n - j - 1);
        degree(j) -= below.sum();
        degree.tail(n - j - 1) -= below;
    }
    matrix.diagonal() = degree;
}

} // namespace

void NewtonSystem::factorise(const Eigen::VectorXd& masses, const RowMatrix& ratios, const Eigen::VectorXd& row_sums,
                             const Eigen::VectorXd& diagonal, const Eigen::MatrixXd& dense) {
    ratios_ = &ratios;
    masses_ = masses;
    conductance_ = masses.cwiseQuotient(row_sums);
    by_rows_ = ratios.rows() < ratios.cols() && dense.size() == 0;
    const Eigen::VectorXd stiffness = diagonal.cwiseMin(largest_stiffness);
    if (by_rows_) {
        factorise_rows(stiffness);
    } else {
        factorise_columns(stiffness, dense);
    }
}

void NewtonSystem::factorise_columns(const Eigen::VectorXd& diagonal, const Eigen::MatrixXd& dense) {
    const RowMatrix& v = *ratios_;
    matrix_.setZero(v.cols(), v.cols());
    RowMatrix block;
    for (Eigen::Index first = 0; first < v.rows(); first += block_rows) {
        const Eigen::Index count = std::min(block_rows, v.rows() - first);
        block = conductance_.segment(first, count).cwiseSqrt().asDiagonal() * v.middleRows(first, count);
        matrix_.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose(), -1.0);
    }
    if (dense.size() > 0) { matrix_ += dense; }
    close_laplacian(matrix_, diagonal);
    factorise_scaled();
}

void NewtonSystem::factorise_rows(const Eigen::VectorXd& diagonal) {
    const RowMatrix& v = *ratios_;
    columns_ = (v.transpose() * masses_ + diagonal).cwiseInverse();
    matrix_.setZero(v.rows(), v.rows());
    Eigen::MatrixXd block;
    for (Eigen::Index first = 0; first < v.cols(); first += block_rows) {
        const Eigen::Index count = std::min(block_rows, v.cols() - first);
        block =
            masses_.asDiagonal() * v.middleCols(first, count) * columns_.segment(first, count).cwiseSqrt().asDiagonal();
        matrix_.selfadjointView<Eigen::Lower>().rankUpdate(block, -1.0);
    }
    close_laplacian(matrix_, masses_.cwiseProduct(v * columns_.cwiseProduct(diagonal)));
    factorise_scaled();
}

void NewtonSystem::factorise_scaled() {
    scale_ = matrix_.diagonal().unaryExpr([](double d) { return d > 0.0 ? 1.0 / std::sqrt(d) : 1.0; });
    for (Eigen::Index j = 0; j < matrix_.cols(); ++j) {
        matrix_.col(j).tail(matrix_.rows() - j).array() *= scale_(j) * scale_.tail(matrix_.rows() - j).array();
    }
    for (double ridge = 0.0; ridge < 1.0; ridge = std::max(100.0 * ridge, 1e-15)) {
        matrix_.diagonal().setConstant(1.0 + ridge);
        cholesky_.compute(matrix_);
        if (cholesky_.info() == Eigen::Success && cholesky_.matrixLLT().diagonal().allFinite()) { break; }
    }
    matrix_.diagonal().setOnes();
}

Eigen::VectorXd NewtonSystem::solve(const Eigen::VectorXd& v) const {
    // Refined: a symbol of tiny mass has a tiny row, whose residual the first solve leaves at the size of the largest.
    Eigen::VectorXd x = solve_once(v);
    for (int i = 0; i < 2; ++i) { x += solve_once(v - apply(x)); }
    return x;
}

Eigen::VectorXd NewtonSystem::solve_once(const Eigen::VectorXd& v) const {
    const auto scaled_solve = [this](const Eigen::VectorXd& b) -> Eigen::VectorXd {
        return scale_.cwiseProduct(cholesky_.solve(scale_.cwiseProduct(b)));
    };
    if (!by_rows_) { return scaled_solve(v); }
    // N = E − Wᵀ R⁻¹ W, E = diag(C + K):  N⁻¹ v = E⁻¹ (v + Wᵀ (R − W E⁻¹ Wᵀ)⁻¹ W E⁻¹ v).
    const Eigen::VectorXd inner = masses_.cwiseProduct(*ratios_ * columns_.cwiseProduct(v));
    const Eigen::VectorXd outer = scaled_solve(inner);
    return columns_.cwiseProduct(v + ratios_->transpose() * masses_.cwiseProduct(outer));
}

Eigen::VectorXd NewtonSystem::apply(const Eigen::VectorXd& x) const {
    if (!by_rows_) {
        const Eigen::VectorXd scaled = matrix_.selfadjointView<Eigen::Lower>() * x.cwiseQuotient(scale_);
        return scaled.cwiseQuotient(scale_);
    }
    return x.cwiseQuotient(columns_) - ratios_->transpose() * conductance_.cwiseProduct(*ratios_ * x);
}

} // namespace perdis
