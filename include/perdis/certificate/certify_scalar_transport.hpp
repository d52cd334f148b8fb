#pragma once

#include <perdis/tradeoff/scalar_problem.hpp>
#include <perdis/tradeoff/scalar_solution.hpp>

#include <memory>

namespace perdis {

/// lower ≤ P(D) ≤ upper of a ScalarProblem under W₁ or W₂, from the claim's estimator and multiplier alone.
///
/// With δ = F_X⁻¹(F_Y(y)) − E[X|y], G² = E δ², e = D − D_min and the claim's shift c(δ) = clip(s δ, ±τ), which is drawn in
/// by a factor k ≤ 1 if E c² exceeds e:
///
///     W₂   √E(δ − c)² + (1 − k)√E c²  ≥  P(D)  ≥  W₂(p_X, p_{X*}) − W₂(p_{X*}, p_X̂) ≥ G − √e
///     W₁   E|δ − c| + (1 − k) E|c|    ≥  P(D)  ≥  E min_w [|w − δ| + λ w²] − λ e
///
/// The integrals, D_min among them, are taken anew by the double-exponential rule; their error estimates move both
/// sides outward. Any claim gives a valid enclosure, a wrong one a wide one. D < D_min − slack: both infinite. D ≥ D_max, as
/// rounded: both 0. D within the slack is D_min.
///
/// @throws    DomainError for a NaN distortion or another order.
/// @source    [FreirichMichaeliMeir2021] (W₂)
class ScalarTransportCertifier {
public:
    ScalarTransportCertifier(const ScalarProblem& problem, double order);
    Certificate operator()(const ScalarSolution& claim) const;

private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

} // namespace perdis
