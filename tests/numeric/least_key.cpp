#include <perdis/numeric/least_key.hpp>

#include "catch.hpp"

#include <perdis/numeric/row_minima.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

using boost::multiprecision::cpp_rational;

} // namespace

TEMPLATE_TEST_CASE("agree: the least key and a plain search, under updates at random", "[least_key]", double,
                   long double, cpp_rational) {
    using T = TestType;
    std::mt19937 random(3);
    for (const std::size_t size : {1U, 2U, 63U, 64U, 65U, 200U}) {
        perdis::LeastKey<T> keys(size, T(50));
        std::vector<T> plain(size, T(50));
        for (int round = 0; round < 300; ++round) {
            for (unsigned update = random() % 4; update > 0; --update) {
                const std::size_t index = random() % size;
                plain[index] = T(static_cast<int>(random() % 40)) / T(1 + static_cast<int>(random() % 3));
                keys.set(index, plain[index]);
            }
            const auto least = std::min_element(plain.begin(), plain.end());
            CHECK(keys.index() == static_cast<std::size_t>(least - plain.begin()));
            CHECK(keys[keys.index()] == *least);
        }
    }
}

TEST_CASE("limit: the least key where all others are infinite", "[least_key]") {
    const double inf = std::numeric_limits<double>::infinity();
    perdis::LeastKey<double> keys(130, inf);
    CHECK(keys.index() == 0);
    keys.set(129, 1e300);
    CHECK(keys.index() == 129);
    keys.set(129, inf);
    keys.set(64, -inf);
    CHECK(keys.index() == 64);
}

TEMPLATE_TEST_CASE("agree: the least of contiguous values and a plain search", "[least_key]", double, cpp_rational) {
    using T = TestType;
    std::mt19937 random(4);
    for (std::size_t size = 1; size < 40; ++size) {
        std::vector<T> values;
        for (std::size_t i = 0; i < size; ++i) { values.push_back(T(static_cast<int>(random() % 100)) - T(50)); }
        CHECK(perdis::least_of(values.data(), size) == *std::min_element(values.begin(), values.end()));
    }
}

TEMPLATE_TEST_CASE("value: the least cost of every row, the first of ties", "[least_key]", double, cpp_rational) {
    using T = TestType;
    const int costs[3][4] = {{3, 1, 1, 2}, {0, 7, 0, 0}, {5, 5, 5, 4}};
    const perdis::RowMinima<T> minima([&](std::size_t row, std::size_t column) { return T(costs[row][column]); },
                                      {0, 1, 2}, 4);
    CHECK(minima.costs == std::vector<T>{T(1), T(0), T(4)});
    CHECK(minima.columns == std::vector<std::uint32_t>{1, 0, 3});
    CHECK(minima.largest == T(7));
    const auto refused = [](std::size_t row, std::size_t column) { return T(row == 1 && column == 2 ? -1 : 1); };
    CHECK_THROWS_WITH(perdis::RowMinima<T>(refused, {4, 9, 5}, 4),
                      "TransportProblem: cost(9, 2) = -1 is not in [0, inf)");
}

TEST_CASE("refuse: costs that are none, by the names of their rows") {
    const auto minima = [](double bad) {
        return perdis::RowMinima<double>(
            [bad](std::size_t row, std::size_t column) { return row == 1 && column == 2 ? bad : 1.0; }, {3, 7}, 4);
    };
    CHECK_THROWS_WITH(minima(-1.0), "TransportProblem: cost(7, 2) = -1 is not in [0, inf)");
    CHECK_THROWS_WITH(minima(std::numeric_limits<double>::infinity()),
                      "TransportProblem: cost(7, 2) = inf is not in [0, inf)");
    CHECK_THROWS_AS(minima(std::numeric_limits<double>::quiet_NaN()), perdis::DomainError);
}
