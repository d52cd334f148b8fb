#include "catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <boost/math/constants/constants.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/interval.hpp>
#include <perdis/numeric/normal.hpp>

namespace {

using perdis::Interval;

// The arguments below are exact in 200 digits, an interval has 77.
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<200>, boost::multiprecision::et_off>;

const double infinity = std::numeric_limits<double>::infinity();

/// The end of an interval of one point, by its outward decimals; `digits` enough to tell 256 bits apart.
Wide number(const Interval& point) {
    const std::string text = point.text(100);
    return Wide(text.substr(1, text.find(',') - 1));
}

/// Whether lower ≤ value ≤ upper, and the width is at most `ulps` 2^-255 of the value.
bool tight(const Interval& x, const Wide& value, double ulps) {
    // 100 digits of an end of 256 bits: the decimal errs by 1e-99 relative, both ways.
    const Wide slack = abs(value) * Wide("1e-98");
    const Wide low = number(x.lower_end()), high = number(x.upper_end());
    return low <= value + slack && value - slack <= high && high - low <= ulps * ldexp(abs(value), -255) + 2 * slack;
}

/// Arguments of every size: ± 2^[−40, 40].
double random_number(std::mt19937& generator) {
    std::uniform_real_distribution<double> exponent(-40.0, 40.0);
    return (generator() % 2 == 0 ? 1.0 : -1.0) * std::exp2(exponent(generator));
}

template <class Function>
void check_outward(const Function& function, double from, double to, double ulps) {
    std::mt19937 generator(7);
    std::uniform_real_distribution<double> position(0.0, 1.0);
    for (int i = 0; i < 40; ++i) {
        const double x = from + (to - from) * std::pow(position(generator), 3.0);
        INFO("x = " << x);
        const Wide value = function(Wide(x));
        CHECK(tight(function(Interval(x)), value, ulps));
        // A box of a few ulps and one of a twentieth: the images of random points inside are in the image.
        for (const double width : {4.0 * std::abs(x) * std::numeric_limits<double>::epsilon(), 0.05 * (to - from)}) {
            const double high = std::min(to, x + width);
            const Interval image = function(Interval::hull(Interval(x), Interval(high)));
            for (int j = 0; j < 3; ++j) {
                const double inside = std::min(high, x + position(generator) * (high - x));
                const Wide there = function(Wide(inside));
                CHECK(number(image.lower_end()) <= there + abs(there) * Wide("1e-98"));
                CHECK(number(image.upper_end()) >= there - abs(there) * Wide("1e-98"));
            }
        }
    }
}

/// erf by its Maclaurin series; for |x| ≤ 6 it loses 16 of 200 digits to cancellation.
Wide series(const Wide& x) {
    Wide term = x, sum = x;
    for (int n = 1; abs(term) > Wide("1e-200"); ++n) {
        term = -term * x * x / n;
        sum += term / (2 * n + 1);
    }
    return 2 * sum / sqrt(boost::math::constants::pi<Wide>());
}

// The same word for both scalars.
Interval error_function(const Interval& x) { return erf(x); }
Wide error_function(const Wide& x) { return series(x); }
Interval complement(const Interval& x) { return erfc(x); }
Wide complement(const Wide& x) { return 1 - series(x); }
Interval cdf(const Interval& x) { return perdis::normal_cdf(x); }
Wide cdf(const Wide& x) { return (1 + series(x / sqrt(Wide(2)))) / 2; }

} // namespace

TEST_CASE("agree: sums products and quotients of intervals hold the value of 200 digits within two roundings") {
    std::mt19937 generator(3);
    for (int i = 0; i < 400; ++i) {
        const double a = random_number(generator), b = random_number(generator);
        INFO(a << " and " << b);
        CHECK(tight(Interval(a) * Interval(b), Wide(a) * b, 2.0));
        CHECK(tight(Interval(a) / Interval(b), Wide(a) / b, 2.0));
        CHECK(tight(Interval(a) + Interval(b), Wide(a) + b, 2.0));
        CHECK(tight(Interval(a) / Interval(3) - Interval(b), Wide(a) / 3 - b, 1e13)); // may cancel by 2^40
    }
}

