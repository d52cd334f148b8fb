#include "catch.hpp"

#include <limits>

#include <perdis/numeric/compensated_sum.hpp>

TEST_CASE("value: what cancels in between is kept", "[compensated_sum]") {
    perdis::CompensatedSum<double> sum;
    for (const double term : {1.0, 1e100, 1.0, -1e100}) { sum.add(term); }
    CHECK(sum.value() == 2.0); // Neumaier's own example: plain summation gives 0
}

TEMPLATE_TEST_CASE("value: the error does not grow with the number of terms", "[compensated_sum]", double,
                   long double) {
    perdis::CompensatedSum<TestType> sum;
    TestType plain(0);
    const TestType tenth = TestType(1) / TestType(10);
    for (int i = 0; i < 1000000; ++i) {
        sum.add(tenth);
        plain += tenth;
    }
    const TestType epsilon = std::numeric_limits<TestType>::epsilon();
    const TestType whole = TestType(100000); // 10⁶ (1/10)(1 + ε/2)
    CHECK(std::abs(sum.value() - whole) <= epsilon * whole);
    CHECK(std::abs(plain - whole) > TestType(100) * epsilon * whole);
}

TEST_CASE("limit: no terms, and terms that are not finite", "[compensated_sum]") {
    perdis::CompensatedSum<double> sum;
    CHECK(sum.value() == 0.0);
    sum.add(std::numeric_limits<double>::infinity());
    sum.add(1.0);
    CHECK(sum.value() == std::numeric_limits<double>::infinity());
}
