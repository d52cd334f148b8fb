#pragma once

#include <perdis/inference/soft_threshold.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/gaussian_line.hpp>
#include <perdis/tradeoff/line_solution.hpp>

namespace perdis {

/// P(D) of a normal X in normal noise under W₁, over all estimators, in closed form.
///
/// W₁ and W₂ have the quantile coupling in common, so the problem falls apart into one for every quantile, and each is a
/// soft threshold. With M(t) = E(|Z| − t)₊/2 = φ(t) − tΦ(−t), g = 1 − σ_*:
///
///     W₁ = 2 √v g M(t),   D = D_min + v g² E min(Z², t²),   λ = 1/(2 √v g t)
///
/// Linear estimators (a multiple of g instead of a clipped g) do worse at every D between D_min and D_max.
///
/// @domain    D in [-inf, inf]; a Wasserstein divergence of order 1.
/// @accuracy  t to 16 ε (1 + κ) relative, κ the condition number in δ.
/// @throws    DomainError for a NaN.
class SoftThresholdSolver {
public:
    template <class Divergence>
    LineSolution<SoftThreshold> operator()(const LinearGaussianProblem<double, Divergence>& problem,
                                           double distortion) const {
        return solve(GaussianLine(problem), distortion);
    }
    [[nodiscard]] LineSolution<SoftThreshold> solve(const GaussianLine& line, double distortion) const;
};

} // namespace perdis
