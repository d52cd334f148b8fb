#pragma once

#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/semi_discrete_problem.hpp>
#include <perdis/tradeoff/semi_discrete_solution.hpp>

#include <memory>

namespace perdis {

/// P(D) of a finite prior with a continuous observation: the optimal estimator is a partition of the line.
///
/// At prices u and multiplier λ the cell of z is where Σ_i p(x_i|y) (u_z + λ Δ(x_i, z)) is least over z; its ends are roots, its masses
/// differences of the noise's cdf. The finite problem on a few hundred nodes gives the start, and which prices move
/// together (all apart if d is smooth; in total variation and transport some are tied); Newton's method on the concave
/// dual does the rest. Where the posterior is flat (Laplace or uniform noise) the cell may be shared out among symbols.
///
/// The cells of every solution include those of D_min and D_max, so that on_cells(edges) has the problem's own D_min and
/// D_max. Preparation (nodes, D_min, D_max) is kept for the problem asked last.
///
/// @accuracy  thresholds, D and P to 1e-13 (1 + κ) relative, κ the condition number in D, for noise whose cdf is accurate
///            to a few ε; Status::stagnated where the steps end short of 1e-10.
/// @throws    DomainError for a NaN distortion.
/// @source    [PeyreCuturi2019], section 5.2
class SemiDiscreteSolver {
public:
    SemiDiscreteSolution operator()(const SemiDiscreteProblem& problem, double distortion) const;

    /// The cells of D_min and D_max alone.
    [[nodiscard]] std::vector<double> outer_edges(const SemiDiscreteProblem& problem) const;

    SemiDiscreteSolver();

private:
    class Kept;
    std::shared_ptr<Kept> kept_;
};

static_assert(Solver<SemiDiscreteSolver, SemiDiscreteProblem, SemiDiscreteSolution>);

} // namespace perdis
