#include <perdis/numeric/partial_forest.hpp>

#include "catch.hpp"

#include <perdis/numeric/partial_transport_path.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

namespace {

using boost::multiprecision::cpp_rational;

/// Flows that ship all of every row; on each side what the columns have more or less than they ask; an arc of zero flow leads
/// upwards and a deficit is positive.
template <class Mass>
void check(const perdis::PartialForest<Mass>& forest, const std::vector<Mass>& supply,
           const std::vector<Mass>& demand) {
    using Forest = perdis::PartialForest<Mass>;
    using Node = typename Forest::Node;
    const Node rows = forest.rows(), sink = forest.sink();
    std::vector<Mass> shipped(sink, Mass(0)), below(sink, Mass(0));
    Mass excess(0), deficit(0);
    bool short_of = false;
    for (Node node = 0; node < sink; ++node) {
        const Node above = forest.tree().parent(node);
        const Mass& flow = forest.flow(node);
        CHECK(!(flow < Mass(0)));
        if (above == sink) {
            CHECK(node >= rows);
            const bool more = forest.side(node) == Forest::Side::excess;
            below[node] = more ? Mass(-flow) : flow;
            (more ? excess : deficit) = (more ? excess : deficit) + flow;
            short_of = short_of || !more;
            if (!more) { CHECK(Mass(0) < flow); }
            continue;
        }
        CHECK((node < rows) != (above < rows));
        CHECK(forest.side(node) == forest.side(above));
        shipped[node] = shipped[node] + flow;
        shipped[above] = shipped[above] + flow;
        if (flow == Mass(0)) { CHECK(node < rows); }
    }
    for (Node row = 0; row < rows; ++row) { CHECK(shipped[row] == supply[row]); }
    for (Node column = 0; column < demand.size(); ++column) {
        CHECK(shipped[rows + column] + below[rows + column] == demand[column]);
    }
    CHECK(forest.excess() == excess);
    CHECK(excess == deficit);
    CHECK(forest.complete() == !short_of);
}

/// Whole masses with equal totals, zero demands among them.
std::vector<std::int64_t> whole(std::mt19937& random, std::size_t count, int least, int most) {
    std::vector<std::int64_t> masses;
    for (std::size_t i = 0; i < count; ++i) {
        masses.push_back(least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1)));
    }
    return masses;
}

template <class Mass>
struct Masses {
    std::vector<Mass> supply, demand;
};

template <class Mass>
Masses<Mass> balanced(std::mt19937& random, std::size_t rows, std::size_t columns, int most) {
    auto supply = whole(random, rows, 1, most), demand = whole(random, columns, 0, most);
    const auto total = [](const auto& masses) {
        return std::accumulate(masses.begin(), masses.end(), std::int64_t(0));
    };
    const std::int64_t more = total(supply) - total(demand);
    (more > 0 ? demand[random() % columns] : supply[random() % rows]) += more > 0 ? more : -more;
    const auto as = [](const auto& masses) {
        std::vector<Mass> result;
        for (const std::int64_t mass : masses) { result.push_back(Mass(mass)); }
        return result;
    };
    return {as(supply), as(demand)};
}

} // namespace

TEMPLATE_TEST_CASE("law: pivots at random keep flows feasible and the forest strongly feasible", "[partial_forest]",
                   std::int64_t, cpp_rational) {
    using Mass = TestType;
    using Forest = perdis::PartialForest<Mass>;
    using Node = typename Forest::Node;
    std::mt19937 random(6);
    std::size_t idle = 0, shipping = 0;
    for (int instance = 0; instance < 60; ++instance) {
        const auto rows = static_cast<Node>(1 + random() % 7), columns = static_cast<Node>(1 + random() % 7);
        const auto [supply, demand] = balanced<Mass>(random, rows, columns, instance % 3 == 0 ? 1 : 9);
        std::vector<Node> chosen;
        for (Node row = 0; row < rows; ++row) { chosen.push_back(static_cast<Node>(random() % columns)); }
        Forest forest(supply, demand, chosen);
        check(forest, supply, demand);
        for (Node in_row = 0; !forest.complete() && in_row < rows + columns; ++in_row) {
            std::vector<typename Forest::Arc> arcs;
            for (Node row = 0; row < rows; ++row) {
                for (Node column = 0; column < columns; ++column) {
                    if (forest.side(row) == Forest::Side::excess
                        && forest.side(rows + column) == Forest::Side::deficit) {
                        arcs.push_back({row, column});
                    }
                }
            }
            REQUIRE_FALSE(arcs.empty());
            const auto arc = arcs[random() % arcs.size()];
            const Mass before = forest.excess(), room = forest.capacity(arc);
            std::vector<typename Forest::Side> sides;
            for (Node node = 0; node < forest.sink(); ++node) { sides.push_back(forest.side(node)); }
            const auto pivot = forest.pivot(arc, [&](Node node) {
                sides[node] = sides[node] == Forest::Side::excess ? Forest::Side::deficit : Forest::Side::excess;
            });
            CHECK(pivot.amount == room);
            CHECK(forest.excess() == Mass(before - room));
            for (Node node = 0; node < forest.sink(); ++node) { CHECK(sides[node] == forest.side(node)); }
            const bool ships = Mass(0) < room;
            ++(ships ? shipping : idle);
            // not to the other side and back: a bound on the pivots in a row that ship nothing
            if (ships) { in_row = 0; }
            check(forest, supply, demand);
        }
        CHECK(forest.complete());
        CHECK(forest.excess() == Mass(0));
    }
    CHECK(idle > 10);
    CHECK(shipping > 100);
}

