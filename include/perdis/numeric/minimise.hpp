#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <Eigen/Core>

namespace perdis {

/// How minimise searches; no method uses derivatives.
enum class MinimiseMethod {
    cobyla,  ///< local, linear models; takes constraints
    subplex, ///< local, simplices of subspaces, for kinks and noise; takes no constraints
    direct,  ///< global, division of the box, then polished by cobyla; takes no constraints, needs finite bounds
};

/// What minimise may be told; the defaults ask for a local minimum without bounds or constraints.
struct MinimiseOptions {
    Eigen::VectorXd lower = {};                                                  ///< empty: no lower bounds
    Eigen::VectorXd upper = {};                                                  ///< empty: no upper bounds
    std::vector<std::function<double(const Eigen::VectorXd&)>> constraints = {}; ///< g(x) ≤ 0
    double constraint_tolerance = 1e-9;                                          ///< g(x) up to this is feasible
    double tolerance = 1e-9;                                                     ///< of x, relative to 1 + |x|
    long maximum_evaluations = 20000;                                            ///< of the objective, in all
    MinimiseMethod method = MinimiseMethod::cobyla;
    int starts = 1;         ///< local searches: from the start, then from uniform points of the box (finite bounds)
    std::uint64_t seed = 1; ///< of these points
};

/// The best point that a search met. Nothing is proved: it is a claim to be certified elsewhere.
struct Minimum {
    Eigen::VectorXd argument;
    double value;     ///< objective(argument), +inf where that was NaN
    double violation; ///< max(0, max g(argument)); above constraint_tolerance only if no feasible point was met
    long evaluations; ///< of the objective
    bool converged;   ///< the search that found it, or a later one, met the tolerance, and the argument is feasible
};

/// Searches for the least objective(x) with lower ≤ x ≤ upper and g(x) ≤ 0, by NLopt.
///
/// Points are compared by violation above constraint_tolerance, then by value; NaN counts as +inf. A local search is
/// repeated from its own result until that no longer improves. Same arguments, same result.
///
/// @domain    start finite, not empty, within the bounds; lower ≤ upper of the size of start; tolerance in (0, 1);
///            constraint_tolerance in [0, inf); maximum_evaluations, starts ≥ 1.
/// @accuracy  none promised.
/// @throws    DomainError outside the domain; whatever objective or a constraint throws.
/// @source    [Johnson2007]; cobyla [Powell1994], subplex [Rowan1990], direct [GablonskyKelley2001].
Minimum minimise(const std::function<double(const Eigen::VectorXd&)>& objective, const Eigen::VectorXd& start,
                 const MinimiseOptions& options = {});

} // namespace perdis
