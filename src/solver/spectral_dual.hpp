#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>

#include <Eigen/Core>

namespace perdis {

/// The dual function of JointlyGaussianRenyi at (λ, U): its response ω(B) and its slope U⁻² − Kᵀω(B)K.
class SpectralDual {
public:
    /// @param product  K = diag(l) J.
    SpectralDual(const GaussianProblem& problem, const Eigen::MatrixXd& product, double order, double multiplier,
                 const Eigen::MatrixXd& price);

    /// U ≻ 0 and every λb where φ(ω) + λbω has a minimum.
    [[nodiscard]] bool legal() const { return legal_; }
    /// ∂/∂U of the dual function over λ.
    [[nodiscard]] Eigen::MatrixXd slope() const;
    /// Newton's direction, by preconditioned conjugate gradients.
    ///
    /// @param decrement  receives the rise of the dual function that it promises, twice, in nats.
    [[nodiscard]] Eigen::MatrixXd direction(double& decrement) const;
    /// R_a of the response less its price: the dual function but for λ(tr S_* − excess).
    [[nodiscard]] double value() const;

    [[nodiscard]] const Eigen::VectorXd& response() const { return omega_; }
    /// The eigenvectors of B.
    [[nodiscard]] const Eigen::MatrixXd& vectors() const { return vectors_; }
    /// Vᵀ K.
    [[nodiscard]] const Eigen::MatrixXd& turned() const { return turned_; }
    /// A factor of U⁻¹ with orthogonal columns: the observation's price.
    [[nodiscard]] Eigen::MatrixXd inverse_factor() const;
    /// A factor of K U Kᵀ, the signal's price: its product with the other is K.
    [[nodiscard]] Eigen::MatrixXd factor(const Eigen::MatrixXd& product) const;

private:
    double order_;
    double multiplier_;
    bool legal_ = false;
    Eigen::VectorXd price_values_; ///< of U
    Eigen::MatrixXd price_vectors_;
    Eigen::VectorXd cost_; ///< λ times the eigenvalues of B
    Eigen::MatrixXd vectors_;
    Eigen::VectorXd omega_;
    Eigen::MatrixXd turned_;
};

/// The U that maximises the dual function at λ, from a start; `stagnated` tells that Newton's method stopped short.
SpectralDual maximise_dual(const GaussianProblem& problem, const Eigen::MatrixXd& product, double order,
                           double multiplier, Eigen::MatrixXd price, int& iterations, bool& stagnated);

} // namespace perdis
