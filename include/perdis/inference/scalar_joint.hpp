#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/gaussian_mixture.hpp>
#include <perdis/law/univariate.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace perdis {

class ScalarJointModel;

/// ln p_Y and the first two moments of X given Y = y.
struct ScalarPosterior {
    double log_density; ///< ln p_Y(y)
    double mean;        ///< E[X|y]
    double variance;    ///< Var(X|y)
    double anchor;      ///< E[X|y] = anchor + offset: the likeliest symbol of a finite prior, and how far from it
    double offset;      ///< without cancellation
    double shift;       ///< E[X|y] − y without cancellation
};

/// A number and a bound on its rounding error.
struct NoisyValue {
    double value;
    double noise;
};

/// A cumulated probability and its complement, either without cancellation.
struct Level {
    double below;
    double above;
};

/// A scalar X seen as Y = X + N, N ~ N(0, n).
///
/// Finite and normal priors and their mixtures, in closed form: X given y is a mixture. Laplace's likewise: of two truncated
/// normal laws. Any other density by quadrature. By Tweedie's formula
///
///     E[X|y] = y + n (ln p_Y)′(y),   Var(X|y) = n dE[X|y]/dy
///
/// so that y ↦ E[X|y] increases; either is computed from centred moments, without cancellation.
///
/// A value: copies share one immutable model, which several threads may ask at once.
///
/// @domain    n in (0, inf); y in (-inf, inf), v in [0, 1].
/// @accuracy  accuracy() relative to the value, of the mean relative to |E[X|y]| + √Var(X|y); times (1 + κ), κ the
///            condition number in y.
/// @throws    DomainError outside the domain, NaN included; for a finite law of vectors.
/// @source    [Robbins1956]
class ScalarJoint {
public:
    ScalarJoint(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel);
    ScalarJoint(const Discrete<double>& prior, const AdditiveGaussian<double>& channel);
    ScalarJoint(const GaussianMixture<double>& prior, const AdditiveGaussian<double>& channel);
    ScalarJoint(const Univariate& prior, const AdditiveGaussian<double>& channel);

    /// n   [unit of y, squared].
    [[nodiscard]] double noise_variance() const;

    [[nodiscard]] double prior_mean() const;
    /// Var X, inf where the integral diverges.
    [[nodiscard]] double prior_variance() const;
    /// F_X⁻¹(v) = min {x : P(X ≤ x) ≥ v}.
    [[nodiscard]] double prior_quantile(double v) const;
    /// F_X⁻¹(1 − v) without forming 1 − v.
    [[nodiscard]] double prior_upper_quantile(double v) const;
    /// P(X ≤ x).
    [[nodiscard]] double prior_cdf(double x) const;
    /// P(X > x).
    [[nodiscard]] double prior_survival(double x) const;
    /// Whether X has a density.
    [[nodiscard]] bool prior_has_density() const;
    /// ln p_X(x).
    ///
    /// @throws DomainError without a density.
    [[nodiscard]] double prior_log_density(double x) const;
    /// The closed convex hull of the support of X.
    [[nodiscard]] std::pair<double, double> prior_support() const;
    /// Where p_X is not smooth, ascending; the atoms of a finite prior.
    [[nodiscard]] std::vector<double> prior_kinks() const;
    /// The levels in (0, 1), ascending, at which F_X⁻¹ jumps or is not smooth.
    [[nodiscard]] std::vector<Level> prior_levels() const;

    /// p_Y(y).
    [[nodiscard]] double density(double y) const;
    /// ln p_Y(y).
    [[nodiscard]] double log_density(double y) const;
    /// P(Y ≤ y).
    [[nodiscard]] double cdf(double y) const;
    /// P(Y > y), without forming 1 − P(Y ≤ y).
    [[nodiscard]] double survival(double y) const;
    /// F_Y⁻¹(v).
    [[nodiscard]] double quantile(double v) const;
    /// F_Y⁻¹(1 − v) without forming 1 − v.
    [[nodiscard]] double upper_quantile(double v) const;

    /// E[X|y].
    [[nodiscard]] double posterior_mean(double y) const { return posterior(y).mean; }
    /// Var(X|y) = n dE[X|y]/dy.
    [[nodiscard]] double posterior_variance(double y) const { return posterior(y).variance; }
    /// ln p_Y(y), E[X|y] and Var(X|y) together: one quadrature where there is one.
    [[nodiscard]] ScalarPosterior posterior(double y) const;

    /// F_X⁻¹(F_Y(y)), the increasing map that gives Y the law of X; for a finite prior its symbols between observed_levels().
    [[nodiscard]] double matched_quantile(double y) const;
    /// F_X⁻¹(F_Y(y)) − E[X|y], how far perfect perception moves the estimate; where the noise is small, so that either is
    /// nearly y, from F_Y(y) − F_X(y) and E[X|y] − y, which keeps its digits.
    [[nodiscard]] NoisyValue perfect_shift(double y) const { return perfect_shift(y, posterior(y)); }
    /// The same where posterior(y) is known.
    [[nodiscard]] NoisyValue perfect_shift(double y, const ScalarPosterior& at) const;
    /// The y at which F_Y(y) is one of prior_levels(), in their order: of a finite prior by P(X ≤ x_j, Y > y) =
    /// P(X > x_j, Y ≤ y), which holds its digits however deep the gap between two symbols.
    [[nodiscard]] std::vector<double> observed_levels() const;

    /// The relative error of these functions: 32 ε in closed form, the quadrature's bound otherwise.
    [[nodiscard]] double accuracy() const;

private:
    std::shared_ptr<const ScalarJointModel> model_;
};

} // namespace perdis
