#pragma once

#include <perdis/certificate/certify_linear.hpp>
#include <perdis/divergence/alpha_form.hpp>
#include <perdis/inference/monotone_map.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

#include <algorithm>
#include <limits>

namespace perdis {

/// lower ≤ min A_a ≤ upper over all estimators within D, place(D) being between.
///
/// In standard units, with S = σ_* R the inverse of the claimed map, D(z) = z − S(z), q its law, and any κ:
///
///     upper = ∫ p f(q/p)  if ∫ q D² ≤ δ; else of the map drawn towards the posterior mean until it is
///     lower = ∫ (q u − p f*(u)) dz + λ (∫ q D² − δ),   u(z) = κ − 2λ ∫₀^z D,   λ ≥ 0
///
/// For increasing S, u + λ z² is convex and z ↦ u(z) + λ(y − z)² is least where S(z) = y: so the second line is the dual
/// function. Quadrature by Gauss–Legendre rules on the pieces of the map, with a bound on the error of each from the size
/// of the integrand on an ellipse in the complex plane [Trefethen2013, theorem 19.3], and on rounding; both move the
/// bounds outward. A map that does not increase gives lower = 0, upper = inf.
///
/// @source    [Trefethen2013]
Certificate certify_map(const GaussianLine& line, double order, const LineSolution<MonotoneMap>& claim);

/// lower ≤ P(D) ≤ upper over all estimators of a normal X in normal noise, from a claim's map and multiplier alone.
///
/// Through the transform of the α-divergence; upper is at most d of the posterior mean. Any claim gives a valid enclosure,
/// a wrong one a wide one. D < D_min − 8 ε D_min: both infinite. D ≥ D_max, as rounded: both 0.
///
/// @throws    DomainError for a NaN distortion, and for an order a ≤ 0.
template <AlphaDivergence Divergence>
Certificate certify(const LinearGaussianProblem<double, Divergence>& problem, const LineSolution<MonotoneMap>& claim) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    constexpr double epsilon = std::numeric_limits<double>::epsilon();
    const GaussianLine line(problem);
    const AlphaForm form = alpha_form(problem.divergence());
    require(form.order() > 0.0, "certify", "order", form.order(), "(0, inf)");
    const GaussianLine::Place place = line.place(claim.distortion);
    if (place == GaussianLine::Place::infeasible) { return {infinite, infinite}; }
    if (place == GaussianLine::Place::perfect) { return {0.0, 0.0}; }
    const double v = problem.prior().variance();
    if (place == GaussianLine::Place::minimum && v <= (form.order() - 1.0) * problem.channel().variance()) {
        return {infinite, infinite}; // ∫p^a r^{1−a} diverges: a v ≤ (a − 1) s
    }
    const double worst = linear_upper_bound(problem, posterior_mean(problem.prior(), problem.channel()));
    if (place == GaussianLine::Place::minimum) { return {linear_lower_bound(problem, line.min_distortion()), worst}; }
    const Certificate alpha = certify_map(line, form.order(), claim);
    const double above = std::isfinite(alpha.upper) ? form.value(alpha.upper) * (1.0 + 8.0 * epsilon) : infinite;
    Certificate found{form.value(alpha.lower) * (1.0 - 8.0 * epsilon), std::min(above, worst)};
    if (!(found.lower > 0.0)) { found.lower = 0.0; }
    found.lower = std::min(found.lower, found.upper);
    return found;
}

} // namespace perdis
