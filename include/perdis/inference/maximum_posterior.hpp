#pragma once

#include <perdis/inference/finite_estimator.hpp>
#include <perdis/inference/joint.hpp>

namespace perdis {

/// The maximum posterior estimator (MAP): argmax_x p(x | y), the least probability of error.
///
/// Of equally probable symbols the one that stands first in the support is taken.
///
/// @source [Kay1993], section 11.5
template <OrderedField T>
FiniteEstimator<T> maximum_posterior(const Joint<T>& joint) {
    const auto& posterior = joint.posterior();
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> values(joint.prior().dimension(), posterior.rows());
    for (Eigen::Index y = 0; y < posterior.rows(); ++y) {
        Eigen::Index best = 0;
        for (Eigen::Index x = 1; x < posterior.cols(); ++x) {
            if (posterior(y, best) < posterior(y, x)) { best = x; }
        }
        values.col(y) = joint.prior().support().col(best);
    }
    return deterministic_estimator<T>(values);
}

} // namespace perdis
