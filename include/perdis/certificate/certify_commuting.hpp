#pragma once

#include <perdis/tradeoff/gaussian_components.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <Eigen/Core>

#include <vector>

namespace perdis {

/// A claim on R_a over jointly normal estimators where S_X and S_* commute: the output's deviations t in the components'
/// directions, and λ = −dR_a/dD.
struct CommutingClaim {
    Eigen::VectorXd deviations = {};
    double multiplier = 0.0;
};

/// lower ≤ min R_a(p‖q) ≤ upper over all estimators jointly normal with Y and of excess distortion at most `excess`.
///
///     upper = R_a at t, pulled towards m until Σ (t − m)² is at most the excess
///     lower = Σ min_{ω>0} [φ(ω) + λ(l − cl) ω] + λ Σ (1 − 1/c) m² − λ excess,   c = m/t
///
/// For Σ = Cov X̂ and any M ≻ 0, W₂²(Σ, S_*) ≥ tr (I − M)Σ + tr (I − M⁻¹)S_*; R_a = Σ φ(ω) over the eigenvalues ω of S_X⁻¹Σ; and
/// tr BΩ is at least the sum of products of eigenvalues in opposite order. So the minimum over covariances, commuting or not,
/// is one over ω each: a quadratic equation. Any claim gives a valid enclosure. An excess of 0 leaves X* alone. For a > 1, R_a = inf
/// unless every ω > (a − 1)/a; below the excess which that costs both are inf.
///
/// @domain    order in (0, inf), excess in [0, inf].
/// @throws    DomainError outside the domain, NaN included.
/// @source    [Rockafellar1970]
Certificate certify_commuting_renyi(const std::vector<Component<double>>& components, double order, double excess,
                                    const CommutingClaim& claim);

} // namespace perdis
