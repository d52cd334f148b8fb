#pragma once

#include <perdis/tradeoff/finite_problem.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <Eigen/Core>

namespace perdis {

/// A solver's claim on a rate-distortion function at one D, with all a sceptic needs to check it.
struct RateSolution {
    Status status = Status::infeasible;
    /// The D that was asked for.
    double distortion = 0.0;
    /// p_{X̂|X}(z|x), n × k; empty where infeasible.
    RowMatrix conditional = {};
    /// ln λ_x of the dual bound −s(D − D_min) + Σ p_x ln λ_x, whose constraint is Σ_x p_x λ_x e^{−s e(x, z)} ≤ 1 for every z.
    Eigen::VectorXd potentials = {};
    /// s = −R′(D) in nats per unit of distortion; inf at D_min, 0 from D_max on.
    double slope = 0.0;
    /// Sweeps and Newton steps taken.
    int iterations = 0;
};

} // namespace perdis
