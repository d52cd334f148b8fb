#include <perdis/tradeoff/piecewise_linear.hpp>

#include "catch.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <limits>
#include <vector>

namespace {

using boost::multiprecision::cpp_rational;
using perdis::PiecewiseLinear;

/// (1, 4), (2, 2), (4, 1): slopes −2, −1/2, 0.
template <class T>
PiecewiseLinear<T> curve() {
    return PiecewiseLinear<T>({{T(1), T(4)}, {T(2), T(2)}, {T(4), T(1)}});
}

} // namespace

TEMPLATE_TEST_CASE("value: a curve by its vertices", "[piecewise_linear]", double, long double, cpp_rational) {
    using T = TestType;
    const auto f = curve<T>();
    CHECK(f.min_distortion() == T(1));
    CHECK(f.max_distortion() == T(4));
    CHECK(f.minimum_perception() == T(1));
    CHECK(f.vertices().size() == 3);

    CHECK(f.perception(T(1)) == T(4));
    CHECK(f.perception(T(3) / T(2)) == T(3));
    CHECK(f.perception(T(2)) == T(2));
    CHECK(f.perception(T(3)) == T(3) / T(2));
    CHECK(f.perception(T(4)) == T(1));
    CHECK(f.perception(T(9)) == T(1));

    CHECK(f.distortion(T(9)) == T(1));
    CHECK(f.distortion(T(4)) == T(1));
    CHECK(f.distortion(T(3)) == T(3) / T(2));
    CHECK(f.distortion(T(2)) == T(2));
    CHECK(f.distortion(T(3) / T(2)) == T(3));
    CHECK(f.distortion(T(1)) == T(4));

    CHECK(f.slope(T(1)) == T(-2));
    CHECK(f.slope(T(2)) == T(-1) / T(2));
    CHECK(f.slope(T(4)) == T(0));
    CHECK(f.slope(T(5)) == T(0));
    CHECK(f.left_slope(T(3) / T(2)) == T(-2));
    CHECK(f.left_slope(T(2)) == T(-2));
    CHECK(f.left_slope(T(4)) == T(-1) / T(2));
    CHECK(f.left_slope(T(5)) == T(0));

    CHECK(f.segment(T(1)) == 0);
    CHECK(f.segment(T(2)) == 1);
    CHECK(f.segment(T(4)) == 2);
    CHECK(f.slope_of(1) == T(-1) / T(2));
    CHECK(f.slope_of(2) == T(0));
    CHECK(f.slope_of(7) == T(0));
}

TEMPLATE_TEST_CASE("limit: a curve of one vertex is constant", "[piecewise_linear]", double, long double,
                   cpp_rational) {
    using T = TestType;
    const PiecewiseLinear<T> f({{T(2), T(1)}});
    CHECK(f.perception(T(2)) == T(1));
    CHECK(f.perception(T(3)) == T(1));
    CHECK(f.distortion(T(1)) == T(2));
    CHECK(f.distortion(T(5)) == T(2));
    CHECK(f.slope(T(2)) == T(0));
    CHECK(f.left_slope(T(3)) == T(0));
    CHECK(f.min_distortion() == f.max_distortion());
}

TEST_CASE("refuse: vertices that do not fall, distortions below D_min, perceptions below P_min", "[piecewise_linear]") {
    using Vertices = std::vector<PiecewiseLinear<double>::Vertex>;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto made = [](const Vertices& vertices) { return PiecewiseLinear<double>(vertices); };
    CHECK_THROWS_WITH(made({}), "PiecewiseLinear: there are no vertices");
    const char* const fallen = "PiecewiseLinear: vertex 1 is not to the right of and below the last";
    CHECK_THROWS_WITH(made({{1, 2}, {1, 1}}), fallen);
    CHECK_THROWS_WITH(made({{1, 2}, {2, 2}}), fallen);
    CHECK_THROWS_WITH(made({{1, 2}, {nan, 1}}), fallen);
    CHECK_THROWS_WITH(made({{1, 2}, {2, nan}}), fallen);
    CHECK_THROWS_WITH(made({{1, 3}, {2, 2}, {3, 2.5}}),
                      "PiecewiseLinear: vertex 2 is not to the right of and below the last");
    const auto f = curve<double>();
    CHECK_THROWS_WITH(f.perception(0.5), "PiecewiseLinear: distortion = 0.5 is not in [D_min, inf)");
    CHECK_THROWS_WITH(f.slope(nan), "PiecewiseLinear: distortion = nan is not in [D_min, inf)");
    CHECK_THROWS_WITH(f.left_slope(1.0), "PiecewiseLinear: distortion = 1 is not in (D_min, inf)");
    CHECK_THROWS_WITH(f.left_slope(nan), "PiecewiseLinear: distortion = nan is not in (D_min, inf)");
    CHECK_THROWS_WITH(f.distortion(0.5), "PiecewiseLinear: perception = 0.5 is not in [P_min, inf)");
    CHECK_THROWS_WITH(f.distortion(nan), "PiecewiseLinear: perception = nan is not in [P_min, inf)");
    CHECK_THROWS_WITH(curve<cpp_rational>().perception(cpp_rational(1, 2)),
                      "PiecewiseLinear: distortion = 1/2 is not in [D_min, inf)");
}
