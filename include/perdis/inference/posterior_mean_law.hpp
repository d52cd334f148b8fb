#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/inference/scalar_joint.hpp>
#include <perdis/law/discrete.hpp>

#include <concepts>
#include <optional>
#include <utility>

namespace perdis {

/// The law of X* = E[X|Y] of a scalar X in normal noise, by the increasing change of variables y ↦ E[X|y]:
///
///     p_{X*}(x̂) = p_Y(y) n/Var(X|y),   P(X* ≤ x̂) = F_Y(y),   y = y(x̂)
///
/// on the open interval between the ends of the support of X, where it has no atoms. Without noise X* = X, and a point mass
/// stays one.
///
/// @accuracy  that of ScalarJoint, times (1 + κ), κ the condition number in x̂ or v; mean and variance 1e-12.
/// @throws    DomainError for a NaN, or v outside [0, 1].
class PosteriorMeanLaw {
public:
    using scalar_type = double;

    template <class Prior>
    PosteriorMeanLaw(const Prior& prior, const AdditiveGaussian<double>& channel)
        : PosteriorMeanLaw(joint(prior, channel), channel.variance() > 0.0) {
        if constexpr (std::same_as<Prior, Discrete<double>>) {
            if (!smooth()) { keep_atoms(prior); }
        } else if (prior.variance() == 0.0) {
            atoms_ = Discrete<double>{{joint_.prior_mean()}, {1.0}};
        }
    }

    /// E X* = E X   [unit of x]; NaN where there is none.
    [[nodiscard]] double mean() const { return joint_.prior_mean(); }
    /// Var X* = Var X − E Var(X|Y)   [unit of x, squared]; inf where Var X is.
    [[nodiscard]] double variance() const;
    /// Whether X* has a density: there is noise, or X has one.
    [[nodiscard]] bool has_density() const { return !atoms_.has_value(); }
    /// p_{X*}(x̂)   [1/unit of x].
    ///
    /// @throws DomainError without a density.
    [[nodiscard]] double density(double estimate) const;
    /// P(X* ≤ x̂).
    [[nodiscard]] double cdf(double estimate) const;
    /// P(X* > x̂).
    [[nodiscard]] double survival(double estimate) const;
    /// F⁻¹(v) = E[X|F_Y⁻¹(v)].
    [[nodiscard]] double quantile(double v) const;
    /// F⁻¹(1 − v), without forming 1 − v.
    [[nodiscard]] double upper_quantile(double v) const;
    /// The closed convex hull of the support.
    [[nodiscard]] std::pair<double, double> support() const { return joint_.prior_support(); }
    /// The law itself where it is finite: no noise and a finite prior, or a prior that is a point.
    [[nodiscard]] const std::optional<Discrete<double>>& atoms() const { return atoms_; }

    /// y(x̂): the observation whose posterior mean is x̂, −inf or inf outside the open support.
    ///
    /// @throws DomainError without noise.
    [[nodiscard]] double observation(double estimate) const;

private:
    PosteriorMeanLaw(ScalarJoint joint, bool noisy) : joint_(std::move(joint)), noisy_(noisy) {}

    /// Without noise the joint serves for the prior alone.
    template <class Prior>
    static ScalarJoint joint(const Prior& prior, const AdditiveGaussian<double>& channel) {
        return ScalarJoint(prior, channel.variance() > 0.0 ? channel : AdditiveGaussian<double>(perdis::variance(1.0)));
    }
    [[nodiscard]] bool smooth() const { return noisy_ && support().first < support().second; }
    void keep_atoms(const Discrete<double>& prior);

    ScalarJoint joint_;
    bool noisy_;
    std::optional<Discrete<double>> atoms_;
};

static_assert(Law<PosteriorMeanLaw>);

} // namespace perdis
