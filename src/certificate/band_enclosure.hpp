#pragma once

#include <perdis/inference/shrinkage.hpp>

namespace perdis {

/// An interval that contains a number.
struct Enclosure {
    double lower = 0.0;
    double upper = 0.0;
};

/// What certify_band needs of the band that starts at x₁, recomputed from x₁ alone.
struct BandEnclosure {
    Enclosure excess; ///< 2 ∫ (z − S(z))² φ(z) dz
    Enclosure gap;    ///< ∫ (z − S(z)) dz
};

/// @param accuracy  pieces are halved until each leaves at most this much of the excess open.
BandEnclosure enclose_band(const Shrinkage& shrinkage, double crossing, double start, double accuracy);

} // namespace perdis
