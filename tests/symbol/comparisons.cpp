#include "catch.hpp"

#include <string>

#include <perdis/core/domain_error.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/to_text.hpp>

using perdis::Assuming;
using perdis::Domain;
using perdis::Expression;
using perdis::less;
using perdis::less_equal;

namespace {

const Expression x = perdis::symbol("x"), y = perdis::symbol("y"), z = perdis::symbol("z");
const Expression a = perdis::symbol("a", Domain::positive()), b = perdis::symbol("b", Domain::positive());
const Expression n = perdis::symbol("n", Domain::nonnegative()), u = perdis::symbol("u", Domain::open(0.0, 1.0));

bool open(const perdis::Condition& condition) { return !perdis::decide(condition).has_value(); }

} // namespace

TEST_CASE("law: the symbols' domains decide what follows from them", "[comparisons]") {
    CHECK(a > 0);
    CHECK(a + b > a);
    CHECK(a * b > 0);
    CHECK(1 + x * x >= 1);
    CHECK(n >= 0);
    CHECK(open(less(0, n)));
    CHECK(perdis::symbol("c", Domain::closed(0.0, 1.0)) <= 1);
    CHECK(open(less(perdis::symbol("c", Domain::closed(0.0, 1.0)), 1)));
    CHECK(1 - u > 0);
    CHECK(u * u < 1);
    CHECK(log(u) < 0);
    CHECK(exp(x) > 0);
    CHECK(normal_cdf(x) < 1);
    CHECK(erf(a) > 0);
    CHECK(a / (a + b) < 1);
    CHECK(a != -b);
    CHECK(sqrt(a) < sqrt(a + b));
    CHECK(x - x == 0);
    CHECK(max(n, 0) == n); // n = 0 is both
    CHECK(min(0, n) == 0);
    CHECK((x + 1) * (x + 1) == x * x + 2 * x + 1);
    CHECK(open(less(x, y)));
    CHECK(open(less(a, b)));
    CHECK(open(less(x * y, x * x + y * y))); // true but for x = y = 0, and more than it can see
}

TEST_CASE("law: numbers with roots and logarithms are compared by 100 digits", "[comparisons]") {
    const Expression pi = perdis::symbolic_pi();
    CHECK(pi < Expression(355) / 113);
    CHECK(sqrt(Expression(2)) + sqrt(Expression(3)) > pi);
    CHECK(exp(Expression(1)) < 3);
    CHECK((1 + sqrt(Expression(2))) * (sqrt(Expression(2)) - 1) == 1);
    CHECK(log(Expression(2)) / log(Expression(3)) < Expression(631) / 1000);
    // 100 digits of numbers about 1e80 err by 1e-20: no sign of what is 0
    const Expression large = pow(Expression(10), Expression(80));
    CHECK(large * (log(Expression(2)) + log(Expression(3)) - log(Expression(6))) == 0);
    CHECK(large * (log(Expression(2)) + log(Expression(3)) - log(Expression(5))) > 0);
}

TEST_CASE("law: a scope settles what its conditions imply, and no more", "[comparisons]") {
    {
        const Assuming scope{less(x, y), less_equal(y, z)};
        CHECK(x < y);
        CHECK(x < z);
        CHECK(x + 1 < y + 1);
        CHECK(3 * x < 3 * y);
        CHECK_FALSE(x == y);
        CHECK(open(less(y, z)));
        {
            const Assuming inner{less(0, x)};
            CHECK(z > 0);
            CHECK(perdis::same_form(sqrt(x * x), x));
            CHECK(perdis::same_form(abs(x - y), y - x));
        }
        CHECK(perdis::same_form(sqrt(x * x), abs(x)));
    }
    CHECK(open(less(x, y)));
    const Assuming fraction{less(a / (1 + a), b)};
    CHECK(b * (1 + a) - a > 0);
    CHECK(b + a * b > a);
    CHECK(open(less(a, b)));
}

TEST_CASE("law: an open equality in a scope counts as false and is recorded once", "[comparisons]") {
    const Assuming scope;
    CHECK_FALSE(x == y);
    CHECK_FALSE(x == y);
    CHECK(x != z);
    REQUIRE(scope.recorded().size() == 2);
    CHECK(to_text(scope.recorded()[0]) == "x = y");
    CHECK(to_text(scope.recorded()[1]) == "x = z");
}

TEST_CASE("law: piecewise, max and min take the branch that is decided", "[comparisons]") {
    CHECK(perdis::same_form(max(a, -b), a));
    CHECK(perdis::same_form(min(a, a + b), a));
    CHECK(perdis::same_form(piecewise(less(a, 0), x, y), y));
    CHECK(to_text(piecewise(less(x, 0), -x, x)) == "(x < 0 ? -x : x)");
    CHECK(to_text(perdis::greater(x, y)) == "y < x");
    CHECK(to_text(perdis::greater_equal(x, y)) == "y <= x");
    const Assuming scope{less(x, y)};
    CHECK(perdis::same_form(max(x, y), y));
}

TEST_CASE("refuse: an open inequality, and an open equality outside a scope", "[comparisons]") {
    const auto refusal = [](const auto& f) -> std::string {
        try {
            f();
        } catch (const perdis::DomainError& error) { return error.what(); }
        return {};
    };
    CHECK(refusal([] { return x < y; }) == "Expression: x < y is not decided; assume it or its opposite");
    CHECK(refusal([] { return a * x >= b; }) == "Expression: b <= a*x is not decided; assume it or its opposite");
    CHECK(refusal([] { return x == 1; }) == "Expression: x = 1 is not decided; assume it or its opposite");
    const Assuming scope{less(y, x)};
    CHECK(refusal([] { return x < z; }) == "Expression: x < z is not decided; assume it or its opposite");
}
