#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/numeric/normal.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

/// x = numerator / 2^exponent
struct Point {
    long numerator;
    int exponent;
    const char *below, *above, *density;
};

struct Interval {
    long from;
    int from_exponent;
    long to;
    int to_exponent;
    const char* mass;
};

// mpmath, 80 digits: Phi(x), 1 - Phi(x), phi(x)
const std::vector<Point> points{
    {0, 0, "0.5", "0.5", "0.398942280401432677939946059934381868475858631164934658"},
    {1, 0, "0.841344746068542948585232545632037922477912966726604391",
     "0.158655253931457051414767454367962077522087033273395609",
     "0.241970724519143349797830192935560654828671970737435025"},
    {-1, 0, "0.158655253931457051414767454367962077522087033273395609",
     "0.841344746068542948585232545632037922477912966726604391",
     "0.241970724519143349797830192935560654828671970737435025"},
    {5, 1, "0.993790334674223864833021895425807778872102253076907232",
     "0.00620966532577613516697810457419222112789774692309276827",
     "0.0175283004935685373621583221667485861485141755177202304"},
    {-5, 1, "0.00620966532577613516697810457419222112789774692309276827",
     "0.993790334674223864833021895425807778872102253076907232",
     "0.0175283004935685373621583221667485861485141755177202304"},
    {13, 0, "0.99999999999999999999999999999999999999388283560045012",
     "6.11716439954987968227520977254407114511289152828936749e-39",
     "7.99882775700681149774166157859883170649837041342240399e-38"},
    {-13, 0, "6.11716439954987968227520977254407114511289152828936749e-39",
     "0.99999999999999999999999999999999999999388283560045012",
     "7.99882775700681149774166157859883170649837041342240399e-38"},
    {75, 1, "1.0", "4.60535300958195484382796909761089623892069263739247219e-308",
     "1.72823373228410522075079284035982653233966524808981252e-306"},
    {1, 30, "0.500000000371543951706432437414559394419231691241637885",
     "0.499999999628456048293567562585440605580768308758362115",
     "0.398942280401432677766932425091360033560492540434030616"},
    {-1, 3, "0.450261775169887107020704370089529760026760088851552499",
     "0.549738224830112892979295629910470239973239911148447501",
     "0.395837686944749484130611815923142181121042397108999686"},
    {-37, 0, "5.72557122252457682268319254827320165643278624283290188e-300", "1.0",
     "2.12000655152460562685204547710719937324181735309252155e-298"},
};

// mpmath, 120 digits: Phi(b) - Phi(a)
const std::vector<Interval> intervals{
    {0, 0, 1, 0, "0.341344746068542948585232545632037922477912966726604391"},
    {-1, 0, 1, 0, "0.682689492137085897170465091264075844955825933453208782"},
    {-1, 40, 1, 41, "0.000000000000544253835507469390822660923756371017597312930295316181"},
    {-3, 0, 1, 60, "0.49865010196836990581937545491844869252793551680999465"},
    {1, 0, 1125899906842625, 50, "0.000000000000000214913175717106989940356895358435775324172036934216622"},
    {20, 0, 41, 1, "2.75351647187364578547226971219244511999503058889721617e-89"},
    {20, 0, 21990232555521, 40, "5.0212732841005622110438499222782893383012431048988291e-100"},
    {-21990232555521, 40, -20, 0, "5.0212732841005622110438499222782893383012431048988291e-100"},
    {37, 0, 38, 0, "5.72557122252457653414035654139477082133573808614249242e-300"},
    {5, 1, 2684354561, 30, "0.0000000000163245019252997915680345715080298416412614579202830334"},
    {1, 2, 3, 2, "0.174666321940208076432084039035489848948887592216700787"},
    {1, 3, 3, 0, "0.448911877138257012494052555321934782648930720693171849"},
    {10, 0, 321, 5, "2.064799882686377038537797425348141701437736043629707e-24"},
    {-37, 0, -36, 0, "4.18262406579728275918521007935255056602745586956823086e-284"},
    {0, 0, 1, 50, "0.000000000000000354331924158508717983503242207569720547200520690596115"},
    {3, 0, 49, 4, "0.000252415654192229906292474686673433169423718688162337599"},
    {-8, 0, 1, 3, "0.549738224830112270883238202732057888373722652329605252"},
};

template <class T>
T dyadic(long numerator, int exponent) {
    using std::ldexp;
    return ldexp(T(numerator), -exponent);
}

/// |value / reference − 1| in units of ε
template <class T>
T error(const T& value, const char* reference) {
    const T expected = static_cast<T>(Fifty(reference));
    const T ratio = value / expected;
    return (ratio < T(1) ? T(T(1) - ratio) : T(ratio - T(1))) / std::numeric_limits<T>::epsilon();
}