TEST_CASE("agree: each function of an interval holds the values of 200 digits and no more than two roundings") {
    using std::exp, std::expm1, std::log, std::log1p, std::pow, std::sqrt;
    check_outward([](const auto& x) { return sqrt(x); }, 1e-8, 50.0, 2.0);
    check_outward([](const auto& x) { return exp(x); }, -60.0, 60.0, 2.0);
    check_outward([](const auto& x) { return expm1(x); }, 1e-6, 9.0, 2.0);
    check_outward([](const auto& x) { return log(x); }, 1e-6, 40.0, 2.0);
    check_outward([](const auto& x) { return log1p(x); }, 1e-6, 40.0, 2.0);
    check_outward([](const auto& x) { return pow(x, 3); }, -7.0, 9.0, 2.0);
    check_outward([](const auto& x) { return pow(x, 4); }, 1e-6, 9.0, 2.0);
}

TEST_CASE("agree: erf and the normal law of an interval hold the values of 200 digits") {
    check_outward([](const auto& x) { return error_function(x); }, 1e-6, 5.0, 2.0);
    check_outward([](const auto& x) { return complement(x); }, -3.0, 6.0, 2.0);
    // x/√2 and x²/2 are rounded, which Φ and φ magnify by x².
    check_outward([](const auto& x) { return cdf(x); }, -6.0, 6.0, 200.0);
    check_outward([](const auto& x) { return perdis::normal_density(x); }, 1e-3, 6.0, 200.0);
}

TEST_CASE("law: random boxes under the four operations hold the results of the points in them") {
    std::mt19937 generator(11);
    std::uniform_real_distribution<double> position(-2.0, 2.0);
    std::uniform_real_distribution<double> share(0.0, 1.0);
    for (int i = 0; i < 600; ++i) {
        const auto box = [&] {
            const double u = position(generator), v = position(generator);
            return std::pair(std::min(u, v), std::max(u, v));
        };
        const auto [a, b] = box();
        const auto [c, d] = box();
        const Interval x = Interval::hull(Interval(a), Interval(b)), y = Interval::hull(Interval(c), Interval(d));
        const double p = std::min(b, a + share(generator) * (b - a)), q = std::min(d, c + share(generator) * (d - c));
        const Interval u(p), v(q);
        CHECK((x + y).contains(u + v));
        CHECK((x - y).contains(u - v));
        CHECK((x * y).contains(u * v));
        CHECK((x / y).contains(u / v)); // 0 in y: the line or a half of it
        CHECK((x / y).total() == !(c <= 0.0 && d >= 0.0));
        CHECK(min(x, y).contains(min(u, v)));
        CHECK(max(x, y).contains(max(u, v)));
        CHECK(abs(x).contains(abs(u)));
        CHECK(pow(x, 2).contains(u * u));
        CHECK(pow(x, 3).contains(u * u * u));
        CHECK(pow(x, -1).contains(Interval(1) / u));
        CHECK(pow(abs(x), y).contains(exp(v * log(abs(u)))));
        CHECK(x.contains(x.midpoint()));
    }
}

TEST_CASE("limit: where an argument has no value the result holds the values there are and is not total") {
    const Interval across = Interval::hull(Interval(-1), Interval(4));
    CHECK(sqrt(across).text() == "[0, 2]");
    CHECK_FALSE(sqrt(across).total());
    CHECK(sqrt(Interval::hull(Interval(0), Interval(4))).total());
    CHECK(log(across).lower() == -infinity);
    CHECK(log(across).contains(log(Interval(4))));
    CHECK_FALSE(log(across).total());
    CHECK_FALSE(log(Interval(0)).total());
    CHECK_FALSE(log1p(Interval(-1)).total());
    CHECK_FALSE(sqrt(Interval(-1)).total());
    CHECK((Interval(2) / Interval::hull(Interval(0), Interval(4))).text() == "[0.5, inf]");
    CHECK((Interval(2) / Interval::hull(Interval(-4), Interval(0))).text() == "[-inf, -0.5]");
    CHECK((Interval(-2) / Interval::hull(Interval(0), Interval(4))).text() == "[-inf, -0.5]");
    CHECK((Interval(2) / across).text() == "[-inf, inf]");
    CHECK((across / Interval::hull(Interval(0), Interval(4))).text() == "[-inf, inf]");
    CHECK((Interval(0) / Interval(0)).text() == "[-inf, inf]");
    CHECK_FALSE((Interval(1) / across + Interval(1)).total());
    CHECK_FALSE(pow(across, Interval("1/3")).total());
    CHECK_FALSE(pow(Interval(0), Interval("-1/3")).total());
    CHECK(pow(Interval(0), Interval("1/3")).text() == "[0, 0]");
    CHECK(pow(Interval(0), Interval("1/3")).total());
}

