#pragma once

#include <perdis/inference/shrinkage.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>
#include <perdis/tradeoff/linear_gaussian_problem.hpp>

namespace perdis {

/// A normal X in normal noise under squared error over all estimators, in units of √v around μ.
///
///     P(D) = min_q d(N(0, 1), q)   subject to   W₂²(N(0, σ_*²), q) ≤ δ = (D − D_min)/v
///
/// for every d that does not change with the unit of x. σ_* of Shrinkage; D_min and D_max as for the linear family, and
/// δ_max = (D_max − D_min)/v = (1 − σ_*)².
class GaussianLine {
public:
    template <class Divergence>
    explicit GaussianLine(const LinearGaussianProblem<double, Divergence>& problem)
        : GaussianLine(problem.prior(), problem.channel(), problem.options()) {}

    /// @throws DomainError for options outside the theory: a binned observation, a reconstruction alphabet.
    GaussianLine(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel, const ProblemOptions& options);

    [[nodiscard]] const Shrinkage& shrinkage() const { return shrinkage_; }
    [[nodiscard]] double min_distortion() const { return family_.min_distortion(); }
    [[nodiscard]] double max_distortion() const { return family_.max_distortion(); }
    /// 8 ε D_min: distortions closer than this to D_min are D_min.
    [[nodiscard]] double slack() const { return slack_; }
    /// √v   [unit of x].
    [[nodiscard]] double deviation() const { return family_.prior().standard_deviation(); }
    /// (1 − σ_*)².
    [[nodiscard]] double max_excess() const { return shrinkage_.gap * shrinkage_.gap; }

    /// Where a distortion lies.
    enum class Place { infeasible, minimum, between, perfect };
    /// @throws DomainError for a NaN.
    [[nodiscard]] Place place(double distortion) const;
    /// δ, at most δ_max, with the error of D_min as a double left out: v n/s is formed in extended precision.
    ///
    /// @domain    place(D) is between.
    /// @accuracy  4 ε relative plus excess_error().
    [[nodiscard]] double excess(double distortion) const;
    /// 2^-61 D_min/v, a bound on the absolute part of the error of excess().
    [[nodiscard]] double excess_error() const { return excess_error_; }

private:
    GaussianLinearFamily<double> family_;
    Shrinkage shrinkage_;
    long double least_ = 0.0L; ///< D_min
    double slack_ = 0.0;
    double excess_error_ = 0.0;
};

} // namespace perdis
