#include <perdis/numeric/candidate_lists.hpp>

#include "catch.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

namespace {

using boost::multiprecision::cpp_rational;

/// Lists of `rows` rows beside everything that they stand for.
template <class T>
class Model {
public:
    using Lists = perdis::CandidateLists<T>;
    using Index = typename Lists::Index;
    using Fate = typename Lists::Fate;

    Model(std::mt19937& random, std::size_t rows, std::size_t columns, int values)
        : lists_(rows, columns, T(1000000)), costs_(rows, std::vector<T>(columns)), levels_(columns, T(0)),
          removed_(rows), parked_(rows) {
        for (auto& row : costs_) {
            for (T& cost : row) { cost = T(static_cast<int>(random() % static_cast<unsigned>(values))); }
        }
    }

    void list(Index row, std::size_t count, const T& floor) {
        lists_.list(row, costs_[row], levels_, count, floor);
        removed_[row].clear();
        parked_[row].clear();
    }

    void raise(Index column, int by) { levels_[column] = levels_[column] + T(by); }

    /// Nothing where the column is parked.
    void remove(Index row, Index column) {
        if (parked_[row].count(column) > 0) { return; }
        lists_.remove(row, column);
        removed_[row].insert(column);
    }
    void restore(Index row, Index column) {
        lists_.restore(row, column, levels_[column]);
        removed_[row].erase(column);
        parked_[row].erase(column);
    }

    /// The bounds of at most `limit`, up to date; columns of an odd number wait for their own call.
    void review(Index row, const T& limit, bool odd_wait) {
        lists_.review(row, limit, [&](Index column, const T& cost, T& bound) {
            CHECK(cost == costs_[row][column]);
            CHECK(!(cost + levels_[column] < bound));
            bound = cost + levels_[column];
            if (!odd_wait || column % 2 == 0) { return Fate::keep; }
            parked_[row].insert(column);
            return Fate::park;
        });
    }

    void wake(Index column) {
        lists_.wake(column, levels_[column], [](Index) {});
        for (auto& row : parked_) { row.erase(column); }
    }

    /// Every present column's c + w is at least the least bound; a named column is present and has that bound.
    void check(Index row) const {
        for (Index column = 0; column < levels_.size(); ++column) {
            if (absent(row, column)) { continue; }
            CHECK(!(costs_[row][column] + levels_[column] < lists_.least(row)));
        }
        const Index named = lists_.column(row);
        if (named != Lists::rest && lists_.least(row) < lists_.unbounded()) {
            CHECK_FALSE(absent(row, named));
            CHECK(!(costs_[row][named] + levels_[named] < lists_.least(row)));
        }
    }

private:
    [[nodiscard]] bool absent(Index row, Index column) const {
        return removed_[row].count(column) + parked_[row].count(column) > 0;
    }

    Lists lists_;
    std::vector<std::vector<T>> costs_;
    std::vector<T> levels_;
    std::vector<std::set<Index>> removed_, parked_;
};

} // namespace

TEMPLATE_TEST_CASE("law: the bounds of candidate lists are never above the values", "[candidate_lists]", double,
                   long double, cpp_rational) {
    using T = TestType;
    std::mt19937 random(8);
    for (const int values : {1, 3, 1000}) {
        for (const std::size_t columns : {1U, 5U, 40U}) {
            const std::size_t rows = 4;
            Model<T> model(random, rows, columns, values);
            const auto any_row = [&] { return static_cast<std::uint32_t>(random() % rows); };
            const auto any_column = [&] { return static_cast<std::uint32_t>(random() % columns); };
            for (std::uint32_t row = 0; row < rows; ++row) { model.list(row, 6, T(0)); }
            for (int step = 0; step < 300; ++step) {
                switch (random() % 6) {
                case 0:
                    model.raise(any_column(), static_cast<int>(random() % 50));
                    break;
                case 1:
                    model.list(any_row(), 1 + random() % 9, T(static_cast<int>(random() % 60)));
                    break;
                case 2:
                    model.review(any_row(), T(static_cast<int>(random() % 200)), random() % 2 == 0);
                    break;
                case 3:
                    model.wake(any_column());
                    break;
                case 4:
                    model.remove(any_row(), any_column());
                    break;
                default:
                    model.restore(any_row(), any_column());
                }
                for (std::uint32_t row = 0; row < rows; ++row) { model.check(row); }
            }
        }
    }
}

TEMPLATE_TEST_CASE("value: a list of a row, by hand", "[candidate_lists]", double, cpp_rational) {
    using T = TestType;
    using Lists = perdis::CandidateLists<T>;
    using Fate = typename Lists::Fate;
    Lists lists(1, 5, T(100));
    const std::vector<T> costs{T(4), T(1), T(9), T(6), T(2)}, levels(5, T(0));
    lists.list(0, costs, levels, 3, T(4));
    CHECK(lists.least(0) == T(1));
    CHECK(lists.column(0) == 1);
    lists.remove(0, 1);
    CHECK(lists.least(0) == T(2));
    lists.restore(0, 1, T(2));
    CHECK(lists.least(0) == T(2));
    CHECK(lists.column(0) == 4);
    lists.review(0, T(4), [](std::uint32_t, const T&, T&) { return Fate::park; });
    // 1, 4 and 0 are parked, 6 and 9 are at rest
    CHECK(lists.least(0) == T(6));
    std::vector<std::uint32_t> told;
    lists.wake(4, T(1), [&](std::uint32_t row) { told.push_back(row); });
    CHECK(told == std::vector<std::uint32_t>{0});
    CHECK(lists.least(0) == T(3));
    CHECK(lists.column(0) == 4);
    lists.wake(0, T(3), [&](std::uint32_t row) { told.push_back(row); });
    CHECK(told.size() == 1);
    // what a row waited for before it was listed anew is forgotten
    lists.list(0, costs, {T(9), T(9), T(9), T(9), T(9)}, 2, T(0));
    lists.wake(1, T(0), [&](std::uint32_t row) { told.push_back(row); });
    CHECK(told.size() == 1);
    CHECK(lists.least(0) == T(10));
}
