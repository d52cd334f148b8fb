#include <perdis/channel/bins.hpp>

#include "catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/channel/additive_gaussian.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using perdis::AdditiveGaussian;
using perdis::Binned;
using perdis::Bins;

namespace {

struct Cell {
    int symbol, index;
    const char* mass;
};

// mpmath, 60 digits: N(x, 1) on unit cells; cell j is [j - 32, j - 31), 0 and 63 reach to infinity.
const std::vector<Cell> cells{
    {-1, 62, "2.695250081200445557787856198503521800726324266e-211"},
    {-1, 63, "5.452080603512396091962352503869708078873575469e-225"},
    {0, 37, "0.0000002856649842341562135330514687422473118357532224"},
    {1, 12, "2.75362411532695567609658684112178465177003865e-89"},
    {1, 0, "5.452080603512396091962352503869708078873575469e-225"},
    {0, 1, "4.906713927147917534525689206572331082864738497e-198"},
    {1, 32, "0.3413447460685429485852325456320379224779129667"},
    {0, 32, "0.3413447460685429485852325456320379224779129667"},
    {-1, 31, "0.3413447460685429485852325456320379224779129667"},
    {1, 44, "1.910641809677554934360438671997772244196947785e-28"},
};

} // namespace

TEMPLATE_TEST_CASE("value: cell masses, far tails included", "", double, long double, Fifty) {
    using T = TestType;
    const perdis::Discrete<T> law{{T(-1), T(0), T(1)}, {T(1) / T(4), T(1) / T(2), T(1) / T(4)}};
    const Binned channel(AdditiveGaussian<T>(perdis::StandardDeviation<T>(T(1))), Bins(-32.0, 32.0, 64));
    const auto transition = channel(law);
    REQUIRE(transition.rows() == 3);
    REQUIRE(transition.cols() == 64);
    for (const Cell& cell : cells) {
        CAPTURE(cell.symbol, cell.index);
        const T want = static_cast<T>(Fifty(cell.mass));
        const T got = transition(cell.symbol + 1, cell.index);
        // normal_mass: (10 + 4 x²) ε with x the nearer end; and the 46 digits of the number.
        const T x = T(cell.index - 32 - cell.symbol);
        const T tolerance = (T(10) + T(4) * x * x) * std::numeric_limits<T>::epsilon() + static_cast<T>(Fifty("1e-45"));
        CHECK(got - want <= tolerance * want);
        CHECK(want - got <= tolerance * want);
    }
}

TEMPLATE_TEST_CASE("law: every row is a law", "", double, long double, Fifty) {
    using T = TestType;
    const perdis::Discrete<T> law{{T(-100), T(0), T(1) / T(3)}, {T(1) / T(4), T(1) / T(2), T(1) / T(4)}};
    for (const int count : {1, 2, 3, 1000}) {
        const Binned channel(AdditiveGaussian<T>(perdis::StandardDeviation<T>(T(1) / T(8))), Bins(-2.0, 2.0, count));
        const auto transition = channel(law);
        for (int x = 0; x < 3; ++x) {
            const T off = transition.row(x).sum() - T(1);
            // A few ε for every cell that matters: 1000 at most.
            CHECK((off < T(0) ? T(-off) : off) <= T(1000) * std::numeric_limits<T>::epsilon());
            for (int j = 0; j < count; ++j) { CHECK(transition(x, j) >= T(0)); }
        }
    }
}

TEST_CASE("law: finer cells add up to coarser ones") {
    const perdis::Discrete<double> law{{-1.0, 0.25}, {0.5, 0.5}};
    const AdditiveGaussian<double> channel{perdis::standard_deviation(0.7)};
    const Eigen::MatrixXd coarse = Binned(channel, Bins(-4.0, 4.0, 16))(law);
    const Eigen::MatrixXd fine = Binned(channel, Bins(-4.0, 4.0, 64))(law);
    for (int x = 0; x < 2; ++x) {
        for (int j = 0; j < 16; ++j) {
            // Each cell to (10 + 4 x²) ε, x ≤ 8.
            CHECK(std::abs(fine.row(x).segment(4 * j, 4).sum() - coarse(x, j)) <= 6e-14 * coarse(x, j));
        }
    }
}

TEST_CASE("value: edges are equally spaced, the outer ones infinite") {
    const Bins bins(-1.0, 2.0, 3);
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(bins.count() == 3);
    CHECK(bins.edge(0) == -infinity);
    CHECK(bins.edge(1) == 0.0);
    CHECK(bins.edge(2) == 1.0);
    CHECK(bins.edge(3) == infinity);
}

TEST_CASE("limit: without noise every symbol falls into its own cell, edges belong to the upper one") {
    const perdis::Discrete<double> law{{-5.0, 0.0, 0.5, 7.0}, {0.25, 0.25, 0.25, 0.25}};
    const Binned channel(AdditiveGaussian<double>{perdis::standard_deviation(0.0)}, Bins(-1.0, 2.0, 3));
    CHECK(channel(law) == Eigen::MatrixXd{{1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1}});
}

TEST_CASE("refuse: bins that are none, and laws on vectors") {
    const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(Bins(-infinity, 0.0, 4), "Bins: from = -inf is not in (-inf, inf)");
    CHECK_THROWS_WITH(Bins(nan, 0.0, 4), "Bins: from = nan is not in (-inf, inf)");
    CHECK_THROWS_WITH(Bins(1.0, 1.0, 4), "Bins: to = 1 is not in (from, inf)");
    CHECK_THROWS_WITH(Bins(1.0, infinity, 4), "Bins: to = inf is not in (from, inf)");
    CHECK_THROWS_WITH(Bins(0.0, 1.0, 0), "Bins: count = 0 is not in [1, inf)");
    const auto plane =
        perdis::Discrete<double>::over_vectors(Eigen::MatrixXd::Identity(2, 2), Eigen::Vector2d(0.5, 0.5));
    const Binned channel(AdditiveGaussian<double>{perdis::standard_deviation(1.0)}, Bins(0.0, 1.0, 2));
    CHECK_THROWS_WITH(channel(plane), "Binned: the dimension of a symbol = 2 is not in {1}");
}
