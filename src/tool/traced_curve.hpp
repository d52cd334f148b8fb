#pragma once

#include "tool/model.hpp"

#include <perdis/inference/joint.hpp>
#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace perdis::tool {

/// A whole piecewise linear curve, whatever its ground cost.
template <OrderedField T>
class TracedCurve {
public:
    virtual ~TracedCurve() = default;
    /// P(D) by its vertices.
    [[nodiscard]] virtual const PiecewiseLinear<T>& function() const = 0;
    [[nodiscard]] virtual TransportSolution<T> solution(const T& distortion) const = 0;
    /// lower ≤ P(D) ≤ upper; nothing below D_min.
    [[nodiscard]] virtual std::optional<Bounds<T>> certificate(const T& distortion) const = 0;
};

/// The curve of a finite problem, in Rational.
///
/// @param delta     Δ(x, x̂) between the support and the alphabet.
/// @param alphabet  the values of X̂, as columns.
/// @return nothing where P is not piecewise linear, or has roots that T has not.
template <OrderedField T>
std::unique_ptr<const TracedCurve<T>> traced_curve(const Joint<T>& joint, const DenseMatrix<T>& delta,
                                                   const DenseMatrix<T>& alphabet,
                                                   const DivergenceFormOf<T>& divergence);

/// The breakpoints in double, with the ties of a finite problem as it takes them; none where P is not piecewise linear.
std::vector<Breakpoint> traced_breakpoints(const FiniteProblem& core, const DivergenceForm& divergence);

} // namespace perdis::tool
