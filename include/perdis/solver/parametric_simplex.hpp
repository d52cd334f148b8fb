#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/solver/network_path.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/solver/variation_path.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <concepts>
#include <type_traits>

namespace perdis {

/// What traces the curve of a problem, by its ground: VariationPath or NetworkPath.
template <OrderedField T, class Ground, CostFunction<T> Cost>
using ParametricPath = std::conditional_t<std::same_as<Ground, DiscreteGround<T>>, VariationPath<T, Ground, Cost>,
                                          NetworkPath<T, Ground, Cost>>;

/// P(D) of a TransportProblem by the parametric network simplex, over any ordered field: from D_min as far as D.
///
/// @accuracy  exact over an exact field; see the paths.
/// @throws    DomainError for a distortion that is NaN.
class ParametricSimplex {
public:
    /// The coupling, prices and multiplier at D.
    template <OrderedField T, class Ground, CostFunction<T> Cost>
    TransportSolution<T> operator()(const TransportProblem<T, Ground, Cost>& problem,
                                    const std::type_identity_t<T>& distortion) const {
        require(distortion == distortion, "ParametricSimplex", "distortion", distortion, "(-inf, inf)");
        ParametricPath<T, Ground, Cost> path(problem);
        path.run_to(distortion);
        return path.solution(distortion);
    }
};

static_assert(Solver<ParametricSimplex, TransportProblem<double, DiscreteGround<double>>, TransportSolution<double>>);

} // namespace perdis
