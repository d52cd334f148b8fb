#pragma once

#include "../solver/instances.hpp"

#include <perdis/tradeoff/transport_problem.hpp>

#include <Eigen/Core>

#include <cmath>
#include <random>

/// The instances of the benchmarks of exact curves: as many observations as symbols.
namespace exact_instances {

struct Instance {
    Eigen::VectorXd observation, law;
    perdis::DenseCost<double>::Matrix cost;
};

/// A: a normal prior on a grid in normal noise, squared error. B: a Dirichlet prior and channel, uniform costs. C: uniform
/// costs between Dirichlet masses. E: squared error between two normal clouds in the plane.
inline Instance instance(char kind, Eigen::Index n) {
    std::mt19937 random(static_cast<unsigned>(n));
    if (kind == 'A' || kind == 'B') {
        const auto drawn =
            kind == 'A' ? instances::gaussian_grid(n, n) : instances::dirichlet_costs(static_cast<unsigned>(n), n, n);
        const perdis::Joint<double> joint(drawn.prior, drawn.transition);
        return {joint.marginal(), drawn.prior.probabilities(), joint.posterior() * drawn.delta};
    }
    const auto normal = [&] {
        const double radius = std::sqrt(-2.0 * std::log(instances::uniform(random)));
        return radius * std::cos(6.283185307179586 * instances::uniform(random));
    };
    Eigen::Matrix2Xd from(2, n), to(2, n);
    for (double& entry : from.reshaped()) { entry = normal(); }
    for (double& entry : to.reshaped()) { entry = normal(); }
    perdis::DenseCost<double>::Matrix cost(n, n);
    for (Eigen::Index y = 0; y < n; ++y) {
        for (Eigen::Index z = 0; z < n; ++z) {
            cost(y, z) = kind == 'C' ? instances::uniform(random) : (from.col(y) - to.col(z)).squaredNorm();
        }
    }
    const Eigen::VectorXd observation = instances::dirichlet(random, n);
    return {observation, instances::dirichlet(random, n), cost};
}

} // namespace exact_instances
