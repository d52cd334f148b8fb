#pragma once

#include <perdis/divergence/total_variation.hpp>
#include <perdis/inference/equalisation_bands.hpp>
#include <perdis/tradeoff/line_solution.hpp>
#include <perdis/tradeoff/scalar_excess.hpp>

#include <limits>

namespace perdis {

/// lower ≤ P(D) ≤ upper under total variation over all estimators with E(X̂ − X*)² ≤ δ, any δ between `least` and `most`.
///
/// With the claim's bands, r the law of X*, p that of X, and H = F_Y(y) − F_X(m(y)):
///
///     upper = TV(q, p) = ½ ∫ |dH| outside the bands, or (1 − c) TV(r, p) + c TV(q, p) where the claim spends δ₁ > δ, c = δ/δ₁
///     lower = Σ u ΔH outside the bands + λ (δ₁ − most)
///
/// u is constant outside, falls by 2λ ∫ (z − S(z)) dz over a band, S the inverse of its map, and is shifted and, with λ,
/// scaled until |u| ≤ ½: then u(z) + λ(z − x*)² is convex and least where S(z) = x*, so the second line is the dual function.
/// Gauss–Legendre rules of ten nodes on pieces that are halved until the last two Legendre coefficients are at rounding;
/// those, the rounding of H and ScalarJoint::accuracy() move the bounds outward.
///
/// @domain    0 < least ≤ most.
Certificate certify_bands(double least, double most, double multiplier, const EqualisationBands& claim);

/// lower ≤ TV(p_X, p_{X*}) ≤ upper, P at D_min.
Certificate certify_posterior_mean(const ScalarJoint& joint);

/// lower ≤ P(D) ≤ upper, from a claim's bands and multiplier alone. Any claim gives a valid enclosure, a wrong one a wide one.
///
/// @throws    DomainError for a NaN distortion, a prior without a density.
inline Certificate certify(const ScalarProblem& problem, const LineSolution<EqualisationBands>& claim) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    require_density(problem);
    const ScalarExcess excess(problem, claim.distortion);
    switch (excess.place()) {
    case ScalarExcess::Place::infeasible:
        return {infinite, infinite};
    case ScalarExcess::Place::perfect:
        return {0.0, 0.0};
    case ScalarExcess::Place::minimum:
        return certify_posterior_mean(problem.joint());
    case ScalarExcess::Place::between:
        break;
    }
    return certify_bands(excess.least(), excess.most(), claim.multiplier, claim.estimator);
}

/// The same from the problem.
template <class Prior>
Certificate certify(const ScalarGaussianProblem<Prior, TotalVariation>& problem,
                    const LineSolution<EqualisationBands>& claim) {
    return certify(ScalarProblem(problem), claim);
}

} // namespace perdis