/// Boost.Math's erfc errs by up to 20 times what std's does, in the ε of cpp_bin_float_50.
template <class T>
const T library = T(std::is_floating_point_v<T> ? 1 : 20);

} // namespace

TEMPLATE_TEST_CASE("value: Phi, its complement and its density agree with mpmath", "", double, long double, Fifty) {
    for (const Point& point : points) {
        const TestType x = dyadic<TestType>(point.numerator, point.exponent);
        INFO(point.numerator << " / 2^" << point.exponent);
        const TestType upper = std::max(x, TestType(0)), lower = std::min(x, TestType(0));
        const TestType scale = library<TestType>;
        CHECK(error(perdis::normal_complement(x), point.above) <= scale * (TestType(4) + TestType(2) * upper * upper));
        CHECK(error(perdis::normal_cdf(x), point.below) <= scale * (TestType(4) + TestType(2) * lower * lower));
        CHECK(error(perdis::normal_density(x), point.density) <= scale * (TestType(2) + x * x));
    }
}

TEMPLATE_TEST_CASE("value: the mass of an interval agrees with mpmath", "", double, long double, Fifty) {
    for (const Interval& interval : intervals) {
        const TestType a = dyadic<TestType>(interval.from, interval.from_exponent);
        const TestType b = dyadic<TestType>(interval.to, interval.to_exponent);
        INFO(interval.from << " / 2^" << interval.from_exponent << ", " << interval.to << " / 2^"
                           << interval.to_exponent);
        const TestType nearest = a < TestType(0) && TestType(0) < b
                                     ? TestType(0)
                                     : std::min(TestType(a < TestType(0) ? -a : a), TestType(b < TestType(0) ? -b : b));
        const TestType bound = library<TestType> * (TestType(10) + TestType(4) * nearest * nearest);
        CHECK(error(perdis::normal_mass(a, b), interval.mass) <= bound);
    }
}

TEST_CASE("value: the plain difference would fail the same bound (negative control)") {
    const Interval& narrow = intervals[4];
    const double a = dyadic<double>(narrow.from, narrow.from_exponent),
                 b = dyadic<double>(narrow.to, narrow.to_exponent);
    CHECK(error(perdis::normal_cdf(b) - perdis::normal_cdf(a), narrow.mass) > 1e6);
}

TEMPLATE_TEST_CASE("law: masses of adjacent intervals add up, and mirror", "", double, long double, Fifty) {
    const TestType epsilon = std::numeric_limits<TestType>::epsilon();
    for (int i = -40; i < 40; ++i) {
        const TestType a = TestType(i) / TestType(8), c = a + TestType(3) / TestType(8), b = (a + c) / TestType(2);
        const TestType whole = perdis::normal_mass(a, c);
        const TestType parts = perdis::normal_mass(a, b) + perdis::normal_mass(b, c);
        const TestType difference = whole < parts ? TestType(parts - whole) : TestType(whole - parts);
        const TestType square = a * a < c * c ? c * c : a * a;
        CHECK(difference <= library<TestType> * (TestType(20) + TestType(8) * square) * epsilon * whole);
        CHECK(perdis::normal_mass(TestType(-c), TestType(-a)) == whole);
    }
}

TEMPLATE_TEST_CASE("limit: infinite ends, empty intervals, NaN", "", double, long double, Fifty) {
    const TestType infinity = std::numeric_limits<TestType>::infinity(), zero(0), one(1);
    CHECK(perdis::normal_cdf(infinity) == one);
    CHECK(perdis::normal_cdf(TestType(-infinity)) == zero);
    CHECK(perdis::normal_complement(infinity) == zero);
    CHECK(perdis::normal_density(infinity) == zero);
    CHECK(perdis::normal_density(TestType(-infinity)) == zero);
    CHECK(perdis::normal_mass(TestType(-infinity), infinity) == one);
    CHECK(perdis::normal_mass(TestType(3), infinity) == perdis::normal_complement(TestType(3)));
    CHECK(perdis::normal_mass(TestType(-infinity), TestType(-3)) == perdis::normal_cdf(TestType(-3)));
    for (const TestType& x : {zero, one, TestType(-40), infinity, TestType(-infinity)}) {
        CHECK(perdis::normal_mass(x, x) == zero);
    }
    const TestType nan = perdis::normal_cdf(std::numeric_limits<TestType>::quiet_NaN());
    CHECK(nan != nan);
}

TEST_CASE("refuse: an interval whose ends are in the wrong order, or NaN") {
    const char* const message = "normal_mass: the ends a and b do not satisfy a <= b";
    CHECK_THROWS_WITH(perdis::normal_mass(1.0, 0.5), message);
    CHECK_THROWS_WITH(perdis::normal_mass(std::numeric_limits<double>::quiet_NaN(), 0.5), message);
}