TEST_CASE("law: a part of a pivot ships along the cycle and leaves the tree as it is", "[partial_forest]") {
    using Forest = perdis::PartialForest<std::int64_t>;
    // two rows of 3 at column 0, which asks for 2; column 1 asks for 4
    Forest forest({3, 3}, {2, 4}, {0, 0});
    CHECK(forest.excess() == 4);
    CHECK(forest.capacity({1, 1}) == 3);
    forest.ship({1, 1}, 2);
    CHECK(forest.excess() == 2);
    CHECK(forest.flow(1) == 1);
    CHECK(forest.flow(2) == 2);
    CHECK(forest.flow(3) == 2);
    CHECK(forest.tree().parent(1) == 2);
    CHECK_FALSE(forest.complete());
}

TEMPLATE_TEST_CASE("law: the path of partial transport is the cheapest way at every price", "[partial_forest]", double,
                   cpp_rational) {
    using T = TestType;
    const auto cost_of = [](const std::vector<T>& costs, std::size_t columns) {
        return [&costs, columns](std::size_t row, std::size_t column) { return costs[row * columns + column]; };
    };
    std::mt19937 random(9);
    for (int instance = 0; instance < 60; ++instance) {
        const std::size_t rows = 1 + random() % 6, columns = 1 + random() % 60;
        const auto [supply, demand] = balanced<std::int64_t>(random, rows, columns, instance % 2 == 0 ? 1 : 9);
        std::vector<T> costs;
        for (std::size_t i = 0; i < rows * columns; ++i) {
            costs.push_back(T(static_cast<int>(random() % (instance % 3 == 0 ? 2 : 50))));
        }
        const auto cost = cost_of(costs, columns);
        std::vector<std::size_t> names(rows);
        std::iota(names.begin(), names.end(), std::size_t{0});
        perdis::PartialTransportPath<T, std::int64_t, decltype(cost)> path(supply, demand, cost,
                                                                           perdis::RowMinima<T>(cost, names, columns));
        T last(0);
        std::size_t pivots = 0;
        while (const auto arc = path.entering()) {
            CHECK(!(path.price() < last));
            last = path.price();
            // u of rows and −v of columns: no reduced cost is negative, that of the arc is 0
            const auto& forest = path.forest();
            std::vector<T> level(forest.sink(), T(0));
            forest.tree().visit(forest.sink(), [&](auto node) {
                if (node == forest.sink()) { return; }
                const auto above = forest.tree().parent(node);
                if (above == forest.sink()) {
                    const bool more = forest.side(node) == perdis::PartialForest<std::int64_t>::Side::excess;
                    level[node] = more ? last : T(0);
                } else if (node < rows) {
                    level[node] = level[above] + cost(node, above - rows);
                } else {
                    level[node] = level[above] - cost(above, node - rows);
                }
            });
            T least(0);
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t column = 0; column < columns; ++column) {
                    const T slack = cost(row, column) + level[rows + column] - level[row];
                    if (slack < least) { least = slack; }
                }
            }
            CHECK(least == T(0));
            CHECK(cost(arc->row, arc->column) + level[rows + arc->column] - level[arc->row] == T(0));
            path.pivot(*arc);
            REQUIRE(++pivots < 10000);
        }
        CHECK(path.forest().complete());
        check(path.forest(), supply, demand);
    }
}
