#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/divergence/finite_divergence.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/law/univariate.hpp>
#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <boost/math/distributions/normal.hpp>

#include <concepts>
#include <memory>
#include <vector>

namespace perdis {

/// A finite prior in additive noise with a density, restored in a finite alphabet from the continuous Y itself:
///
///     P(D) = min d(q) subject to Σ_i p_i ∫ f(y − x_i) Σ_z Q(z|y) Δ(x_i, z) dy ≤ D,   q_z = Σ_i p_i ∫ f(y − x_i) Q(z|y) dy.
///
/// n symbols x_i, k reconstruction symbols z. Estimators that are constant on the cells of a partition of the line are a
/// finite problem: on_cells(). A value: cheap to copy, thread-safe to read.
class SemiDiscreteProblem {
public:
    /// @param prior       p on numbers x_i.
    /// @param noise       f.
    /// @param distortion  Δ(x_i, z), n × k, entries in [0, inf).
    /// @param divergence  d with p bound to the reconstruction alphabet, k symbols.
    /// @throws DomainError for symbols that are vectors, sizes that do not match.
    SemiDiscreteProblem(Discrete<double> prior, Univariate noise, Eigen::MatrixXd distortion,
                        FiniteDivergence divergence);

    [[nodiscard]] const Discrete<double>& prior() const { return data_->prior; }
    [[nodiscard]] const Univariate& noise() const { return data_->noise; }
    /// Δ(x_i, z), n × k.
    [[nodiscard]] const Eigen::MatrixXd& distortion() const { return data_->distortion; }
    [[nodiscard]] const FiniteDivergence& divergence() const { return data_->divergence; }
    /// Whether some law with q_z > 0 has a finite divergence.
    [[nodiscard]] bool usable(Eigen::Index z) const;

    /// p_Y(y)   [1/unit of y].
    [[nodiscard]] double density(double y) const;
    /// p(x_i | y), n entries; the prior where p_Y(y) = 0.
    ///
    /// @accuracy  ε (4 + |ln f|) relative.
    [[nodiscard]] Eigen::VectorXd posterior(double y) const;
    /// P(X = x_i, t_j ≤ Y < t_{j+1}): row cell j = 0 … m, column i, for m edges t_1 < … < t_m, t_0 = −inf, t_{m+1} = inf.
    ///
    /// One evaluation of the noise's cdf, or of its complement in the upper half, per edge and symbol: no cancellation
    /// between the tails.
    [[nodiscard]] Eigen::MatrixXd cell_masses(const std::vector<double>& edges) const;
    /// The finite problem of the estimators that are constant on cells: its observation is the cell of Y.
    [[nodiscard]] FiniteProblem on_cells(const std::vector<double>& edges) const;
    /// Where the law of Y given X is not smooth, ascending: x_i + the noise's kinks.
    [[nodiscard]] std::vector<double> kinks() const;

private:
    struct Data {
        Discrete<double> prior;
        Univariate noise;
        Eigen::MatrixXd distortion;
        FiniteDivergence divergence;
        Eigen::VectorXd log_prior;
        double median;
    };
    std::shared_ptr<const Data> data_;
};

/// The noise of an additive channel as a law with a density.
///
/// @domain    AdditiveGaussian with σ > 0, Additive.
template <class Channel>
Univariate noise_law(const Channel& channel) {
    if constexpr (std::same_as<Channel, AdditiveGaussian<double>>) {
        return boost::math::normal(0.0, channel.standard_deviation());
    } else {
        return channel.noise();
    }
}

/// A problem with a finite prior on numbers and a continuous observation.
///
/// @throws DomainError for a problem outside the theory (linear estimators, symbols that are vectors, labels).
template <class Channel, class Distortion, class Divergence>
SemiDiscreteProblem reduce_continuous(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem) {
    require(problem.options().estimators == Estimators::all, "Problem",
            "estimators: the linear family of a finite prior is not solved; ask for all");
    const auto alphabet = reconstruction_alphabet(problem);
    return {problem.prior(), noise_law(problem.channel()),
            distortion_matrix<double>(problem.distortion(), problem.prior().support(), alphabet),
            FiniteDivergence(problem.divergence(), problem.prior(), alphabet)};
}

} // namespace perdis
