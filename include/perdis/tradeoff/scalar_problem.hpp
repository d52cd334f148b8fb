#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/distortion/squared_error.hpp>
#include <perdis/inference/observed_integral.hpp>
#include <perdis/inference/scalar_joint.hpp>
#include <perdis/inference/shifted_mean.hpp>
#include <perdis/tradeoff/problem.hpp>

#include <memory>

namespace perdis {

/// A scalar X in normal noise under squared error, X̂ anywhere on the line.
template <class Prior, class Divergence>
using ScalarGaussianProblem = Problem<Prior, AdditiveGaussian<double>, SquaredError, Divergence>;

/// The core of every such problem under a Wasserstein distance: with a(y) = F_X⁻¹(F_Y(y)) and m(y) = E[X|y], both increasing,
///
///     D_min = E Var(X|Y),   G² = W₂²(p_X, p_{X*}) = ∫ p_Y (a − m)² dy,   D_max = D_min + G²
///
/// by quadrature over y, once, at construction. Without noise, or of a point mass, X* = X: D_min = G = 0 and P is 0 throughout.
///
/// A value: copies share what was computed.
///
/// @accuracy  stated by the errors below: about 1e-14 relative for priors in closed form, 1e-13 by quadrature.
/// @throws    DomainError "prior: its variance is infinite; squared error needs a finite one"; for a list of
///            reconstruction values, a binned observation, linear estimators, a finite prior whose space is its support.
/// @source    [FreirichMichaeliMeir2021]
class ScalarProblem {
public:
    /// Components p_Y, p_Y Var(X|y), p_Y (a − m)², p_Y |a − m|, p_Y (a − m).
    using Integral = ObservedIntegral<4>;

    template <class Prior>
    ScalarProblem(const Prior& prior, const AdditiveGaussian<double>& channel)
        : ScalarProblem(
            ScalarJoint(prior, channel.variance() > 0.0 ? channel : AdditiveGaussian<double>(perdis::variance(1.0))),
            channel.variance()) {}

    template <class Prior, class Divergence>
    explicit ScalarProblem(const ScalarGaussianProblem<Prior, Divergence>& problem)
        : ScalarProblem(problem.prior(), problem.channel()) {
        check(problem.options());
    }

    /// Whether X* = X.
    [[nodiscard]] bool perfect() const { return data_->integral == nullptr; }
    /// X and Y; without noise for the prior alone.
    [[nodiscard]] const ScalarJoint& joint() const { return data_->joint; }
    /// The panels of the quadrature; null where perfect().
    [[nodiscard]] const Integral* integral() const { return data_->integral.get(); }

    /// D_min   [unit of x, squared].
    [[nodiscard]] double min_distortion() const;
    [[nodiscard]] double min_distortion_error() const;
    /// G² = D_max − D_min   [unit of x, squared].
    [[nodiscard]] double gap_square() const;
    [[nodiscard]] double gap_square_error() const;
    /// G = W₂(p_X, p_{X*})   [unit of x].
    [[nodiscard]] double gap() const;
    /// W₁(p_X, p_{X*})   [unit of x].
    [[nodiscard]] double absolute_gap() const;
    /// D_max   [unit of x, squared].
    [[nodiscard]] double max_distortion() const { return min_distortion() + gap_square(); }
    /// The larger of 8 ε D_min and the error of D_min: distortions closer than this to D_min are D_min.
    [[nodiscard]] double slack() const;

    /// X̂ = X* + clip(s (X̂₀ − X*), ±τ); Y itself without noise.
    [[nodiscard]] ShiftedMean estimator(double share, double threshold) const;

private:
    struct Data {
        ScalarJoint joint;
        bool noisy;
        std::unique_ptr<const Integral> integral;
    };

    ScalarProblem(ScalarJoint joint, double noise);
    static void check(const ProblemOptions& options);

    std::shared_ptr<const Data> data_;
};

} // namespace perdis
