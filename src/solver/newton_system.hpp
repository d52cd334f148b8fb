#pragma once

#include "arcs.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace perdis {

/// The positive definite system of one interior-point step, for the prices u.
///
/// With the weights W_yz ≥ 0 on the arcs, row sums R = W 1, column sums C = Wᵀ1 and the stiffness K of the divergence
///
///     N = diag(C) − Wᵀ diag(R)⁻¹ W + diag(K),
///
/// a graph Laplacian plus K. It is factorised as it stands for k ≤ m, and through the m × m complement
/// diag(R) − W diag(C + K)⁻¹ Wᵀ otherwise. Diagonals are summed from the off-diagonal entries, so nothing cancels.
class NewtonSystem {
public:
    /// @param arcs       kept by reference until the last solve
    /// @param masses     r, a row's mass ≥ 0
    /// @param ratios     V, positive, W_yz = r_y V_yz
    /// @param row_sums   Σ_z V_yz
    /// @param stiffness  K, entries in [0, inf]
    void factorise(const Arcs& arcs, const Eigen::VectorXd& masses, const Eigen::ArrayXd& ratios,
                   const Eigen::VectorXd& row_sums, const Eigen::VectorXd& stiffness);

    /// N⁻¹ v.
    [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& v) const;

private:
    [[nodiscard]] Eigen::VectorXd solve_once(const Eigen::VectorXd& v) const;
    [[nodiscard]] Eigen::VectorXd apply(const Eigen::VectorXd& x) const;
    [[nodiscard]] Eigen::VectorXd times(const Eigen::VectorXd& x) const;
    [[nodiscard]] Eigen::VectorXd transposed_times(const Eigen::VectorXd& x) const;
    void assemble_by_columns(const Eigen::VectorXd& stiffness);
    void assemble_by_rows(const Eigen::VectorXd& stiffness);
    void factorise_scaled();

    bool by_rows_ = false;
    const Arcs* arcs_ = nullptr;
    Eigen::ArrayXd shares_;   // V / Σ_z V = W / R
    Eigen::ArrayXd weights_;  // W
    Eigen::VectorXd columns_; // 1 / (C + K)
    Eigen::MatrixXd matrix_;
    Eigen::VectorXd scale_;
    Eigen::LLT<Eigen::MatrixXd> cholesky_;
};

} // namespace perdis
