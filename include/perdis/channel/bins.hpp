#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <limits>
#include <utility>

namespace perdis {

/// The real line cut into count cells: equal cells over [from, to], the two outer ones reaching to infinity.
///
/// @domain    from < to finite, count ≥ 1.
/// @throws    DomainError outside the domain.
class Bins {
public:
    Bins(double from, double to, Eigen::Index count) : from_(from), to_(to), count_(count) {
        require(from - from == 0.0, "Bins", "from", from, "(-inf, inf)");
        require(to > from && to - to == 0.0, "Bins", "to", to, "(from, inf)");
        require(count >= 1, "Bins", "count", count, "[1, inf)");
    }

    /// The number of cells.
    [[nodiscard]] Eigen::Index count() const { return count_; }
    /// The lower end of cell j, the upper end of cell j − 1; −inf for j = 0, inf for j = count.
    [[nodiscard]] double edge(Eigen::Index j) const {
        if (j <= 0) { return -std::numeric_limits<double>::infinity(); }
        if (j >= count_) { return std::numeric_limits<double>::infinity(); }
        return from_ + (to_ - from_) * (static_cast<double>(j) / static_cast<double>(count_));
    }

private:
    double from_;
    double to_;
    Eigen::Index count_;
};

/// A channel on the line whose output is seen only by its cell: P(cell j | x) = P(edge_j ≤ Y < edge_{j+1} | X = x).
///
/// @accuracy  that of the law's mass(): no cancellation in the tails.
template <class Channel>
class Binned {
public:
    Binned(Channel channel, Bins bins) : channel_(std::move(channel)), bins_(bins) {}

    /// The transition matrix: row x, column cell.
    ///
    /// @throws DomainError for a law on vectors.
    template <OrderedField T>
        requires ScalarChannel<Channel, T> Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>
    operator()(const Discrete<T>& law) const {
        require(law.dimension() == 1, "Binned", "the dimension of a symbol", law.dimension(), "{1}");
        Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> transition(law.size(), bins_.count());
        for (Eigen::Index x = 0; x < law.size(); ++x) {
            const auto given_x = channel_(law.value(x));
            for (Eigen::Index j = 0; j < bins_.count(); ++j) {
                transition(x, j) = given_x.mass(T(bins_.edge(j)), T(bins_.edge(j + 1)));
            }
        }
        return transition;
    }

private:
    Channel channel_;
    Bins bins_;
};

} // namespace perdis
