#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/linear_slope.hpp>
#include <perdis/inference/linear_gaussian.hpp>
#include <perdis/solver/solver.hpp>
#include <perdis/tradeoff/gaussian_linear.hpp>
#include <perdis/tradeoff/linear_gaussian_problem.hpp>
#include <perdis/tradeoff/linear_solution.hpp>

#include <limits>
#include <type_traits>

namespace perdis {

/// Example 1 of the paper: the best linear estimator of a normal X in normal noise, for every Gaussian divergence.
///
///     X̂ = aY + (1 − a)μ,   a = τ(D)/√s,   λ = −∂d/∂τ · dτ/dD,   τ(D) of GaussianLinearFamily
///
/// It is the optimum over the linear family: an upper bound on P(D), equal to it for reverse KL and W₂ alone.
///
/// @domain    D in [-inf, inf]: D < D_min − 8 ε D_min is Status::infeasible, D within 8 ε D_min of D_min is D_min.
/// @accuracy  8 ε (1 + κ) relative for the estimator and for λ, κ the condition number in v, n and D (and the order).
/// @throws    DomainError for a NaN, and for a problem whose options ask for anything but linear estimators.
/// @source    [BlauMichaeli2018], Example 1.
class ClosedForm {
public:
    /// The estimator and the multiplier at D.
    template <Real T, GaussianDivergence<T> Divergence>
    LinearSolution<T> operator()(const LinearGaussianProblem<T, Divergence>& problem,
                                 const std::type_identity_t<T>& distortion) const {
        require_linear_family(problem);
        require(distortion == distortion, "ClosedForm", "distortion", distortion, "[-inf, inf]");
        const GaussianLinearFamily<T> family(problem.prior(), problem.channel());
        const T slack = distortion_slack(problem);
        const T excess = distortion - family.min_distortion();
        if (distortion < family.max_distortion() && excess <= slack) {
            const bool feasible = -excess <= slack;
            return {feasible ? Status::solved : Status::infeasible, distortion,
                    posterior_mean(problem.prior(), problem.channel()), std::numeric_limits<T>::infinity()};
        }
        return {Status::solved, distortion, family.estimator_at(distortion),
                multiplier(problem.divergence(), family, distortion)};
    }

private:
    /// −∂d/∂τ · dτ/dD for D in (D_min, inf].
    template <Real T, class Divergence>
    static T multiplier(const Divergence& divergence, const GaussianLinearFamily<T>& family, const T& distortion) {
        const T rise = family.standard_deviation_slope_at(distortion);
        if (rise == T(0)) { return T(0); }
        const T tau = family.standard_deviation_at(distortion);
        return -linear_slope(divergence, family.prior().standard_deviation(), tau) * rise;
    }
};

static_assert(Solver<ClosedForm, LinearGaussianProblem<double, KullbackLeibler>, LinearSolution<double>>);

} // namespace perdis
