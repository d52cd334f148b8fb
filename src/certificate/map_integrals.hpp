#pragma once

#include "bounded.hpp"

#include <perdis/inference/monotone_map.hpp>
#include <perdis/inference/shrinkage.hpp>

namespace perdis {

/// What certify_map needs of a claim, over the whole line.
struct MapIntegrals {
    Bounded divergence;    ///< ∫ p f(q/p), the α-divergence of the map's law
    Bounded spent;         ///< ∫ q D²
    Bounded dual;          ///< ∫ (q u − p f*(u))
    double response = 0.0; ///< ∫ p ψ(u), without a bound: 1 at the best shift
    double slope = 0.0;    ///< ∫ p ψ′(u)
};

/// The integrals of a map, at the price u(0) = shift.
MapIntegrals map_integrals(const MonotoneMap& map, const Shrinkage& shrinkage, double order, double multiplier,
                           double shift);

} // namespace perdis
