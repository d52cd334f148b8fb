#pragma once

#include <perdis/inference/shrinkage.hpp>

namespace perdis {

/// The optimal estimator of a normal X under total variation: in a band the law of X̂ becomes that of X, outside X̂ = X*.
///
/// In units of √v around μ: p = N(0, 1), r = N(0, σ_*²) the law of X*. The densities cross at x_c. On [x₁, x₂] ∋ x_c with
/// ∫(r − p) = 0 the increasing map takes r to p, and on the mirror image too:
///
///     TV = 2 [Φ(x₁/σ_*) − Φ(x₁)],   x_c² = 2σ_*² ln(1/σ_*)/(1 − σ_*²)
///
/// x₁ = 0 has the law of X, x₁ = x_c is the posterior mean.
///
/// @domain    0 ≤ x₁ ≤ x_c ≤ x₂ ≤ inf.
/// @throws    DomainError outside the domain, NaN included.
class EqualisationBand {
public:
    EqualisationBand(const Shrinkage& shrinkage, double start, double end);

    /// x₁.
    [[nodiscard]] double start() const { return start_; }
    /// x₂.
    [[nodiscard]] double end() const { return end_; }
    /// (x̂ − μ)/√v at the score x = (y − μ)/√s.
    ///
    /// @accuracy  8 ε/φ(x̂) absolute.
    double operator()(double score) const;

    /// x_c; 1, its limit, at σ_* = 1.
    static double crossing(const Shrinkage& shrinkage);

private:
    Shrinkage shrinkage_;
    double start_;
    double end_;
};

/// Φ(x/σ_*) − Φ(x), what r has beyond p in [0, x]: half of the total variation of the band that starts or ends there.
///
/// @domain    x in [0, inf].
/// @accuracy  16 ε (1 + x²) relative.
double mass_surplus(const Shrinkage& shrinkage, double x);

} // namespace perdis
