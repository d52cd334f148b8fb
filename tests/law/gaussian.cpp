#include "catch.hpp"

#include <cmath>
#include <limits>
#include <type_traits>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/law/gaussian.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

static_assert(perdis::Law<perdis::Gaussian<Fifty>>);
static_assert(std::is_same_v<decltype(perdis::Gaussian{0, perdis::variance(1)}), perdis::Gaussian<double>>);
static_assert(
    std::is_same_v<decltype(perdis::Gaussian{0, perdis::standard_deviation(1.0L)}), perdis::Gaussian<long double>>);
static_assert(std::is_same_v<decltype(perdis::variance(1.0F)), perdis::Variance<float>>);

/// |got − expected| ≤ roundings · ε · expected, or the last digit of a constant of 46 digits.
template <class T>
bool close(const T& got, const char* expected, int roundings) {
    using std::abs;
    const Fifty reference(expected);
    const Fifty slack = Fifty(std::numeric_limits<T>::epsilon()) * roundings + Fifty("1e-45");
    return abs(Fifty(got) - reference) <= slack * abs(reference);
}

} // namespace

TEMPLATE_TEST_CASE("value: density and distribution function of N(0.3, 1.1²)", "[gaussian]", double, long double,
                   Fifty) {
    using T = TestType;
    const perdis::Gaussian<T> law(T(3) / T(10), perdis::standard_deviation(T(11) / T(10)));
    // mpmath; κ < 2 at 1/2. At −20, κ = z² = 340 in each of μ, σ and x.
    CHECK(close(law.cdf(T(1) / T(2)), "0.5721372923399642042557745376532151035464372981", 16));
    CHECK(close(law.density(T(1) / T(2)), "0.356729446082824021680703766494686015884414641", 16));
    CHECK(close(law.cdf(T(-20)), "2.396906283972370929497817839044451026521397338e-76", 8 * 700));
    const perdis::Gaussian<T> standard(T(0), perdis::variance(T(1)));
    CHECK(close(standard.mass(T(9), T(10)), "1.12851220742359904247484234253623126489640686e-19", 8 * 90));
    CHECK(close(standard.mass(T(-10), T(-9)), "1.12851220742359904247484234253623126489640686e-19", 8 * 90));
}

TEMPLATE_TEST_CASE("law: the given scale is kept to the last bit, and translation keeps both", "[gaussian]", double,
                   long double, Fifty) {
    using T = TestType;
    using std::sqrt;
    const perdis::Gaussian<T> by_variance(T(1), perdis::variance(T(2)));
    CHECK(by_variance.variance() == T(2));
    CHECK(by_variance.standard_deviation() == sqrt(T(2)));
    const T deviation = T(11) / T(10);
    const perdis::Gaussian<T> by_deviation(T(1), perdis::standard_deviation(deviation));
    CHECK(by_deviation.standard_deviation() == deviation);
    CHECK(by_deviation.variance() == deviation * deviation);
    const perdis::Gaussian<T> moved = by_variance.translated(T(5));
    CHECK(moved.mean() == T(6));
    CHECK(moved.variance() == T(2));
    CHECK(moved.standard_deviation() == by_variance.standard_deviation());
}

TEMPLATE_TEST_CASE("limit: a variance of 0 is a point mass", "[gaussian]", double, long double, Fifty) {
    using T = TestType;
    const T infinity = std::numeric_limits<T>::infinity();
    const perdis::Gaussian<T> point(T(2), perdis::variance(T(0)));
    CHECK(point.cdf(T(1)) == T(0));
    CHECK(point.cdf(T(2)) == T(1));
    CHECK(point.mass(T(2), T(3)) == T(1));
    CHECK(point.mass(T(1), T(2)) == T(0));
    CHECK(perdis::identical(point, perdis::Gaussian<T>(T(2), perdis::standard_deviation(T(0)))));
    const perdis::Gaussian<T> wide(T(2), perdis::variance(T(9)));
    CHECK(perdis::mutually_singular(point, wide));
    CHECK(perdis::mutually_singular(wide, point));
    CHECK_FALSE(perdis::mutually_singular(point, point));
    CHECK_FALSE(perdis::mutually_singular(wide, wide));
    CHECK(wide.cdf(-infinity) == T(0));
    CHECK(wide.cdf(infinity) == T(1));
    CHECK(wide.density(infinity) == T(0));
    CHECK(wide.mass(-infinity, infinity) == T(1));
}

TEST_CASE("refuse: a mean, a scale or an argument outside its domain", "[gaussian]") {
    using perdis::Gaussian;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH((Gaussian{0.0, perdis::variance(-1.0)}), "Gaussian: variance = -1 is not in [0, inf)");
    CHECK_THROWS_WITH((Gaussian{0.0, perdis::variance(nan)}), "Gaussian: variance = nan is not in [0, inf)");
    CHECK_THROWS_WITH((Gaussian{0.0, perdis::variance(infinity)}), "Gaussian: variance = inf is not in [0, inf)");
    CHECK_THROWS_WITH((Gaussian{0.0, perdis::standard_deviation(-1)}),
                      "Gaussian: standard_deviation = -1 is not in [0, inf)");
    CHECK_THROWS_WITH((Gaussian{nan, perdis::variance(1.0)}), "Gaussian: mean = nan is not in (-inf, inf)");
    CHECK_THROWS_WITH((Gaussian{infinity, perdis::standard_deviation(1.0)}),
                      "Gaussian: mean = inf is not in (-inf, inf)");
    const Gaussian law{0.0, perdis::variance(1.0)};
    CHECK_THROWS_WITH(law.cdf(nan), "Gaussian: x = nan is not in [-inf, inf]");
    CHECK_THROWS_WITH(law.mass(1.0, 0.0), "Gaussian: b = 0 is not in [a, inf]");
    CHECK_THROWS_WITH((Gaussian{0.0, perdis::variance(0.0)}.density(0.0)),
                      "Gaussian::density: standard_deviation = 0 is not in (0, inf)");
    CHECK_THROWS_AS(law.density(nan), perdis::DomainError);
}
