#pragma once

#include <perdis/inference/finite_estimator.hpp>
#include <perdis/inference/joint.hpp>

namespace perdis {

/// A draw from the law of X that ignores the observation: perfect perception at the price of knowing nothing.
///
/// @source [BlauMichaeli2018], section 3
template <OrderedField T>
FiniteEstimator<T> random_draw(const Joint<T>& joint) {
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
    Matrix conditional(joint.marginal().size(), joint.prior().size());
    for (Eigen::Index y = 0; y < conditional.rows(); ++y) {
        conditional.row(y) = joint.prior().probabilities().transpose();
    }
    return {joint.prior().support(), conditional};
}

} // namespace perdis
