#pragma once

#include <perdis/distortion/distortion.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/tradeoff/finite_problem.hpp>

#include <Eigen/Core>

#include <memory>

namespace perdis {

/// The rate-distortion function of a finite source: R(D) = min I(X; X̂) over p_{X̂|X} subject to E Δ(X, X̂) ≤ D   [nats].
///
/// n source symbols, k reproduction symbols. With p_Y in the place of p and the cost c(y, z) = E[Δ(X, z) | Y = y] in the
/// place of Δ it is the remote source seen through a channel. A value: cheap to copy, thread-safe to read.
///
/// Distortions are kept as the excess e(x, z) = Δ(x, z) − min_z Δ(x, z); differences within 8 ε of Δ are ties, exactly
/// zero.
///
/// @source [BlauMichaeli2018], eq. (10); [CoverThomas2006], theorem 10.2.1
class RateProblem {
public:
    /// @param source      p, n entries in [0, 1] that sum to one (within 1e-9, then normalised).
    /// @param distortion  Δ, n × k, entries in [0, inf).
    /// @throws DomainError outside the domain, NaN included, and for sizes that do not match.
    RateProblem(const Eigen::VectorXd& source, const Eigen::MatrixXd& distortion);

    /// Δ between the symbols of the source and the columns of the reproduction alphabet.
    template <class Distortion>
    RateProblem(const Discrete<double>& source, const Distortion& distortion, const Eigen::MatrixXd& alphabet)
        : RateProblem(source.probabilities(), distortion_matrix<double>(distortion, source.support(), alphabet)) {}

    /// The reproduction alphabet is that of the source.
    template <class Distortion>
    RateProblem(const Discrete<double>& source, const Distortion& distortion)
        : RateProblem(source, distortion, source.support()) {}

    /// p.
    [[nodiscard]] const Eigen::VectorXd& source() const { return data_->source; }
    /// e(x, z), n × k.
    [[nodiscard]] const RowMatrix& excess() const { return data_->excess; }
    /// D_min = E min_z Δ(X, z), below which no reproduction is feasible.
    [[nodiscard]] double min_distortion() const { return static_cast<double>(data_->min_distortion); }
    /// D_max = min_z E Δ(X, z), the least D with R(D) = 0.
    [[nodiscard]] double max_distortion() const {
        return static_cast<double>(data_->min_distortion + static_cast<long double>(data_->max_excess));
    }
    /// D_max − D_min = min_z E e(X, z), not as a difference.
    [[nodiscard]] double max_excess() const { return data_->max_excess; }
    /// D − D_min; an excess within slack() of 0 is 0.
    [[nodiscard]] double budget(double distortion) const;
    /// Distortions closer than this to D_min are D_min: 8 ε D_min.
    [[nodiscard]] double slack() const { return data_->slack; }

private:
    struct Data {
        Eigen::VectorXd source;
        RowMatrix excess;
        long double min_distortion = 0.0L;
        double max_excess = 0.0;
        double slack = 0.0;
    };
    std::shared_ptr<const Data> data_;
};

} // namespace perdis
