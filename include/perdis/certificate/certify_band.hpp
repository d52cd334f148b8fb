#pragma once

#include <perdis/divergence/total_variation.hpp>
#include <perdis/inference/equalisation_band.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

namespace perdis {

/// lower ≤ P(D) ≤ upper over all estimators of a normal X in normal noise under total variation.
///
/// Any start x₁ of a band, with the end x₂ that balances the masses, makes a point of the curve: the price u that falls
/// from ½ at x₁ to −½ at x₂ by u′(z) = −2λ (z − S(z)), λ = 1/(2 ∫(z − S(z)) dz), is dual feasible and closes the gap. So
/// the claim's x₁ alone gives, with its own T, δ₁ and λ₁,
///
///     δ₁ ≤ δ:   T − λ₁ (δ − δ₁) ≤ P ≤ T
///     δ₁ > δ:   T ≤ P ≤ (1 − c) P(D_min) + c T,   c = δ/δ₁: the mixture of the claim with the posterior mean
///
/// δ₁ and λ₁ are enclosed without quadrature: on a piece of the band the cost of the increasing map is
///
///     (E z − E y)² + Var z + Var y − 2 Cov(y, z),   |Cov − (Var z + β² Var y)/(2β)| ≤ η Var y/(2β)
///
/// with the moments of truncated normal laws, β and √η the middle and half the range of the map's slope φ/r. Pieces are
/// halved until the sum is known to 1e-12. Any claim gives a valid enclosure, a wrong one a wide one.
///
/// @throws    DomainError for a NaN distortion.
Certificate certify_band(const GaussianLine& line, const LineSolution<EqualisationBand>& claim);

/// The same from the problem.
inline Certificate certify(const LinearGaussianProblem<double, TotalVariation>& problem,
                           const LineSolution<EqualisationBand>& claim) {
    return certify_band(GaussianLine(problem), claim);
}

} // namespace perdis
