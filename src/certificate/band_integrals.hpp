#pragma once

#include "bounded.hpp"

#include <perdis/inference/equalisation_bands.hpp>

namespace perdis {

/// What a band of a claim costs and how far the price falls over it.
struct BandIntegrals {
    Bounded spent;      ///< ∫ p_Y (z − m)² dy
    Bounded area;       ///< ∫ (z − m) dm
    double least = 0.0; ///< bounds on ∫ (z − m) dm up to any point of the band
    double most = 0.0;
    double beyond = 0.0; ///< what is left out at infinite ends: P(Y there)
    double rise = 0.0;   ///< (m − z)₊² there, at the worse end
};

/// @param start, end  of the band, start < end; at ±inf the band is cut where 1e-30 of Y lies beyond.
BandIntegrals band_integrals(const ScalarJoint& joint, const ObservationBand& band);

} // namespace perdis
