#pragma once

#include "central_path.hpp"

namespace perdis {

/// Removes what rounding leaves of the constraints in an iterate and measures its duality gap anew, in units of s.
///
/// Rows are normalised and tilted, Q(z|y) ← Q(z|y) (1 + β (c − c̄_y)), until Σ r Q c is the budget. Where Q > 0 slacks vanish, so
/// to first order s changes by −λ times what is spent: any small tilt is an optimal one. λ becomes the maximiser of the
/// dual function at the given prices. The gap comes from the problem, Q, u and λ alone.
[[nodiscard]] double polish(const PathProblem& problem, Iterate& iterate);

} // namespace perdis
