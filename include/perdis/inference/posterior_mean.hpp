#pragma once

#include <perdis/inference/finite_estimator.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/numeric/matrix_product.hpp>

namespace perdis {

/// The posterior mean X* = E[X | Y]: the least squared error (MMSE).
///
/// Its values lie in the convex hull of the support, seldom in the support.
///
/// @source [Kay1993], section 10.3
template <OrderedField T>
FiniteEstimator<T> posterior_mean(const Joint<T>& joint) {
    return deterministic_estimator<T>(matrix_product(joint.prior().support(), joint.posterior().transpose()));
}

} // namespace perdis
