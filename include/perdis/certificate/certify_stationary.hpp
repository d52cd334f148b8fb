#pragma once

#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/tradeoff/solution.hpp>
#include <perdis/tradeoff/spectral_problem.hpp>

namespace perdis {

/// lower ≤ P(D) ≤ upper for the 2-Wasserstein distance of stationary fields, per sample.
///
///     upper = √(E‖X′ − X̂‖²/(hw)) for the claimed X̂ and an X′ with the law of X made from the claim's direction
///     lower = W₂(p_X, p_{X*}) − √(D − D_min)                                           (triangle inequality)
///
/// The claimed estimator is pulled towards X* until its distortion is at most D. Any claim gives a valid enclosure, a wrong
/// one a wide one. D < D_min − slack: both infinite. D ≥ D_max, as rounded: both 0.
///
/// @accuracy  Both are moved outward by a bound on rounding; sums are compensated, in extended precision.
/// @throws    DomainError for a NaN distortion.
/// @source    [FreirichMichaeliMeir2021]; [GivensShortt1984]
Certificate certify(const SpectralProblem<Wasserstein2>& problem, const StationarySolution& claim);

/// The squares of the bounds for W₂.
Certificate certify(const SpectralProblem<SquaredWasserstein2>& problem, const StationarySolution& claim);

/// lower ≤ P(D) ≤ upper for KL(p_X̂‖p_X) of stationary fields, in nats per sample.
///
///     upper = the divergence of the claimed estimator, pulled towards X* until its distortion is at most D
///     lower = (1/hw) Σ_classes max{0, ½ Σ_j ln(1 + 2λs_j) + ½ ln((ζ + ζ₀)/(ζ + |m|²)) − λζ} − λ (D − D_min)
///
/// with ζ₀ = Σ m_j²/(1 + 2λs_j), the claim's λ, and ζ = Σ m_j (a_j − m_j) of the claim's gains. The lower bound holds for every
/// λ ≥ 0 and every ζ > −ζ₀ (docs/certificate.md); the term in ζ is absent where m = 0. Any claim gives a valid enclosure.
/// Within slack of D_min the only estimator is X*: both bounds are its divergence, infinite where X* omits a dimension of X.
///
/// @accuracy  as above.
/// @throws    DomainError for a NaN distortion.
/// @source    [Rockafellar1970]; [GivensShortt1984]
Certificate certify(const SpectralProblem<ReverseKullbackLeibler>& problem, const StationarySolution& claim);

} // namespace perdis
