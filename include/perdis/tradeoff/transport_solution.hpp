#pragma once

#include <perdis/core/real.hpp>
#include <perdis/tradeoff/solution.hpp>

#include <cstddef>
#include <vector>

namespace perdis {

/// A claim on a TransportProblem at one D, with all a sceptic needs to check it.
template <OrderedField T>
struct TransportSolution {
    /// A positive entry of the coupling M of Y and X̂.
    struct Flow {
        std::size_t row, column;
        T mass;
    };

    Status status = Status::infeasible;
    /// The D that was asked for.
    T distortion = T(0);
    /// M(y, z) = p_Y(y) Q(z|y), by row, then column; at most m + k + 1.
    std::vector<Flow> flows = {};
    /// u_z, the price of emitting z, up to a constant; k entries.
    std::vector<T> prices = {};
    /// λ = −P′(D) from the right.
    T multiplier = T(0);
    /// Pivots taken.
    std::size_t iterations = 0;
};

/// lower ≤ P(D) ≤ upper in the problem's own field.
template <OrderedField T>
struct Bounds {
    T lower;
    T upper;
};

} // namespace perdis
