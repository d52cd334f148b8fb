#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/least_of.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace perdis {

/// n keys, of which the least is asked for again and again after few or many have changed.
///
/// Blocks of 64 remember their minimum until one of theirs is set: a query costs n/64, and 64 for every block touched.
template <OrderedField T>
class LeastKey {
public:
    LeastKey(std::size_t size, const T& value)
        : keys_(size, value), least_((size + block - 1) / block, value), stale_(least_.size(), 0) {}

    [[nodiscard]] const T& operator[](std::size_t index) const { return keys_[index]; }

    void set(std::size_t index, const T& value) {
        keys_[index] = value;
        stale_[index / block] = 1;
    }

    /// The index of the least key.
    [[nodiscard]] std::size_t index() {
        for (std::size_t b = 0; b < least_.size(); ++b) {
            if (stale_[b] == 0) { continue; }
            least_[b] = least_of(keys_.data() + b * block, std::min(block, keys_.size() - b * block));
            stale_[b] = 0;
        }
        const T least = least_of(least_.data(), least_.size());
        const auto best = static_cast<std::size_t>(std::find(least_.begin(), least_.end(), least) - least_.begin());
        const auto first = keys_.begin() + static_cast<std::ptrdiff_t>(best * block);
        return best * block + static_cast<std::size_t>(std::find(first, keys_.end(), least) - first);
    }

private:
    static constexpr std::size_t block = 64;

    std::vector<T> keys_;
    std::vector<T> least_;
    std::vector<unsigned char> stale_;
};

} // namespace perdis
