#pragma once

#include <perdis/certificate/certificate.hpp>
#include <perdis/tradeoff/rate_problem.hpp>
#include <perdis/tradeoff/rate_solution.hpp>

namespace perdis {

/// The conditional law of a claim made exactly feasible.
///
/// Negative masses become zero, rows are normalised; where the distortion still exceeds D the law is mixed with the
/// cheapest one; at D_min only the cheapest symbols remain.
///
/// @throws DomainError for a conditional law of another size or with entries that are not finite.
RowMatrix feasible_conditional(const RateProblem& problem, const RateSolution& claim);

/// lower ≤ R(D) ≤ upper   [nats], recomputed from the conditional law, the potentials ν = ln λ and the slope s of a claim.
///
///     upper = I(X; X̂) of feasible_conditional()
///     lower = Σ_x p_x ν_x − ln max_z Σ_x p_x e^{ν_x − s e(x, z)} − s (D − D_min),   e = Δ − min_z Δ,
///
/// valid for every ν and every s ≥ 0 (weak duality), so a wrong claim gives a wide enclosure, never a wrong one. At
/// D_min the sum is over the x that z is cheapest for, and s is dropped. From D_max on, as rounded, both are 0; below
/// D_min both are infinite. Both bounds are moved outward by a bound on their rounding error.
///
/// @throws DomainError for potentials, a slope or a conditional law that are NaN or of another size; an infinite slope is
///         allowed and proves nothing above D_min.
/// @source [Blahut1972], theorem 3; [Gallager1968], theorem 9.4.1
Certificate certify(const RateProblem& problem, const RateSolution& claim);

static_assert(requires(const RateProblem& problem, const RateSolution& claim) { certify(problem, claim).lower; });

} // namespace perdis
