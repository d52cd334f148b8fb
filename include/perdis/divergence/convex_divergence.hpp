#pragma once

#include <perdis/core/real.hpp>

namespace perdis {

/// What every divergence shares that is convex in q itself: it is its own core, and transform is the identity.
template <class Self>
class ConvexDivergence {
public:
    /// Convex in q: Theorem 1 applies.
    [[nodiscard]] static constexpr bool convex() { return true; }
    /// The convex function behind the divergence: itself.
    [[nodiscard]] Self core() const { return static_cast<const Self&>(*this); }
    /// d = transform(core): the identity.
    template <OrderedField T>
    T transform(const T& s) const {
        return s;
    }
    /// transform′.
    template <OrderedField T>
    T transform_slope(const T&) const {
        return T(1);
    }
};

} // namespace perdis
