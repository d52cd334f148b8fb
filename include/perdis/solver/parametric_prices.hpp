#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/solver/network_event.hpp>

#include <cstddef>
#include <vector>

namespace perdis {

/// Potentials π = constant + rate θ of the nodes of a network, and the present θ.
///
/// The reduced cost of an arc is cost − π_tail + π_head. It falls if its rate is below −tolerance.
template <OrderedField T>
class ParametricPrices {
public:
    using Node = SpanningTree::Node;
    using Event = NetworkEvent<T>;

    /// constant + rate θ.
    struct Price {
        T constant, rate;
    };

    ParametricPrices(std::size_t nodes, const T& tolerance)
        : prices_(nodes, Price{T(0), T(0)}), steepest_(-tolerance) {}

    Price& operator[](Node node) { return prices_[node]; }
    const Price& operator[](Node node) const { return prices_[node]; }

    [[nodiscard]] const T& theta() const { return theta_; }
    void advance(const T& theta) { theta_ = theta; }

    /// Writes π(θ) by nodes to values, of as many entries.
    void evaluate(const T& theta, std::vector<T>& values) const {
        for (std::size_t node = 0; node < prices_.size(); ++node) {
            values[node] = prices_[node].constant + prices_[node].rate * theta;
        }
    }

    /// The sooner of `best` and the arc of cost c.
    void consider(const T& c, Node tail, Node head, Event& best) const {
        const Price &u = prices_[tail], &v = prices_[head];
        enter(T(c + v.constant - u.constant), T(v.rate - u.rate), tail, head, best);
    }

    /// The sooner of `best` and the arc of cost θ h.
    void consider_ground(const T& h, Node tail, Node head, Event& best) const {
        const Price &u = prices_[tail], &v = prices_[head];
        enter(T(v.constant - u.constant), T(h + v.rate - u.rate), tail, head, best);
    }

    /// Lowers `time` to when the arc of cost c enters.
    void lower(const T& c, Node tail, Node head, T& time) const {
        const Price &u = prices_[tail], &v = prices_[head];
        const T constant = c + v.constant - u.constant, rate = v.rate - u.rate;
        if (falls_before(constant, rate, time)) { time = when(constant, rate); }
    }

private:
    bool falls_before(const T& constant, const T& rate, const T& time) const {
        if constexpr (rounds<T>) {
            return constant + rate * time < T(0) && rate < steepest_;
        } else {
            return rate < steepest_ && (never(time) || constant + rate * time < T(0));
        }
    }

    T when(const T& constant, const T& rate) const {
        const T time = -constant / rate;
        return time < theta_ ? theta_ : time;
    }

    void enter(const T& constant, const T& rate, Node tail, Node head, Event& best) const {
        if (falls_before(constant, rate, best.time)) { best = {when(constant, rate), tail, head, constant, rate}; }
    }

    std::vector<Price> prices_;
    T steepest_, theta_ = T(0);
};

} // namespace perdis
