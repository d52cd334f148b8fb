#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/inference/soft_threshold.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

namespace perdis {

/// lower ≤ P(D) ≤ upper over all estimators of a normal X in normal noise under W₁.
///
/// With M(t) = φ(t) − tΦ(−t), A(t) = E min(Z², t²), g = 1 − σ_* and any t, τ > 0, the claim's threshold and 1/(2 √v g λ):
///
///     upper = √v g [2M(t) + (1 − c) E min(|Z|, t)],   c = min{1, √(δ/(g² A(t)))}: the claim's shift drawn in by c
///     lower = √v (2g M(τ) + (g² A(τ) − δ)/(2gτ)) = √v (E min_w [|w − Z| + λ' (w − σ_* Z)²] − λ' δ),   λ' = 1/(2gτ)
///
/// Both are moved outward by a bound on their rounding error. Any claim gives a valid enclosure, a wrong one a wide one.
/// D < D_min − 8 ε D_min: both infinite. D ≥ D_max, as rounded: both 0.
///
/// @throws    DomainError for a NaN distortion or a divergence of another order than 1.
Certificate certify_soft_threshold(const GaussianLine& line, const LineSolution<SoftThreshold>& claim);

/// The same from the problem.
template <class Divergence>
Certificate certify(const LinearGaussianProblem<double, Divergence>& problem,
                    const LineSolution<SoftThreshold>& claim) {
    require(problem.divergence().order() == 1.0, "certify", "order", problem.divergence().order(), "{1}");
    return certify_soft_threshold(GaussianLine(problem), claim);
}

} // namespace perdis
