#pragma once

#include <perdis/divergence/finite_divergence.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/tradeoff/problem.hpp>

#include <Eigen/Core>

#include <memory>
#include <mutex>

namespace perdis {

/// A matrix stored by rows: a row an observation, a column a symbol of the reconstruction alphabet.
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The finite core: P(D) = min d(q) subject to Σ p_Y(y) Q(z|y) c(y, z) ≤ D, q = Σ_y p_Y(y) Q(·|y).
///
/// m observations, k reconstruction symbols, c(y, z) = E[Δ(X, z) | Y = y]. Every finite problem reduces to this one
/// type; solvers and certificates see nothing else. A value: cheap to copy, thread-safe to read.
///
/// Costs are kept as the excess c(y, z) − min_z c(y, z), where differences within slack() of zero are ties, exactly
/// zero. A symbol is usable unless it alone makes d infinite.
class FiniteProblem {
public:
    /// @param observation  p_Y, m entries.
    /// @param cost         c, m × k.
    /// @throws DomainError for sizes that do not match, a cost or mass that is negative or not finite.
    FiniteProblem(Eigen::VectorXd observation, const Eigen::MatrixXd& cost, FiniteDivergence divergence);

    /// p_Y.
    [[nodiscard]] const Eigen::VectorXd& observation() const { return data_->observation; }
    /// c − row minimum over the usable symbols, m × k; −1 marks unusable columns.
    [[nodiscard]] const RowMatrix& excess() const { return data_->excess; }
    /// d with p_X bound.
    [[nodiscard]] const FiniteDivergence& divergence() const { return data_->divergence; }
    /// Whether a law with q_z > 0 can have a finite divergence.
    [[nodiscard]] bool usable(Eigen::Index z) const;
    /// Whether some law on the alphabet has a finite divergence.
    [[nodiscard]] bool attainable() const;

    /// D_min = E min_z c(Y, z) over the whole reconstruction alphabet.
    [[nodiscard]] double min_distortion() const { return data_->min_distortion; }
    /// E min_z c(Y, z) over the usable symbols: P = ∞ below it.
    [[nodiscard]] double usable_distortion() const { return data_->usable_distortion; }
    /// Below this distance distortions are equal: 8 ε E|c|.
    [[nodiscard]] double slack() const { return data_->slack; }
    /// P_min, the least divergence of a law on the alphabet.
    [[nodiscard]] double minimum_perception() const { return data_->minimum_perception; }
    /// D_max, the smallest D with P(D) = P_min, by one transport; computed at the first call.
    [[nodiscard]] double max_distortion() const;
    /// An estimator with P = P_min and distortion D_max: m × k.
    [[nodiscard]] const RowMatrix& perfect_estimator() const;
    /// v_z = min_y [e(y, z) − a_y], a the row potentials of that transport and e the excess: k entries.
    [[nodiscard]] const Eigen::VectorXd& perfect_potentials() const;

    /// The law q of an estimator.
    [[nodiscard]] Eigen::VectorXd law(const RowMatrix& estimator) const;
    /// E Δ of an estimator that uses usable symbols alone.
    [[nodiscard]] double distortion(const RowMatrix& estimator) const;
    /// E Δ − usable_distortion(), without cancellation.
    [[nodiscard]] double excess_distortion(const RowMatrix& estimator) const;

private:
    struct Data {
        Eigen::VectorXd observation;
        RowMatrix excess;
        FiniteDivergence divergence;
        double min_distortion = 0.0;
        double usable_distortion = 0.0;
        double slack = 0.0;
        double minimum_perception = 0.0;
        mutable std::once_flag perfect_once = {};
        mutable RowMatrix perfect = {};
        mutable Eigen::VectorXd perfect_potentials = {};
        mutable double max_distortion = 0.0;
    };
    void compute_perfect() const;

    std::shared_ptr<Data> data_;
};

/// The reconstruction alphabet of a problem with a finite prior: the support unless the options say otherwise.
template <class Channel, class Distortion, class Divergence>
Eigen::MatrixXd reconstruction_alphabet(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem) {
    return problem.options().reconstruction ? *problem.options().reconstruction : problem.prior().support();
}

/// Whether Y = X.
template <class Channel>
bool noiseless(const Channel& channel) {
    if constexpr (requires { channel.standard_deviation(); }) {
        return channel.standard_deviation() == 0.0;
    } else {
        return false;
    }
}

/// Whether the observation of a problem with a finite prior is finite: by its channel, its bins, or the absence of noise.
template <class Channel, class Distortion, class Divergence>
bool observed_finitely(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem) {
    return FiniteChannel<Channel> || problem.options().observation.has_value() || noiseless(problem.channel());
}

/// The joint law of X and its finite observation, binned where the options say so.
///
/// @throws DomainError for a continuous observation, or bins of a channel with finite output.
template <class Channel, class Distortion, class Divergence>
Joint<double> joint(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem) {
    if constexpr (FiniteChannel<Channel>) {
        require(!problem.options().observation, "Problem", "observation: bins need a channel with continuous output");
        return joint(problem.prior(), problem.channel());
    } else {
        require(observed_finitely(problem), "Problem",
                "observation: it is continuous; reduce() needs bins, trace() solves it as it is");
        if (problem.options().observation) {
            return joint(problem.prior(), Binned(problem.channel(), *problem.options().observation));
        }
        return {problem.prior(), Eigen::MatrixXd::Identity(problem.prior().size(), problem.prior().size())};
    }
}

/// The finite core of a problem with a finite prior.
///
/// @throws DomainError for a problem outside the finite theory (a continuous observation, linear estimators).
template <class Channel, class Distortion, class Divergence>
FiniteProblem reduce(const Problem<Discrete<double>, Channel, Distortion, Divergence>& problem) {
    require(problem.options().estimators == Estimators::all, "Problem",
            "estimators: the linear family of a finite prior is not solved; ask for all");
    const auto alphabet = reconstruction_alphabet(problem);
    const auto law = joint(problem);
    return {law.marginal(),
            law.posterior() * distortion_matrix<double>(problem.distortion(), problem.prior().support(), alphabet),
            FiniteDivergence(problem.divergence(), problem.prior(), alphabet)};
}

} // namespace perdis
