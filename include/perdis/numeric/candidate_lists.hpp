#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/least_of.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// For every row the columns that may come first, by lower bounds on c(row, column) + w(column) that stay valid while no w
/// falls.
///
/// A row keeps the columns of the least values, and one bound for all the others. A column may be parked: it is out of the
/// row's order then until the column wakes those that wait for it.
template <OrderedField T>
class CandidateLists {
public:
    using Index = std::uint32_t;

    /// No listed column: the bound of all the others.
    static constexpr Index rest = std::numeric_limits<Index>::max();

    /// @param unbounded  larger than every value that occurs.
    CandidateLists(std::size_t rows, std::size_t columns, T unbounded)
        : rows_(rows), waiting_(columns), values_(columns), unbounded_(std::move(unbounded)), least_(rows, T(0)) {}

    [[nodiscard]] const T& unbounded() const { return unbounded_; }
    /// The least bound of a row.
    [[nodiscard]] const T& least(Index row) const { return least_[row]; }

    /// Lists the `count` columns of the least costs + levels and what ties with the last; where T rounds up to twice as many
    /// more or half as many less. All of value at most `floor` are among them.
    void list(Index row, const std::vector<T>& costs, const std::vector<T>& levels, std::size_t count, const T& floor) {
        for (std::size_t i = 0; i < costs.size(); ++i) { values_[i] = costs[i] + levels[i]; }
        collect_least(count);
        if (!(floor < rest_)) { collect(floor); }
        Row& own = rows_[row];
        ++own.version;
        own.rest = rest_;
        own.count = static_cast<Index>(places_.size());
        if (own.room < own.count) {
            own.begin = entries_.size();
            own.room = own.count;
            entries_.resize(own.begin + own.room);
            bounds_.resize(own.begin + own.room);
        }
        for (std::size_t i = 0; i < places_.size(); ++i) {
            entries_[own.begin + i] = {places_[i], costs[places_[i]]};
            bounds_[own.begin + i] = values_[places_[i]];
        }
        refresh(row);
    }

    /// What becomes of a listed column.
    enum class Fate { keep, park, remove };

    /// Reviews the columns of a row whose bounds are at most `limit`: judge(column, cost, bound) gives their fate and may
    /// raise the bound.
    template <class Judge>
    void review(Index row, const T& limit, Judge judge) {
        const Row& own = rows_[row];
        T* const bounds = bounds_.data() + own.begin;
        places_.resize(own.count);
        std::size_t due = 0;
        for (Index i = 0; i < own.count; ++i) {
            places_[due] = i;
            due += limit < bounds[i] ? 0 : 1;
        }
        for (std::size_t next = 0; next < due; ++next) {
            const Index i = places_[next];
            const Entry& entry = entries_[own.begin + i];
            const Fate fate = judge(entry.column, entry.cost, bounds[i]);
            if (fate == Fate::keep) { continue; }
            if (fate == Fate::park) { waiting_[entry.column].push_back({row, i, own.version}); }
            bounds[i] = unbounded_;
        }
        refresh(row);
    }

    /// The column of a row's least bound, or `rest`.
    [[nodiscard]] Index column(Index row) const {
        const Row& own = rows_[row];
        for (Index i = 0; i < own.count; ++i) {
            if (!(least_[row] < bounds_[own.begin + i])) { return entries_[own.begin + i].column; }
        }
        return rest;
    }

    /// Takes a column out of a row's order until it is restored; nothing where it is not listed.
    void remove(Index row, Index column) {
        if (const std::size_t i = find(row, column); i < bounds_.size()) { bounds_[i] = unbounded_; }
        refresh(row);
    }
    /// Puts a column back into a row's order at c + level; nothing where it is not listed.
    void restore(Index row, Index column, const T& level) {
        if (const std::size_t i = find(row, column); i < bounds_.size()) { bounds_[i] = entries_[i].cost + level; }
        refresh(row);
    }

    /// Puts the column back into the order of every row that waits for it, at c + level; calls told(row) where that is the
    /// row's least.
    template <class Told>
    void wake(Index column, const T& level, Told told) {
        for (const auto& [row, place, version] : waiting_[column]) {
            const Row& own = rows_[row];
            if (own.version != version) { continue; }
            const T bound = entries_[own.begin + place].cost + level;
            bounds_[own.begin + place] = bound;
            if (!(bound < least_[row])) { continue; }
            least_[row] = bound;
            told(row);
        }
        waiting_[column].clear();
    }

private:
    struct Row {
        std::size_t begin = 0;
        Index count = 0, room = 0, version = 0;
        T rest = T(0);
    };
    struct Entry {
        Index column;
        T cost;
    };
    struct Waiting {
        Index row, place, version;
    };

    void collect_least(std::size_t count) {
        if (count >= values_.size()) { return collect(unbounded_); }
        if constexpr (std::floating_point<T>) {
            // As if the values were spread evenly up to twice their mean; what is off is mended.
            const Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>> all(values_.data(),
                                                                           static_cast<Eigen::Index>(values_.size()));
            const T least = all.minCoeff();
            T width = (all.mean() - least) * T(2) * static_cast<T>(count) / static_cast<T>(values_.size());
            for (int attempt = 0; attempt < 6; ++attempt) {
                const auto found = static_cast<std::size_t>((all <= least + width).count());
                if (found >= count / 2 && found <= 3 * count) { return collect(least + width); }
                width = found > count ? width / T(2) : width * T(2);
            }
        }
        scratch_ = values_;
        const auto last = scratch_.begin() + static_cast<std::ptrdiff_t>(count) - 1;
        std::nth_element(scratch_.begin(), last, scratch_.end());
        collect(*last);
    }

    /// The columns whose values are at most `last`; of the others the least.
    void collect(const T& last) {
        places_.resize(values_.size());
        std::size_t found = 0;
        T beyond_all = unbounded_;
        for (std::size_t column = 0; column < values_.size(); ++column) {
            const bool beyond = last < values_[column];
            places_[found] = static_cast<Index>(column);
            found += beyond ? 0 : 1;
            if (beyond && values_[column] < beyond_all) { beyond_all = values_[column]; }
        }
        rest_ = beyond_all;
        places_.resize(found);
    }

    [[nodiscard]] std::size_t find(Index row, Index column) const {
        const Row& own = rows_[row];
        for (std::size_t i = own.begin; i < own.begin + own.count; ++i) {
            if (entries_[i].column == column) { return i; }
        }
        return bounds_.size();
    }

    void refresh(Index row) {
        const Row& own = rows_[row];
        const T listed = least_of(bounds_.data() + own.begin, own.count);
        least_[row] = own.rest < listed ? own.rest : listed;
    }

    std::vector<Row> rows_;
    std::vector<Entry> entries_;
    std::vector<T> bounds_;
    std::vector<std::vector<Waiting>> waiting_;
    std::vector<T> values_, scratch_;
    std::vector<Index> places_;
    T unbounded_, rest_ = T(0);
    std::vector<T> least_;
};

} // namespace perdis
