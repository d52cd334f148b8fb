#pragma once

#include "instances.hpp"

#include <algorithm>

namespace instances {

/// A problem with W₁ under squared error, and a point of its curve.
struct WassersteinPoint {
    perdis::FiniteProblem problem;
    double price;
    double distortion;
    double perception;
    perdis::Discrete<double> prior;
};

/// E (X − m(Y))².
inline double mean_squared_error(const perdis::Joint<double>& joint, const Vector& mean) {
    double error = 0.0;
    for (Eigen::Index y = 0; y < mean.size(); ++y) {
        for (Eigen::Index x = 0; x < joint.prior().size(); ++x) {
            error += joint.masses()(x, y) * squared(joint.prior().value(x), mean(y));
        }
    }
    return error;
}

/// In closed form: with m(y) = E[X|Y = y] and Q_j the cumulative law of X̂, for the price ν = 1/λ of W₁ each Q_j by itself
/// is clip(P_j; F(mid_j − ν/2), F(mid_j + ν/2)), F the cumulative law of m(Y).
inline WassersteinPoint wasserstein_on_line(std::mt19937& random) {
    const Eigen::Index n = 2 + integer(random, 7);
    const auto prior = on_line(random, dirichlet(random, n));
    const perdis::Joint<double> joint(prior, dirichlet_channel(random, n, 3 + integer(random, 7)));
    const Vector mean = joint.posterior() * prior.support().transpose();
    const auto cumulative = [&](double x) { return (mean.array() < x).select(joint.marginal().array(), 0.0).sum(); };
    const double price = 0.05 + 0.5 * uniform(random);
    Vector law = Vector::Zero(n);
    double below = 0.0;
    double before = 0.0;
    double perception = 0.0;
    for (Eigen::Index j = 0; j < n; ++j) {
        below += prior.probabilities()(j);
        double q = 1.0;
        if (j + 1 < n) {
            const double middle = 0.5 * (prior.value(j) + prior.value(j + 1));
            const double most = std::min(cumulative(middle + 0.5 * price), 1.0);
            q = std::clamp(below, std::min(cumulative(middle - 0.5 * price), most), most);
            perception += (prior.value(j + 1) - prior.value(j)) * std::abs(q - below);
        }
        law(j) = std::max(q - before, 0.0);
        before = q;
    }
    const double distance =
        perdis::SquaredWasserstein2{}(perdis::Discrete<double>(mean, joint.marginal()),
                                      perdis::Discrete<double>(Vector(prior.support().transpose()), law));
    return {{joint.marginal(),
             joint.posterior() * costs(prior.support(), prior.support(), squared),
             {perdis::Wasserstein1{}, prior, prior.support()}},
            price,
            mean_squared_error(joint, mean) + distance,
            perception,
            prior};
}

} // namespace instances