TEST_CASE("limit: infinite ends and numbers beyond the range of double stay outward") {
    const Interval line = Interval::whole(), above = Interval::hull(Interval(1), Interval(infinity));
    CHECK((above * Interval(0)).text() == "[0, 0]");
    CHECK((above - above).text() == "[-inf, inf]");
    CHECK((above / above).contains(Interval(0)));
    CHECK((line * line).text() == "[-inf, inf]");
    CHECK((Interval(1) / above).text() == "[0, 1]");
    CHECK(exp(line).text() == "[0, inf]");
    CHECK(erf(line).text() == "[-1, 1]");
    CHECK(erfc(line).text() == "[0, 2]");
    CHECK_FALSE((Interval(infinity) * Interval(0)).total());
    CHECK_FALSE((Interval(infinity) - Interval(infinity)).total());
    const Interval huge = exp(Interval(1000)); // 1.97e434
    CHECK(huge.upper() == infinity);
    CHECK(huge.lower() == std::numeric_limits<double>::max());
    CHECK(huge.bounded());
    CHECK(log(huge).contains(Interval(1000)));
    CHECK(erfc(Interval(100)).upper() > 0.0); // 6.4e-4346
    CHECK(erfc(Interval(100)).lower() == 0.0);
}

TEST_CASE("law: a comparison of intervals is true only if it is certain") {
    const Interval low = Interval::hull(Interval(0), Interval(1)), high = Interval::hull(Interval(1), Interval(2));
    CHECK(low <= high);
    CHECK_FALSE(low < high);
    CHECK_FALSE(low == low); // two numbers of the same interval may differ
    CHECK_FALSE(low != high);
    CHECK(low != Interval(2));
    CHECK(Interval(2) == Interval(2));
    CHECK(low < Interval(2));
    CHECK_FALSE(low < Interval(2).partial());
    CHECK_FALSE(sqrt(Interval::hull(Interval(-1), Interval(1))) < Interval(2));
}

TEST_CASE("value: decimals and fractions are enclosed and not rounded to double") {
    CHECK((Interval("0.1") * Interval(10)).contains(Interval(1)));
    CHECK_FALSE(Interval("0.1").contains(Interval(0.1)));
    CHECK((Interval("2/3") * Interval(3)).contains(Interval(2)));
    CHECK(Interval("-1e-30").upper() < 0.0);
    CHECK(Interval("inf").text() == "[inf, inf]");
    CHECK(Interval(1e300).text() == "[1e+300, 1.0000000000000001e+300]"); // outward to 17 digits
    CHECK(Interval::pi().contains(
        Interval("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803")));
    std::ostringstream printed;
    printed << Interval("1/2");
    CHECK(printed.str() == "[0.5, 0.5]");
}

TEST_CASE("refuse: what is no number is no interval") {
    CHECK_THROWS_WITH(Interval(std::nan("")), "Interval: value = nan is not in [-inf, inf]");
    for (const char* text : {"", "one", "1.5x", "1/", "/2", "1/0", "nan", "1e", "--1"}) {
        INFO(text);
        CHECK_THROWS_WITH(Interval(std::string_view(text)),
                          "Interval: number = " + std::string(text) + " is not in the decimals and fractions");
    }
}
