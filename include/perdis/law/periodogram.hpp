#pragma once

#include <perdis/law/stationary_gaussian.hpp>
#include <perdis/numeric/fft.hpp>

namespace perdis {

/// The mean power per sample of one field less its mean, under a Hann window: an unbiased, unsmoothed estimate.
///
///     S(k, l) = |F(k, l)|² / Σ g²,   F the transform of g (x − m),   m = Σ g x / Σ g
///
/// g is the product of sin²(π(i + ½)/h) and sin²(π(j + ½)/w): without it the jump from one edge of a picture to the opposite
/// one, which the torus makes neighbours, would add a cross of power that falls like the inverse square of the frequency.
/// On a side of length 1 the window is 1.
///
/// @domain    a field of finite numbers, at least 1 × 1.
/// @throws    DomainError outside the domain.
/// @source    [Welch1967]
RealField periodogram(const RealField& field);

/// The same spectrum with every power replaced by the mean over all frequencies of nearly its radius.
///
/// The radius is |(k/h, l/w)| in cycles per sample, k and l taken nearest to 0. Powers are averaged over rings as wide as
/// the lowest frequency of the longer side, and read from these means by linear interpolation of log power over log radius
/// (of power where a ring's mean is 0). The result is even, and scaled to the sum of the spectrum.
///
/// @domain    non-negative powers, at least 1 × 1.
/// @throws    DomainError outside the domain.
RealField radial_average(const RealField& spectrum);

/// The radius of every frequency of a torus, in cycles per sample: 0 to √½.
RealField radial_frequency(Eigen::Index height, Eigen::Index width);

/// The isotropic stationary normal law of one field: its mean, and radial_average(periodogram(field)) scaled to the field's
/// own variance per sample.
///
/// @throws    DomainError for a field that is empty or not finite.
StationaryGaussian stationary_gaussian_like(const RealField& field);

} // namespace perdis
