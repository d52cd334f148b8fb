#include "catch.hpp"
#include "transport_plans.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

namespace {

using namespace transport_plans;

/// Random masses in {zeros ? 0 : 1, …, 3} with equal totals and costs in {0, …, values − 1}: ties everywhere.
Instance<Rational> degenerate(std::mt19937& random, int rows, int columns, int values, bool zeros) {
    Instance<Rational> instance{{}, {}, Matrix<Rational>(rows, columns)};
    instance.supply.resize(static_cast<std::size_t>(rows));
    instance.demand.resize(static_cast<std::size_t>(columns));
    std::uniform_int_distribution<int> mass(zeros ? 0 : 1, 3), price(0, values - 1);
    for (Rational& value : instance.supply) { value = mass(random); }
    for (Rational& value : instance.demand) { value = mass(random); }
    for (Rational& value : instance.cost.reshaped()) { value = Rational(price(random), 3); }
    instance.supply.front() += 1;
    instance.demand.back() += 1;
    const Rational given = std::accumulate(instance.supply.begin(), instance.supply.end(), Rational(0));
    const Rational asked = std::accumulate(instance.demand.begin(), instance.demand.end(), Rational(0));
    for (Rational& value : instance.demand) { value *= given / asked; }
    return instance;
}

/// The flows of a basis (cells, true = basic), or nothing where the cells are no tree or a flow is negative.
std::optional<Rational> basis_cost(const Instance<Rational>& instance, std::vector<bool> cells) {
    const auto k = instance.demand.size();
    std::vector<Rational> rows = instance.supply, columns = instance.demand;
    Rational cost = 0;
    for (bool found = true; found;) {
        found = false;
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            if (!cells[cell]) { continue; }
            const std::size_t i = cell / k, j = cell % k;
            std::size_t in_row = 0, in_column = 0;
            for (std::size_t b = 0; b < k; ++b) { in_row += cells[i * k + b]; }
            for (std::size_t a = 0; a < rows.size(); ++a) { in_column += cells[a * k + j]; }
            if (in_row > 1 && in_column > 1) { continue; }
            const Rational mass = in_row == 1 ? rows[i] : columns[j];
            if (mass < 0) { return std::nullopt; }
            rows[i] -= mass;
            columns[j] -= mass;
            cost += mass * instance.cost(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
            cells[cell] = false;
            found = true;
        }
    }
    const auto empty = [](const std::vector<Rational>& line) {
        return std::all_of(line.begin(), line.end(), [](const Rational& mass) { return mass == 0; });
    };
    if (!empty(rows) || !empty(columns) || std::find(cells.begin(), cells.end(), true) != cells.end()) {
        return std::nullopt;
    }
    return cost;
}

/// The least cost over all bases.
Rational brute_force(const Instance<Rational>& instance) {
    const std::size_t lines = instance.supply.size() + instance.demand.size();
    std::vector<bool> cells(instance.supply.size() * instance.demand.size(), false);
    std::fill_n(cells.end() - static_cast<std::ptrdiff_t>(lines - 1), lines - 1, true);
    std::optional<Rational> least;
    do {
        const auto cost = basis_cost(instance, cells);
        if (cost && (!least || *cost < *least)) { least = cost; }
    } while (std::next_permutation(cells.begin(), cells.end()));
    return least.value();
}

} // namespace

TEST_CASE("agree: transport and the least vertex, exactly, on small rational problems") {
    std::mt19937 random(1);
    const auto [rows, columns] = GENERATE(table<int, int>({{3, 3}, {2, 4}, {4, 2}, {3, 4}, {1, 5}, {5, 1}}));
    for (int trial = 0; trial < 20; ++trial) {
        const auto instance = degenerate(random, rows, columns, trial % 2 == 0 ? 3 : 50, trial % 3 == 0);
        CHECK(solve(instance).cost == brute_force(instance));
    }
}

TEST_CASE("agree: transport of equal masses and the best of all permutations, exactly") {
    std::mt19937 random(2);
    for (int trial = 0; trial < 30; ++trial) {
        auto instance = degenerate(random, 6, 6, trial % 2 == 0 ? 4 : 1000, false);
        std::fill(instance.supply.begin(), instance.supply.end(), Rational(1, 6));
        std::fill(instance.demand.begin(), instance.demand.end(), Rational(1, 6));
        std::vector<Eigen::Index> to(6);
        std::iota(to.begin(), to.end(), Eigen::Index{0});
        Rational least = 1000;
        do {
            Rational cost = 0;
            for (Eigen::Index i = 0; i < 6; ++i) { cost += instance.cost(i, at(to, i)) / 6; }
            least = std::min(least, cost);
        } while (std::next_permutation(to.begin(), to.end()));
        CHECK(solve(instance).cost == least);
    }
}

TEST_CASE("law: slackness holds exactly on degenerate rational problems") {
    std::mt19937 random(3);
    std::uniform_int_distribution<int> length(1, 12), values(1, 5);
    for (int trial = 0; trial < 600; ++trial) {
        const auto instance = degenerate(random, length(random), length(random), values(random), trial % 2 == 0);
        REQUIRE(defect(instance, solve(instance)) == 0);
    }
}

TEST_CASE("law: equal masses with ties and mirror symmetry, exactly") {
    constexpr int n = 24;
    Instance<Rational> instance{std::vector<Rational>(n, Rational(1, n)), std::vector<Rational>(n, Rational(1, n)), {}};
    const int kind = GENERATE(0, 1, 2, 3);
    instance.cost = Matrix<Rational>(n, n);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            const int mirror = std::abs(2 * i - n + 1) - std::abs(2 * j - n + 1);
            const int costs[] = {7, i == j ? 1 : 0, (i - j) * (i - j), mirror * mirror};
            instance.cost(i, j) = costs[kind];
        }
    }
    const auto plan = solve(instance);
    CHECK(defect(instance, plan) == 0);
    CHECK(plan.cost == (kind == 0 ? 7 : 0));
}

TEST_CASE("law: the verifier sees a wrong plan and wrong prices (negative control)") {
    std::mt19937 random(4);
    const auto instance = degenerate(random, 4, 5, 9, false);
    const auto plan = solve(instance);
    REQUIRE(defect(instance, plan) == 0);
    auto wrong = plan;
    wrong.flows.front().mass += Rational(1, 1000);
    CHECK(defect(instance, wrong) > 0);
    wrong = plan;
    wrong.row_potential.front() += Rational(1, 1000);
    CHECK(defect(instance, wrong) > 0);
}
