#pragma once

#include "arcs.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <vector>

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
    void find_edges();
    [[nodiscard]] Eigen::VectorXd degrees() const;
    [[nodiscard]] bool factorised(double ridge);

    bool by_rows_ = false;
    const Arcs* arcs_ = nullptr;
    Eigen::ArrayXd shares_;  // V / Σ_z V = W / R
    Eigen::ArrayXd weights_; // W
    Eigen::VectorXd stiffness_;
    Eigen::VectorXd columns_;         // 1 / (C + K)
    std::vector<Eigen::Index> first_; // of every clique
    std::vector<Eigen::Index> node_;  // rows of the matrix
    Eigen::ArrayXd share_;            // an edge of a clique weighs share_i weight_j
    Eigen::ArrayXd weight_;
    Eigen::MatrixXd matrix_; // the Cholesky factor
    Eigen::VectorXd scale_;
};

} // namespace perdis
