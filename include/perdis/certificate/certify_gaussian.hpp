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

} // namespace perdis
