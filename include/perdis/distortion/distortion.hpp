#pragma once

#include <concepts>

namespace perdis {

/// A distortion Δ(x, x̂) of a symbol and its restoration.
template <class D, class Symbol>
concept Distortion = requires(const D d, const Symbol& x, const Symbol& restored) {
    /// Δ(x, x̂) in [0, inf).
    d(x, restored);
};

} // namespace perdis
