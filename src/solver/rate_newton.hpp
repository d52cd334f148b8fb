#pragma once

#include "rate_iterate.hpp"

#include <Eigen/Core>

namespace perdis {

/// The saddle point of −Σ p ln Z + Σ q − s (D − D_min), least over q ≥ 0 and greatest over s, by a primal-dual
/// interior-point method in (q, t, s), t the slack 1 − c:
///
///     q_z t_z = μ/k,   t = 1 − c(q, s),   E e = D − D_min.
///
/// In relative steps y = dq/q its Newton system is
///
///     (diag(q t) + QᵀPQ) y + b ds = μ/k − q + q′,   bᵀy − V ds = (D − D_min) − E e,   b = tilt(), V = variance().
class RateNewton {
public:
    /// Starts at an iterate that has been evaluated; moves its law off the boundary.
    explicit RateNewton(RateIterate& iterate);
    /// One predictor and corrector step; false where the system could not be solved.
    bool step();

private:
    struct Direction {
        Eigen::VectorXd law;   ///< y
        Eigen::VectorXd slack; ///< dt
        double slope = 0.0;
    };
    [[nodiscard]] double longest(const Direction& direction, double share) const;

    RateIterate& iterate_;
    Eigen::VectorXd slack_;
};

} // namespace perdis
