#pragma once

#include <perdis/divergence/finite_divergence.hpp>

#include <vector>

namespace perdis {

/// An upper bound on the transport cost s(q), rounding included: the cost of a plan that is checked, not believed.
///
/// The flows of transport() are scaled down until no row exceeds p and no column q; what they then leave of both is
/// coupled independently. Sums are in extended precision, so that a small s is good to a few ε of itself.
///
/// @param law  q, k entries; scaled to the total of p.
[[nodiscard]] double transport_above(const FiniteDivergence& divergence, const std::vector<long double>& law);

} // namespace perdis
