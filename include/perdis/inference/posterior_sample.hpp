#pragma once

#include <perdis/inference/finite_estimator.hpp>
#include <perdis/inference/joint.hpp>

namespace perdis {

/// A draw from the posterior, p_{X̂|Y} = p_{X|Y}: perfect perception; twice the MMSE under squared error.
///
/// @source [BlauMichaeli2018], section 3
template <OrderedField T>
FiniteEstimator<T> posterior_sample(const Joint<T>& joint) {
    return {joint.prior().support(), joint.posterior()};
}

} // namespace perdis
