#pragma once

#include <perdis/divergence/wasserstein.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/spectral_problem.hpp>

namespace perdis {

/// W₂ and its square for stationary fields, in closed form per alias class.
///
///     X̂ = X* + η (X̂₀ − X*),   η = √((D − D_min)/G²),   P(D) = G − √(D − D_min)
///
/// with the partner X̂₀ of transport_partner(); the noise of X̂ is η² times that of X̂₀.
///
/// @domain    D in [-inf, inf]: D < D_min − slack is Status::infeasible, D within slack of D_min is D_min.
/// @accuracy  8 ε relative in the estimator; λ to 8 ε (1 + κ), κ the condition number of D − D_min.
/// @throws    DomainError for a NaN.
/// @source    [FreirichMichaeliMeir2021]
class StationaryTransport {
public:
    StationarySolution operator()(const SpectralProblem<Wasserstein2>& problem, double distortion) const;
    StationarySolution operator()(const SpectralProblem<SquaredWasserstein2>& problem, double distortion) const;
};

static_assert(Solver<StationaryTransport, SpectralProblem<Wasserstein2>, StationarySolution>);

} // namespace perdis
