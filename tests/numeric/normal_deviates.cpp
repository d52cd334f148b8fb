#include "catch.hpp"

#include <perdis/numeric/normal_deviates.hpp>

#include <boost/math/constants/constants.hpp>

#include <cmath>
#include <set>

TEST_CASE("value: Box and Muller from the first two numbers of mt19937_64 with seed 5489") {
    // [ISO C++] fixes the 10000th number of the default seed; the first two are those of its reference implementation
    const double u = (static_cast<double>(14514284786278117030U >> 11U) + 1.0) / 9007199254740992.0;
    const double v = (static_cast<double>(4620546740167642908U >> 11U) + 1.0) / 9007199254740992.0;
    const double angle = boost::math::constants::two_pi<double>() * v;
    perdis::NormalDeviates deviates(5489);
    CHECK(deviates() == Approx(std::sqrt(-2.0 * std::log(u)) * std::cos(angle)).epsilon(1e-14));
    CHECK(deviates() == Approx(std::sqrt(-2.0 * std::log(u)) * std::sin(angle)).epsilon(1e-14));
}

TEST_CASE("law: four moments of normal deviates, within four standard errors") {
    perdis::NormalDeviates deviates(3);
    constexpr int count = 200000;
    double first = 0.0;
    double second = 0.0;
    double fourth = 0.0;
    for (int i = 0; i < count; ++i) {
        const double z = deviates();
        first += z / count;
        second += z * z / count;
        fourth += z * z * z * z / count;
    }
    CHECK(std::abs(first) < 4.0 / std::sqrt(count));
    CHECK(std::abs(second - 1.0) < 4.0 * std::sqrt(2.0 / count));
    CHECK(std::abs(fourth - 3.0) < 4.0 * std::sqrt(96.0 / count)); // E z⁸ − 9
}

TEST_CASE("law: tuples of small numbers have different seeds, the order counts") {
    std::set<std::uint64_t> seeds;
    for (std::uint64_t a = 0; a < 30; ++a) {
        for (std::uint64_t b = 0; b < 30; ++b) { seeds.insert(perdis::mixed_seed({a, b})); }
    }
    CHECK(seeds.size() == 900);
}
