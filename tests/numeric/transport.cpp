#include "catch.hpp"
#include "transport_plans.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Core>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include <perdis/numeric/transport.hpp>

namespace {

using Fifty = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
using perdis::DomainError;
using namespace transport_plans;

/// Points in shuffled order, random masses of total 1, squared distances as costs.
template <class T>
Instance<T> line(int rows, int columns, std::vector<T>& x, std::vector<T>& y, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> whole(1, 1000);
    Instance<T> instance{std::vector<T>(static_cast<std::size_t>(rows)),
                         std::vector<T>(static_cast<std::size_t>(columns)), Matrix<T>(rows, columns)};
    x.resize(instance.supply.size());
    y.resize(instance.demand.size());
    const auto draw = [&](std::vector<T>& values) {
        for (T& value : values) { value = T(whole(random)) / T(250); }
    };
    draw(x), draw(y), draw(instance.supply), draw(instance.demand);
    for (auto* masses : {&instance.supply, &instance.demand}) {
        const T total = std::accumulate(masses->begin(), masses->end(), T(0));
        for (T& mass : *masses) { mass /= total; }
    }
    for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < columns; ++j) { instance.cost(i, j) = (at(x, i) - at(y, j)) * (at(x, i) - at(y, j)); }
    }
    return instance;
}

/// The cost of the monotone coupling, optimal for a convex cost of the difference.
template <class T>
T monotone_cost(const Instance<T>& instance, const std::vector<T>& x, const std::vector<T>& y) {
    const auto sorted = [](const std::vector<T>& points) {
        std::vector<std::size_t> order(points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
        return order;
    };
    const auto rows = sorted(x), columns = sorted(y);
    T sum(0), from = instance.supply[rows[0]], to = instance.demand[columns[0]];
    for (std::size_t i = 0, j = 0; i < rows.size() && j < columns.size();) {
        const T mass = std::min(from, to), step = x[rows[i]] - y[columns[j]];
        sum += mass * step * step;
        from -= mass;
        to -= mass;
        if (from < to) {
            if (++i < rows.size()) { from += instance.supply[rows[i]]; }
        } else if (++j < columns.size()) {
            to += instance.demand[columns[j]];
        }
    }
    return sum;
}

} // namespace

TEMPLATE_TEST_CASE("agree: squared distances on a line and the monotone coupling", "", double, long double, Fifty) {
    const auto [rows, columns] = GENERATE(table<int, int>({{40, 40}, {7, 90}, {90, 7}}));
    std::vector<TestType> x, y;
    const auto instance = line<TestType>(rows, columns, x, y, 5);
    const auto plan = solve(instance);
    const TestType epsilon = std::numeric_limits<TestType>::epsilon(); // costs are below 16, total mass is 1
    CHECK(size(TestType(plan.cost - monotone_cost(instance, x, y))) <= TestType(200) * epsilon);
    CHECK(defect(instance, plan) <= TestType(200) * epsilon);
    CHECK(static_cast<int>(plan.flows.size()) <= rows + columns - 1);
}

TEST_CASE("value: a 4 x 5 problem (scipy's HiGHS)") {
    const std::vector<double> supply{0.2, 0.5, 0.1, 0.2}, demand{0.3, 0.05, 0.25, 0.15, 0.25};
    Eigen::MatrixXd cost(4, 5);
    for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 5; ++j) { cost(i, j) = (7 * i * i + 11 * j * j + 5 * i * j + 3 * i + 2 * j + 1) % 23; }
    }
    CHECK(transport(supply, demand, cost).cost == Approx(4.2).epsilon(1e-14));
}

TEST_CASE("law: duality gap below 1e-13 max |c| in double, 300 x 250") {
    std::mt19937 random(6);
    std::uniform_real_distribution<double> uniform;
    std::exponential_distribution<double> exponential;
    const bool equal = GENERATE(false, true);
    Instance<double> instance{std::vector<double>(300, 250), std::vector<double>(250, 300), Matrix<double>(300, 250)};
    if (!equal) {
        for (double& mass : instance.supply) { mass = exponential(random); }
        for (double& mass : instance.demand) { mass = exponential(random); }
    }
    const double given = std::accumulate(instance.supply.begin(), instance.supply.end(), 0.0);
    const double asked = std::accumulate(instance.demand.begin(), instance.demand.end(), 0.0);
    for (double& mass : instance.supply) { mass /= given; }
    for (double& mass : instance.demand) { mass /= asked; }
    for (double& value : instance.cost.reshaped()) { value = 1e6 * (uniform(random) - 0.5); }
    const auto plan = solve(instance);
    CHECK(defect(instance, plan) <= 1e-13 * 5e5);
    std::vector<double> columns = instance.demand;
    for (const auto& flow : plan.flows) { at(columns, flow.column) -= flow.mass; }
    for (const double error : columns) { CHECK(std::abs(error) <= 4e-15); } // 250 roundings of a total of 1
}

