#pragma once

#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace perdis {

/// The positive definite system of one interior-point step, for the prices u.
///
/// With the arc weights W = diag(r) V, row sums R = W 1, column sums C = Wᵀ1 and the stiffness K of the divergence
///
///     N = diag(C) − Wᵀ diag(R)⁻¹ W + K,
///
/// a graph Laplacian plus K. It is factorised as it stands for k ≤ m (or dense K), and through the m × m complement
/// diag(R) − W diag(C + K)⁻¹ Wᵀ otherwise. Diagonals are summed from the off-diagonal entries, so nothing cancels.
class NewtonSystem {
public:
    /// @param masses     r, m entries ≥ 0
    /// @param ratios     V, m × k, positive
    /// @param diagonal   the diagonal part of K, entries in [0, inf]
    /// @param dense      a Laplacian part of K, k × k or empty
    void factorise(const Eigen::VectorXd& masses, const RowMatrix& ratios, const Eigen::VectorXd& row_sums,
                   const Eigen::VectorXd& diagonal, const Eigen::MatrixXd& dense);

    /// N⁻¹ v.
    [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& v) const;

private:
    [[nodiscard]] Eigen::VectorXd solve_once(const Eigen::VectorXd& v) const;
    [[nodiscard]] Eigen::VectorXd apply(const Eigen::VectorXd& x) const;
    void factorise_columns(const Eigen::VectorXd& diagonal, const Eigen::MatrixXd& dense);
    void factorise_rows(const Eigen::VectorXd& diagonal);
    void factorise_scaled();

    bool by_rows_ = false;
    const RowMatrix* ratios_ = nullptr;
    Eigen::VectorXd masses_;      // r
    Eigen::VectorXd conductance_; // r / (row sum of V): W_yz W_yz' / R_y = conductance V_yz V_yz'
    Eigen::VectorXd columns_;     // 1 / (C + K)
    Eigen::MatrixXd matrix_;
    Eigen::VectorXd scale_;
    Eigen::LLT<Eigen::MatrixXd> cholesky_;
};

} // namespace perdis
