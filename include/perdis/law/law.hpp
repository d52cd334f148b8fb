#pragma once

#include <concepts>

namespace perdis {

/// The probability law of a random X with a finite second moment.
template <class L>
concept Law = requires(const L& law) {
    /// Probabilities and moments are numbers of this type.
    typename L::scalar_type;

    /// E X, a point of the space of X.
    law.mean();

    /// E ‖X − E X‖², a number in [0, inf).
    { law.variance() } -> std::convertible_to<typename L::scalar_type>;
};

} // namespace perdis
