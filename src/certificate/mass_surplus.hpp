#pragma once

#include "bounded.hpp"

#include <perdis/inference/scalar_joint.hpp>

#include <vector>

namespace perdis {

/// H(y) = P(Y ≤ y) − P(X ≤ m(y)), what the law of X* = m(Y) has beyond that of X below m(y), and where it turns.
class MassSurplus {
public:
    explicit MassSurplus(const ScalarJoint& joint);

    /// H(y); 0 at ±inf.
    [[nodiscard]] Bounded operator()(double y) const;
    /// ½ ∫ |dH| from one observation to another; ±inf are legal.
    [[nodiscard]] Bounded variation(double from, double to) const;
    /// The turning points of H, ascending.
    [[nodiscard]] const std::vector<double>& turns() const { return turns_; }

private:
    /// ln of the density of X* over that of X, at m(y).
    [[nodiscard]] double log_ratio(double y) const;

    const ScalarJoint& joint_;
    std::vector<double> turns_;
};

} // namespace perdis
