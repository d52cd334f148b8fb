#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <type_traits>
#include <vector>

#include <perdis/core/real.hpp>

namespace perdis {

/// Masses in which sums are exact: T where T does not round, else whole numbers (in 64 bits, or in T itself).
template <class T>
using TransportMass = std::conditional_t<std::is_floating_point_v<T>, std::int64_t, T>;

/// Positive masses of rows and columns as whole numbers with exactly equal totals, and what rounding left.
///
///     mass = (whole + remainder) 2^exponent      (T that rounds; 0 < whole, |remainder| ≤ 1)
///     mass = whole                               (exact T; remainder = 0)
///
/// The column of largest demand takes the difference of the totals.
///
/// @domain  positive finite masses whose totals agree to rounding (T that rounds) or exactly.
template <OrderedField T>
class TransportMasses {
public:
    using Mass = TransportMass<T>;

    TransportMasses(const std::vector<T>& supply, const std::vector<T>& demand) {
        if constexpr (rounds<T>) {
            using std::frexp;
            frexp(std::accumulate(supply.begin(), supply.end(), T(0)), &exponent_);
            exponent_ -= bits;
        }
        for (const T& mass : supply) { supply_.push_back(whole(mass)); }
        for (const T& mass : demand) { demand_.push_back(whole(mass)); }
        Mass& largest = *std::max_element(demand_.begin(), demand_.end());
        const Mass missing = std::accumulate(supply_.begin(), supply_.end(), Mass(0))
                             - std::accumulate(demand_.begin(), demand_.end(), Mass(0));
        largest = largest + missing;
        assert(Mass(0) < largest);
    }

    const std::vector<Mass>& supply() const { return supply_; }
    const std::vector<Mass>& demand() const { return demand_; }

    /// Of the rows, then of the columns.
    const std::vector<T>& remainders() const { return remainder_; }

    /// (whole + remainder) 2^exponent, 0 where rounding made it negative.
    T mass(const Mass& whole, const T& remainder) const {
        if constexpr (rounds<T>) {
            using std::ldexp;
            const T sum = static_cast<T>(whole) + remainder;
            return sum < T(0) ? T(0) : T(ldexp(sum, exponent_));
        } else {
            return whole;
        }
    }

    /// The largest whole of at most a mass in [0, inf).
    Mass below(const T& mass) const {
        if constexpr (rounds<T>) {
            using std::floor;
            using std::ldexp;
            return static_cast<Mass>(floor(ldexp(mass, -exponent_)));
        } else {
            return mass;
        }
    }

private:
    /// The totals stay below 2^(bits + 1), so sums of whole numbers are exact.
    static constexpr int bits = std::is_floating_point_v<T> ? 60 : std::numeric_limits<T>::digits - 2;

    Mass whole(const T& mass) {
        if constexpr (rounds<T>) {
            using std::floor;
            using std::ldexp;
            const T scaled = ldexp(mass, -exponent_);
            const T nearest = floor(scaled + T(1) / T(2));
            const T positive = nearest < T(1) ? T(1) : nearest;
            remainder_.push_back(scaled - positive);
            return static_cast<Mass>(positive);
        } else {
            remainder_.push_back(T(0));
            return mass;
        }
    }

    std::vector<Mass> supply_, demand_;
    std::vector<T> remainder_;
    int exponent_ = 0;
};

} // namespace perdis