TEST_CASE("agree: row-major, column-major, block and transposed costs, masses of any contiguous kind") {
    std::vector<double> x, y;
    const auto instance = line<double>(6, 9, x, y, 7);
    const double cost = solve(instance).cost;
    const Eigen::MatrixXd columns_first = instance.cost;
    CHECK(transport(instance.supply, instance.demand, columns_first).cost == cost);
    CHECK(transport<double>(instance.supply, instance.demand, columns_first).cost == cost);
    Matrix<double> larger = Matrix<double>::Constant(12, 20, -1);
    larger.block(3, 5, 6, 9) = instance.cost;
    CHECK(transport(instance.supply, instance.demand, larger.block(3, 5, 6, 9)).cost == cost);
    const std::span<const double> supply(instance.supply), demand(instance.demand);
    CHECK(transport(demand, supply, columns_first.transpose()).cost == Approx(cost).epsilon(1e-14));
}

TEST_CASE("limit: a single row or column is a product") {
    const std::vector<double> one{1.0}, masses{0.25, 0.0, 0.75};
    Eigen::MatrixXd cost(1, 3);
    cost << 2, -7, 4;
    const auto row = transport(one, masses, cost);
    CHECK(row.cost == 3.5);
    CHECK(row.flows.size() == 2);
    CHECK(transport(masses, one, cost.transpose()).cost == 3.5);
    CHECK(transport(one, one, Eigen::MatrixXd::Constant(1, 1, -3.0)).cost == -3.0);
}

TEST_CASE("limit: lines of zero mass carry nothing and have feasible prices, no mass at all is the zero plan") {
    Instance<Rational> instance{{0, 2, 0, 1}, {1, 0, 2}, Matrix<Rational>(4, 3)};
    for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 3; ++j) { instance.cost(i, j) = (5 * i + 3 * j) % 7 - 3; }
    }
    CHECK(defect(instance, solve(instance)) == 0);
    instance.supply.assign(4, 0);
    instance.demand.assign(3, 0);
    const auto plan = solve(instance);
    CHECK(plan.flows.empty());
    CHECK(defect(instance, plan) == 0);
}

TEST_CASE("limit: masses down to 1e-300 arrive") {
    const std::vector<double> supply{0.5, 1e-300, 0.5, 3e-20}, demand{0.25, 0.25, 0.5, 1e-300};
    Eigen::MatrixXd cost(4, 4);
    cost << 1, 2, 3, 9, 4, 4, 4, 0, 3, 2, 1, 9, 5, 0, 5, 9;
    const auto plan = transport(supply, demand, cost);
    CHECK(plan.cost == Approx(1.25).epsilon(1e-15));
    double row = 0, last = 0;
    for (const auto& flow : plan.flows) {
        row += flow.row == 1 ? flow.mass : 0;
        last += flow.row == 3 ? flow.mass : 0;
    }
    CHECK(row > 0);
    CHECK(row <= 1e-18); // absolute: 2^-60 of the total
    CHECK(last == Approx(3e-20).epsilon(1e-12));
    const std::vector<double> tiny{3e-300, 1e-300}, other{2e-300, 2e-300};
    CHECK(transport(tiny, other, cost.topLeftCorner(2, 2)).cost == Approx(8e-300).epsilon(1e-14));
}

TEST_CASE("limit: totals that differ by rounding are made equal, larger differences are refused") {
    const std::vector<double> supply{0.5, 0.5}, nearly{0.25, 0.75 + 1e-10}, off{0.25, 0.75 + 1e-8};
    const Eigen::MatrixXd cost = Eigen::MatrixXd::Constant(2, 2, 1.0);
    CHECK(transport(supply, nearly, cost).cost == Approx(1).epsilon(1e-15));
    CHECK_THROWS_AS(transport(supply, off, cost), DomainError);
}

TEST_CASE("refuse: what transport cannot take") {
    const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> half{0.5, 0.5};
    const Eigen::MatrixXd one = Eigen::MatrixXd::Constant(2, 2, 1.0);
    const auto refuses = [](const auto& supply, const auto& demand, const auto& cost, const std::string& message) {
        CHECK_THROWS_WITH(transport(supply, demand, cost), message);
    };
    using Masses = std::vector<double>;
    refuses(Masses{0.5, -1}, half, one, "transport: supply[1] = -1 is not in [0, inf)");
    refuses(half, Masses{nan, 0.5}, one, "transport: demand[0] = nan is not in [0, inf)");
    refuses(half, Masses{inf, 0.5}, one, "transport: demand[0] = inf is not in [0, inf)");
    refuses(half, Masses{1}, one, "transport: cost is 2 x 2, the masses ask for 2 x 1");
    refuses(Masses{}, half, one, "transport: supply has no entries");
    refuses(half, Masses{}, one, "transport: demand has no entries");
    refuses(half, Masses{0.5, 1}, one, "transport: the supply sums to 1, the demand to 1.5");
    refuses(half, Masses{0, 0}, one, "transport: the supply sums to 1, the demand to 0");
    Eigen::MatrixXd bad = one;
    bad(1, 0) = inf;
    refuses(half, half, bad, "transport: cost(1, 0) = inf is not in (-inf, inf)");
    bad(1, 0) = nan;
    refuses(half, half, bad, "transport: cost(1, 0) = nan is not in (-inf, inf)");
    const std::vector<Rational> exact{Rational(1, 2), Rational(1, 2)}, more{Rational(1, 2), Rational(1, 3)};
    Matrix<Rational> ones(2, 2);
    ones.fill(Rational(1));
    refuses(exact, more, ones, "transport: the supply sums to 1, the demand to 5/6");
}
