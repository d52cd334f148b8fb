#pragma once

#include <perdis/certificate/certify_transport.hpp>
#include <perdis/core/real.hpp>
#include <perdis/solver/parametric_simplex.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace perdis {

/// The whole P(D) of a TransportProblem: every breakpoint, and the estimators that attain it on request.
///
/// On the segment between breakpoints i and i + 1 the mixtures of solution(D_i) and solution(D_{i+1}) attain P. Memory
/// beside the problem: some candidates a row, and a few numbers a pivot, from which an estimator is rebuilt. A value: cheap
/// to copy.
///
/// @accuracy  exact over an exact field: then the curve is a proof. Else see certificate().
template <OrderedField T, class Ground, CostFunction<T> Cost = DenseCost<T>>
class ExactCurve {
public:
    using Problem = TransportProblem<T, Ground, Cost>;

    explicit ExactCurve(const Problem& problem) : ExactCurve(problem, traced(problem)) {}

    /// P(D), D(P) and slopes, by the breakpoints.
    [[nodiscard]] const PiecewiseLinear<T>& function() const { return function_; }

    /// The coupling that attains P(D), its prices and multiplier.
    [[nodiscard]] TransportSolution<T> solution(const T& distortion) const { return path_->solution(distortion); }

    /// lower ≤ P(D) ≤ upper, recomputed from solution(D) alone; equal over an exact field; nothing below D_min.
    [[nodiscard]] std::optional<Bounds<T>> certificate(const T& distortion) const {
        return (*certify_)(solution(distortion));
    }

    /// Pivots taken, those that ship nothing included.
    [[nodiscard]] std::size_t pivots() const { return path_->pivots(); }

private:
    using Path = ParametricPath<T, Ground, Cost>;

    ExactCurve(const Problem& problem, std::shared_ptr<const Path> path)
        : path_(std::move(path)), certify_(std::make_shared<const TransportCertifier<T, Ground, Cost>>(problem)),
          function_(path_->vertices()) {}

    static std::shared_ptr<const Path> traced(const Problem& problem) {
        auto path = std::make_shared<Path>(problem);
        path->run();
        return path;
    }

    std::shared_ptr<const Path> path_;
    std::shared_ptr<const TransportCertifier<T, Ground, Cost>> certify_;
    PiecewiseLinear<T> function_;
};

template <OrderedField T, class Ground, CostFunction<T> Cost>
ExactCurve(const TransportProblem<T, Ground, Cost>&) -> ExactCurve<T, Ground, Cost>;

} // namespace perdis
