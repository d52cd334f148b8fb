#include "newton_system.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double largest_stiffness = 1e150;

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

void NewtonSystem::factorise(const Arcs& arcs, const Eigen::VectorXd& masses, const Eigen::ArrayXd& ratios,
                             const Eigen::VectorXd& row_sums, const Eigen::VectorXd& stiffness) {
    arcs_ = &arcs;
    weights_ = arcs.from_rows(masses) * ratios;
    shares_ = ratios / arcs.from_rows(row_sums);
    by_rows_ = arcs.rows() < arcs.columns();
    const Eigen::VectorXd bounded = stiffness.cwiseMin(largest_stiffness);
    if (by_rows_) {
        assemble_by_rows(bounded);
    } else {
        assemble_by_columns(bounded);
    }
    factorise_scaled();
}

void NewtonSystem::assemble_by_columns(const Eigen::VectorXd& stiffness) {
    const Arcs& arcs = *arcs_;
    matrix_.setZero(arcs.columns(), arcs.columns());
    for (Eigen::Index y = 0; y < arcs.rows(); ++y) {
        const Eigen::Index end = arcs.first(y + 1);
        for (Eigen::Index i = arcs.first(y); i < end; ++i) {
            double* column = matrix_.col(arcs.column(i)).data();
            for (Eigen::Index j = i + 1; j < end; ++j) { column[arcs.column(j)] -= shares_(i) * weights_(j); }
        }
    }
    close_laplacian(matrix_, stiffness);
}

void NewtonSystem::assemble_by_rows(const Eigen::VectorXd& stiffness) {
    const Arcs& arcs = *arcs_;
    columns_ = (arcs.column_sums(weights_) + stiffness).cwiseInverse();
    std::vector<std::vector<std::pair<Eigen::Index, double>>> entries(static_cast<std::size_t>(arcs.columns()));
    for (Eigen::Index arc = 0; arc < arcs.size(); ++arc) {
        entries[static_cast<std::size_t>(arcs.column(arc))].emplace_back(arcs.row(arc), weights_(arc));
    }
    matrix_.setZero(arcs.rows(), arcs.rows());
    for (std::size_t z = 0; z < entries.size(); ++z) {
        for (std::size_t i = 0; i < entries[z].size(); ++i) {
            const double share = entries[z][i].second * columns_(static_cast<Eigen::Index>(z));
            double* column = matrix_.col(entries[z][i].first).data();
            for (std::size_t j = i + 1; j < entries[z].size(); ++j) {
                column[entries[z][j].first] -= share * entries[z][j].second;
            }
        }
    }
    close_laplacian(matrix_, times(columns_.cwiseProduct(stiffness)));
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

Eigen::VectorXd NewtonSystem::times(const Eigen::VectorXd& x) const {
    return arcs_->row_sums(weights_ * arcs_->from_columns(x));
}

Eigen::VectorXd NewtonSystem::transposed_times(const Eigen::VectorXd& x) const {
    return arcs_->column_sums(weights_ * arcs_->from_rows(x));
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
    const Eigen::VectorXd outer = scaled_solve(times(columns_.cwiseProduct(v)));
    return columns_.cwiseProduct(v + transposed_times(outer));
}

Eigen::VectorXd NewtonSystem::apply(const Eigen::VectorXd& x) const {
    if (!by_rows_) {
        const Eigen::VectorXd scaled = matrix_.selfadjointView<Eigen::Lower>() * x.cwiseQuotient(scale_);
        return scaled.cwiseQuotient(scale_);
    }
    const Eigen::VectorXd means = arcs_->row_sums(shares_ * arcs_->from_columns(x));
    return x.cwiseQuotient(columns_) - transposed_times(means);
}

} // namespace perdis
