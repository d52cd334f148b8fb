#include <perdis/channel/cascade.hpp>

#include "catch.hpp"

#include <algorithm>
#include <limits>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <perdis/channel/erasure.hpp>
#include <perdis/channel/symmetric.hpp>
#include <perdis/channel/transition_matrix.hpp>

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::cpp_rational;
using perdis::Cascade;

namespace {

/// |a − b| ≤ 4 ε, exactly equal where T does not round.
template <class T>
bool equal(const T& a, const T& b) {
    const T tolerance = std::numeric_limits<T>::is_exact ? T(0) : T(T(4) * std::numeric_limits<T>::epsilon());
    return !(tolerance < a - b) && !(tolerance < b - a);
}

} // namespace

TEMPLATE_TEST_CASE("value: k-ary symmetric channels cascade to one", "", double, long double, Fifty, Rational) {
    using T = TestType;
    // The eigenvalue 1 − e k/(k − 1) multiplies; for k = 2: e = e₁ + e₂ − 2 e₁ e₂.
    const T a = T(1) / T(10), b = T(1) / T(3);
    const Cascade two{perdis::Symmetric<T>(a), perdis::Symmetric<T>(b)};
    const auto once = perdis::Symmetric<T>(T(a + b - T(2) * a * b))(2);
    for (int x = 0; x < 2; ++x) {
        for (int y = 0; y < 2; ++y) { CHECK(equal<T>(two(2)(x, y), once(x, y))); }
    }
    const auto thrice = perdis::Symmetric<T>(T(a + b - a * b * T(4) / T(3)))(4);
    for (int x = 0; x < 4; ++x) {
        for (int y = 0; y < 4; ++y) { CHECK(equal<T>(two(4)(x, y), thrice(x, y))); }
    }
}

TEMPLATE_TEST_CASE("value: erasures cascade, the first mark may be erased, too", "", double, long double, Fifty,
                   Rational) {
    using T = TestType;
    const T a = T(1) / T(10), b = T(1) / T(3);
    const auto transition = Cascade(perdis::Erasure<T>(a), perdis::Erasure<T>(b))(2);
    REQUIRE(transition.rows() == 2);
    REQUIRE(transition.cols() == 4);
    for (int x = 0; x < 2; ++x) {
        CHECK(equal<T>(transition(x, x), T((T(1) - a) * (T(1) - b))));
        CHECK(transition(x, 1 - x) == T(0));
        CHECK(equal<T>(transition(x, 2), T(a * (T(1) - b))));
        CHECK(equal<T>(transition(x, 3), b));
    }
}

TEST_CASE("law: cascades are associative") {
    const perdis::Symmetric<Rational> first(Rational(1, 7));
    const perdis::Erasure<Rational> second(Rational(2, 5));
    const perdis::TransitionMatrix<Rational> third{
        {Rational(1, 2), Rational(1, 2)}, {Rational(1, 3), Rational(2, 3)}, {Rational(1, 9), Rational(8, 9)}};
    const auto left = Cascade(Cascade(first, second), third)(2);
    const auto right = Cascade(first, Cascade(second, third))(2);
    CHECK(std::equal(left.data(), left.data() + left.size(), right.data(), right.data() + right.size()));
    CHECK(left.row(0).sum() == Rational(1));
}

TEST_CASE("refuse: a second channel that does not take the first one's symbols") {
    const Cascade channel(perdis::Erasure<double>(0.5), perdis::TransitionMatrix<double>{{0.5, 0.5}, {0.25, 0.75}});
    CHECK_THROWS_WITH(channel(2), "TransitionMatrix: transition has 2 rows, the law 3 symbols");
}
