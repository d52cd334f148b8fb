#pragma once

#include <perdis/inference/equalisation_band.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

namespace perdis {

/// P(D) of a normal X in normal noise under total variation, over all estimators: the equalisation band.
///
/// The start x₁ of the band is the root of one equation, and the end x₂ balances the masses. With z ↦ S(z) the increasing
/// map from p to r in the band, in units of √v around μ:
///
///     δ = 2 ∫ (z − S(z))² φ(z) dz,   λ = 1/(2v ∫ (z − S(z)) dz)   over [x₁, x₂]
///
/// Near D_min P(D_min) − P falls like (D − D_min)^{2/5}: a band of width w moves masses w² by distances w².
///
/// @domain    D in [-inf, inf].
/// @accuracy  δ to 1e-12 relative.
/// @throws    DomainError for a NaN.
class EqualisationBandSolver {
public:
    template <class Divergence>
    LineSolution<EqualisationBand> operator()(const LinearGaussianProblem<double, Divergence>& problem,
                                              double distortion) const {
        return solve(GaussianLine(problem), distortion);
    }
    [[nodiscard]] LineSolution<EqualisationBand> solve(const GaussianLine& line, double distortion) const;
};

} // namespace perdis
