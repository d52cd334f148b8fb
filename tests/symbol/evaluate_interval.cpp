#include "catch.hpp"
#include "one_of_each.hpp"

#include <string>

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/interval.hpp>
#include <perdis/symbol/evaluate.hpp>

namespace {

using perdis::evaluate;
using perdis::Expression;
using perdis::Interval;
using Hundred = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>, boost::multiprecision::et_off>;

using one_of_each::everything;
using one_of_each::sigma;
using one_of_each::x;
using one_of_each::y;

Interval about(double low, double high) { return Interval::hull(Interval(low), Interval(high)); }

} // namespace

TEST_CASE("agree: in intervals an expression encloses its values in 100 digits", "[evaluate]") {
    for (const auto& [a, b, s] : {std::tuple{0.5, 1.25, 2.0}, {-0.75, 0.25, 0.5}, {1.0, -0.5, 3.0}}) {
        const Interval point =
            evaluate<Interval>(everything(), {{x, Interval(a)}, {y, Interval(b)}, {sigma, Interval(s)}});
        const auto exact = evaluate<Hundred>(everything(), {{x, Hundred(a)}, {y, Hundred(b)}, {sigma, Hundred(s)}});
        const Interval decimal(std::string_view(exact.str(90, std::ios_base::scientific)));
        CHECK_FALSE(point != decimal); // the value lies in both, and both are narrow
        CHECK((point.upper_end() - point.lower_end()).upper() <= 1e-70);
        for (const double width : {1e-6, 0.125}) {
            const Interval box = evaluate<Interval>(
                everything(), {{x, about(a, a + width)}, {y, about(b, b + width)}, {sigma, about(s, s + width)}});
            CHECK(box.contains(point));
            CHECK(box.contains(decimal));
            CHECK(box.total());
            CHECK((box.upper_end() - box.lower_end()).upper() <= 60 * width); // the sum of the slopes' sizes
        }
    }
}

TEST_CASE("limit: what is not decided on a whole interval is refused, what has no value there is marked",
          "[evaluate]") {
    const Expression choice = piecewise(perdis::less(x, 0), -x, x * x);
    CHECK(evaluate<Interval>(choice, {{x, Interval(-2)}}) == Interval(2));
    CHECK_THROWS_AS(evaluate<Interval>(choice, {{x, about(-1, 1)}}), perdis::DomainError);
    CHECK(evaluate<Interval>(choice, {{x, about(0, 1)}}).contains(Interval(1)));
    CHECK_FALSE(evaluate<Interval>(log(x), {{x, about(-1, 1)}}).total());
    CHECK_FALSE(evaluate<Interval>(1 / x, {{x, about(-1, 1)}}).total());
    CHECK(evaluate<Interval>(x * x, {{x, about(-1, 2)}}).lower() == 0.0); // one power, not a product of two
}

TEST_CASE("refuse: an interval that reaches out of its symbol's domain", "[evaluate]") {
    CHECK_THROWS_AS(evaluate<Interval>(sigma, {{sigma, about(0, 1)}}), perdis::DomainError);
    CHECK_NOTHROW(evaluate<Interval>(sigma, {{sigma, about(1e-300, 1)}}));
}
