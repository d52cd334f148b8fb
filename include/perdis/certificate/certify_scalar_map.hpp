#pragma once

#include <perdis/divergence/alpha_form.hpp>
#include <perdis/inference/scalar_map.hpp>
#include <perdis/tradeoff/line_solution.hpp>
#include <perdis/tradeoff/scalar_excess.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

/// lower ≤ min A_a ≤ upper over all estimators with E(X̂ − X*)² ≤ δ, any δ between `least` and `most`.
///
/// With x = x(s) = F_X⁻¹(Φ(s)), y = y(s) the claimed map, m = E[X|y], t = q/p and any κ and λ ≥ 0:
///
///     upper = ∫ p f(t) dx  if ∫ q (x − m)² ≤ least; else of (1 − θ) x̂ + θ X*, the θ at which it is
///     lower = ∫ (q u − p f*(u)) dx + λ (∫ q (x − m)² − most),   u′(x) = −2λ (x − m(y(x))),   u = κ at s = 0
///
/// For increasing y, u(z) + λ(z − x*)² is convex and least where m(y(z)) = x*: so the second line is the dual function.
/// Beyond the nodes the estimator is as in ScalarMap; the price there is u_N + λ((m_N − x_N)₊)², and E min is at least u_N.
/// Gauss–Legendre rules of ten nodes on pieces that are halved until the last two Legendre coefficients are at rounding; those
/// coefficients, the rounding of every term and ScalarJoint::accuracy() move the bounds outward. A map that does not
/// increase gives lower = 0, upper = inf.
///
/// @domain    a > 0; 0 < least ≤ most.
Certificate certify_scalar_map(double order, double least, double most, double multiplier, const ScalarMap& map);

/// lower ≤ A_a(p_X, p_{X*}) ≤ upper, the divergence at D_min; upper = inf where what lies beyond the scores ±37 of Y is not
/// below 1e-12.
Certificate certify_posterior_mean(double order, const ScalarJoint& joint);

/// lower ≤ P(D) ≤ upper over all estimators of a scalar X in normal noise, from a claim's map and multiplier alone.
///
/// Any claim gives a valid enclosure, a wrong one a wide one. D < D_min − slack: both infinite. D ≥ D_max: both 0.
///
/// @throws    DomainError for a NaN distortion, an order a ≤ 0, a prior without a density.
inline Certificate certify(const ScalarProblem& problem, const AlphaForm& form, const LineSolution<ScalarMap>& claim) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    constexpr double epsilon = std::numeric_limits<double>::epsilon();
    require(form.order() > 0.0, "certify", "order", form.order(), "(0, inf)");
    require_density(problem);
    const ScalarExcess excess(problem, claim.distortion);
    if (excess.place() == ScalarExcess::Place::infeasible) { return {infinite, infinite}; }
    if (excess.place() == ScalarExcess::Place::perfect) { return {0.0, 0.0}; }
    const Certificate alpha =
        excess.place() == ScalarExcess::Place::minimum
            ? certify_posterior_mean(form.order(), problem.joint())
            : certify_scalar_map(form.order(), excess.least(), excess.most(), claim.multiplier, claim.estimator);
    const double above = std::isfinite(alpha.upper) ? form.value(alpha.upper) * (1.0 + 8.0 * epsilon) : infinite;
    const double below = form.value(alpha.lower) * (1.0 - 8.0 * epsilon);
    return {below > 0.0 ? std::min(below, above) : 0.0, above};
}

/// The same from the problem.
template <class Prior, AlphaDivergence Divergence>
Certificate certify(const ScalarGaussianProblem<Prior, Divergence>& problem, const LineSolution<ScalarMap>& claim) {
    return certify(ScalarProblem(problem), alpha_form(problem.divergence()), claim);
}

} // namespace perdis
