#pragma once

#include <perdis/divergence/reverse_kullback_leibler.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/spectral_problem.hpp>

namespace perdis {

/// Reverse KL for stationary fields: one level μ for all frequencies, each paying until its price is μ.
///
/// Without down-sampling the frequencies are the coordinates of CommutingWaterFilling, l = s. With it the output covariance
/// of a class is V, V⁻¹ = B − (2μ/τ) m mᵀ, B = diag(1/s + 2μ), τ = √(mᵀVm). As Cov X* has rank one, b = mᵀB⁻¹m gives
/// τ = μb + √(μ²b² + b), and X̂ has the gain a = (τ/b) B⁻¹m, the noise d = diag B⁻¹, u = B^(-½)m/√b. μ is the one root of
/// Σ E|x̂_j − x*_j|² = hw (D − D_min), and λ.
///
/// @domain    D in [-inf, inf]: D < D_min − slack is Status::infeasible, D within slack of D_min is D_min.
/// @accuracy  μ to 1e-13 relative.
/// @throws    DomainError for a NaN.
/// @source    [CoverThomas2006], section 10.3.3 for the term
class StationaryWaterFilling {
public:
    using Problem = SpectralProblem<ReverseKullbackLeibler>;
    /// @param warm  a solution at a nearby D, or none.
    StationarySolution operator()(const Problem& problem, double distortion,
                                  const StationarySolution* warm = nullptr) const;
};

static_assert(Solver<StationaryWaterFilling, SpectralProblem<ReverseKullbackLeibler>, StationarySolution>);

} // namespace perdis
