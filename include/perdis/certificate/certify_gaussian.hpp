#pragma once

#include <perdis/tradeoff/gaussian_problem.hpp>
#include <perdis/tradeoff/gaussian_solution.hpp>
#include <perdis/tradeoff/solution.hpp>

namespace perdis {

/// lower ≤ G ≤ upper for G = W₂(p_X, p_{X*}), from a claimed coupling and its prices:
///
///     G² ≤ |diag(l)^½(Θ − J)|² + tr diag(l)(I − ΘΘᵀ)                    for every contraction Θ
///     G² ≥ tr S_X + tr S_* − |R|² − |L|² − 2√k |diag(l)J − R Lᵀ|         for all R, L
///
/// Θ is replaced by the isometry next to it, and both are moved outward by a bound on their rounding. Any claim gives a
/// valid enclosure of the G of the problem's l and J, a wrong one a wide one.
///
/// @source [GivensShortt1984]; [Rockafellar1970]
Certificate certify_coupling(const GaussianProblem& problem, const GaussianCoupling& claim);

/// lower ≤ P(D) ≤ upper for W₂: P(D) = [G − √(D − D_min)]₊, from an enclosure of G. Both infinite for D < D_min − slack.
///
/// @throws DomainError for a NaN distortion.
/// @source [FreirichMichaeliMeir2021]
Certificate certify_transport(const GaussianProblem& problem, const Certificate& deviation, double distortion);

/// lower ≤ P(D) ≤ upper for KL(q‖p), from a claim's estimator, prices and multiplier.
///
///     upper = KL of the estimator, pulled towards X* until its distortion is at most D
///     lower = λ(tr S_* − |L|² − |diag(l)J − R Lᵀ|²/η) + ½ ln det(I + 2λ(diag(l) − R Rᵀ − ηI)) − λ(D − D_min)
///
/// for all R, L, λ ≥ 0 and η > 0: KL(q‖p) ≥ E u(X̂) − ln E e^{u(X)} of any price u, here u(z) = λ(zᵀMz − |z|²) with
/// diag(l)^½ UᵀMU diag(l)^½ = R Rᵀ + ηI, and E [u(X̂) + λ|X* − X̂|²] is at least E min_z of it. At D_min the only q is the law of X*; where that is singular on the range of S_X both are inf.
/// Both are moved outward by a bound on their rounding. D < D_min − slack: both infinite.
///
/// @throws DomainError for a NaN distortion.
/// @source [CoverThomas2006]; [Rockafellar1970]
Certificate certify_reverse_kullback_leibler(const GaussianProblem& problem, const GaussianSolution& claim);

} // namespace perdis
