#pragma once

#include <perdis/inference/equalisation_bands.hpp>
#include <perdis/tradeoff/line_solution.hpp>
#include <perdis/tradeoff/scalar_problem.hpp>

#include <memory>

namespace perdis {

class BandBudget;

/// P(D) of a scalar X with a density in normal noise under total variation, over all estimators: equalisation bands.
///
/// H = F_Y − F_X(m) is what the law r of X* has beyond that of X. Where H turns r and p cross, and each turning point has a
/// band at whose ends H is equal. With z ↦ S(z) the increasing map from p to r in a band, λ makes
///
///     2λ ∫ (z − S(z)) dz = 1, −1 or 0   over every band
///
/// as the price falls from ½ to −½, rises, or returns; bands grow as λ falls and are one from where they meet. They
/// are followed through their meetings on spline tables; Newton's method on the levels of H and λ, by the functions
/// themselves, then has every area and Σ E(X̂ − X*)² = δ to rounding. Two bands for a unimodal symmetric prior; more where it
/// has modes or kinks that the noise smooths.
///
/// @domain    D in [-inf, inf].
/// @accuracy  the certificate's: 1e-10 and mostly 1e-12.
/// @throws    DomainError for a NaN, a prior without a density, noise of less than 5e-4 of its deviations.
class EqualisationBandsSolver {
public:
    /// The tables are made once.
    explicit EqualisationBandsSolver(ScalarProblem problem);

    LineSolution<EqualisationBands> operator()(double distortion) const;

private:
    ScalarProblem problem_;
    std::shared_ptr<const BandBudget> budget_;
};

} // namespace perdis
