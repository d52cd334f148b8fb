#pragma once

#include <boost/math/constants/constants.hpp>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <random>

namespace perdis {

/// A seed for each tuple of numbers: the finaliser of SplitMix64, number after number.
///
/// @source    [SteeleLeaFlood2014].
inline std::uint64_t mixed_seed(std::initializer_list<std::uint64_t> numbers) {
    std::uint64_t seed = 0;
    for (const std::uint64_t number : numbers) {
        seed += number + 0x9e3779b97f4a7c15U;
        seed = (seed ^ (seed >> 30U)) * 0xbf58476d1ce4e5b9U;
        seed = (seed ^ (seed >> 27U)) * 0x94d049bb133111ebU;
        seed ^= seed >> 31U;
    }
    return seed;
}

/// Independent standard normal numbers, by Box and Muller from std::mt19937_64: the same on every machine up to its libm.
class NormalDeviates {
public:
    explicit NormalDeviates(std::uint64_t seed) : bits_(seed) {}

    double operator()() {
        if (has_second_) {
            has_second_ = false;
            return second_;
        }
        const double radius = std::sqrt(-2.0 * std::log(uniform()));
        const double angle = boost::math::constants::two_pi<double>() * uniform();
        has_second_ = true;
        second_ = radius * std::sin(angle);
        return radius * std::cos(angle);
    }

    /// Uniform in (0, 1].
    double uniform() { return (static_cast<double>(bits_() >> 11U) + 1.0) * 0x1p-53; }

private:
    std::mt19937_64 bits_;
    double second_ = 0.0;
    bool has_second_ = false;
};

} // namespace perdis
