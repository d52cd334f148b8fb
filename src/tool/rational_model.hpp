#pragma once

#include "tool/model.hpp"
#include "tool/traced_curve.hpp"

#include <perdis/inference/finite_estimator.hpp>

#include <memory>
#include <string>
#include <vector>

namespace perdis::tool {

/// A finite problem in rational arithmetic: its whole curve, traced exactly.
class RationalModel {
public:
    /// @throws Refusal that names the key whose change would make the problem solvable.
    explicit RationalModel(RationalFile problem);

    /// P(D) itself, its certificates and solutions.
    [[nodiscard]] const TracedCurve<Rational>& curve() const { return *curve_; }
    /// The values of X̂, as columns.
    [[nodiscard]] const DenseMatrix<Rational>& alphabet() const { return alphabet_; }
    [[nodiscard]] std::vector<PlaceOf<Rational>> places() const;
    /// Q(z|y): row y, column z; an observation that never occurs takes its first cheapest symbol.
    [[nodiscard]] DenseMatrix<Rational> estimator(const TransportSolution<Rational>& solution) const;

private:
    [[nodiscard]] PlaceOf<Rational> place(const std::string& name, const FiniteEstimator<Rational>& estimator) const;
    /// d(p_X, p_X̂), of divergences that rational numbers have.
    [[nodiscard]] Rational perception(const FiniteEstimator<Rational>& estimator) const;

    RationalFile problem_;
    Joint<Rational> joint_;
    DenseMatrix<Rational> alphabet_;
    DenseMatrix<Rational> cost_; ///< c(y, z)
    std::unique_ptr<const TracedCurve<Rational>> curve_;
};

} // namespace perdis::tool
