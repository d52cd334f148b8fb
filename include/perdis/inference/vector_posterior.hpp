#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// The posterior of finitely many vectors x_i seen in white Gaussian noise, Y = X + N, N ~ N(0, σ² I).
///
///     w_i(y) = p_i exp(−‖y − x_i‖²/2σ²) / Σ_j p_j exp(−‖y − x_j‖²/2σ²)
///
/// Observations are the columns of Y, d × m; what is known of each is a column of the result. σ = 0: the symbol nearest to y.
/// A symbol of probability 0 has weight 0.
///
/// @accuracy  the exponents to 1e-12 relative, whatever σ.
/// @throws    DomainError for observations of another dimension than the symbols, or not finite.
class VectorPosterior {
public:
    VectorPosterior(Discrete<double> prior, AdditiveGaussian<double> channel);

    [[nodiscard]] const Discrete<double>& prior() const { return prior_; }
    [[nodiscard]] const AdditiveGaussian<double>& channel() const { return channel_; }

    /// w, n × m.
    [[nodiscard]] Eigen::MatrixXd weights(const Eigen::MatrixXd& observations) const;
    /// X* = Σ w_i x_i, d × m, from the weights.
    [[nodiscard]] Eigen::MatrixXd mean(const Eigen::MatrixXd& weights) const;
    /// Var(X|y) = Σ w_i ‖x_i − X*‖², a sum of positive terms where it is small   [unit of x, squared].
    [[nodiscard]] Eigen::VectorXd variance(const Eigen::MatrixXd& weights, const Eigen::MatrixXd& mean) const;

private:
    Discrete<double> prior_;
    AdditiveGaussian<double> channel_;
    Eigen::VectorXd log_prior_;
    Eigen::VectorXd square_; // ‖x_i‖²
};

/// The index of the largest weight of every column, the first of equals: the maximum posterior estimate (MAP).
///
/// @source [Kay1993], section 11.5
std::vector<Eigen::Index> largest_weights(const Eigen::MatrixXd& weights);

} // namespace perdis
