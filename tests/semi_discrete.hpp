#pragma once

#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/tradeoff/semi_discrete_problem.hpp>

// Finite priors with continuous observations, for tests.
namespace semi_discrete {

/// A problem on the prior's own alphabet.
template <class Distortion, class Divergence>
perdis::SemiDiscreteProblem problem(const perdis::Discrete<double>& prior, perdis::Univariate noise,
                                    const Distortion& distortion, const Divergence& divergence) {
    return {prior, std::move(noise), perdis::distortion_matrix<double>(distortion, prior.support(), prior.support()),
            perdis::FiniteDivergence(divergence, prior, prior.support())};
}

/// theory.md section 5: P(±1) = p₁.
inline perdis::Discrete<double> ternary(double p1) { return {{-1.0, 0.0, 1.0}, {p1, 1.0 - 2.0 * p1, p1}}; }

inline perdis::Discrete<double> five() { return {{-2.0, -0.7, 0.0, 1.0, 2.5}, {0.1, 0.3, 0.15, 0.25, 0.2}}; }

} // namespace semi_discrete
