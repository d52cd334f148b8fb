#pragma once

#include "central_path.hpp"

namespace perdis {

/// Prices every (y, z) at an iterate: arcs whose slack λ c + u − a is small against the row's mean slack join, and
/// potentials fall where a slack would be negative, so that the iterate is dual feasible on all arcs.
///
/// @return  whether arcs joined.
bool take_in_arcs(const PathProblem& problem, Iterate& iterate);

} // namespace perdis
