#pragma once

#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/tradeoff/cumulative_solution.hpp>
#include <perdis/tradeoff/solution.hpp>
#include <perdis/tradeoff/squared_error_line.hpp>

namespace perdis {

/// lower ≤ P(D) ≤ upper of a claim on squared error on the line, in O(m + k).
///
///     upper = d(p, q), Q made monotone, and mixed with the law of the nearest symbols where its coupling costs more than D
///     lower = Σ_i r_i min_j [u_j + λ (m_i − x_j)²] − s*(u) − λ (D − E Var(X|Y))
///
/// The minima are read off the lower convex hull of the points (x_j, u_j + λ x_j²), with m ascending; s* is that of laws:
/// Σ p_j max_i [u_i − |x_i − x_j|] for W₁, Σ p_j max{u_j, max u − 1} for total variation. Both bounds are in extended
/// precision and moved outward by a bound on their rounding. Any prices and λ ≥ 0 give a valid enclosure. The data are the
/// sums R and P as kept. D below D_min − 8 ε D_min: both infinite; where p itself fits within D: both 0.
///
/// @throws DomainError for sizes that do not match, a value that is not finite, D that is NaN.
Certificate certify(const PosteriorMeanProblem<Wasserstein1>& problem, const CumulativeSolution& claim);
/// The same for total variation.
Certificate certify(const PosteriorMeanProblem<TotalVariation>& problem, const CumulativeSolution& claim);

} // namespace perdis
