#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/least_of.hpp>
#include <perdis/solver/network_arcs.hpp>
#include <perdis/solver/network_event.hpp>
#include <perdis/solver/parametric_prices.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace perdis {

/// Told after every pricing of all arcs: how many rows have none left to enter, of how many.
using NetworkProgress = std::function<void(std::size_t proven, std::size_t rows)>;

/// Least E c + θ s(q) at a fixed θ: a network simplex on few arcs, to which those of negative reduced cost are added until
/// there are none among all rows and symbols. Costs are evaluated where they are needed: what is kept grows with the rows.
///
/// @source  [Cunningham1976]
template <OrderedField T, class Network>
class NetworkSimplex {
public:
    using Node = SpanningTree::Node;
    using Tree = typename Network::Tree;

    NetworkSimplex(std::shared_ptr<const Network> network, NetworkProgress progress)
        : network_(std::move(network)), progress_(std::move(progress)), tree_(network_->start(network_->nearest())),
          prices_(network_->nodes(), T(0)), values_(network_->nodes(), T(0)),
          arcs_(cheapest_arcs<T>(*network_, 10, 5)) {
        for (const auto& [tail, head, h] : network_->ground().arcs()) {
            ground_.push_back({network_->rows() + tail, network_->rows() + head, h});
        }
        arcs_.insert(arcs_.begin(), ground_.begin(), ground_.end());
    }

    /// From the present tree to the optimal one at θ > 0, proven by all arcs.
    void solve(const T& theta) {
        move(theta);
        do {
            reset();
            while (const auto* arc = entering()) { enter(*arc, reduced_cost(*arc)); }
            reset();
        } while (!price_all());
    }

    /// From the optimal tree to its neighbours among the arcs at hand: at greater θ (sign = 1) or smaller ones (−1).
    ///
    /// act(tail, head, rate) is asked before each pivot, when θ is where the arc enters, and stops by false.
    template <class Act>
    void walk(int sign, Act act) {
        reset();
        while (const auto event = neighbour(T(sign))) {
            move(event->time);
            prices_.evaluate(theta_, values_);
            if (!act(event->tail, event->head, event->rate)) { return; }
            enter({event->tail, event->head, T(0)}, T(0));
            reset();
        }
    }

    /// Whether all arcs prove the tree at the present θ; adds those that do not.
    [[nodiscard]] bool proven() {
        reset();
        return price_all();
    }

    [[nodiscard]] const T& theta() const { return theta_; }
    [[nodiscard]] const Tree& tree() const { return tree_; }
    [[nodiscard]] std::size_t pivots() const { return pivots_; }

private:
    using Arc = NetworkArc<T>;

    static T size(const T& value) { return value < T(0) ? T(-value) : value; }
    [[nodiscard]] T reduced_cost(const Arc& arc) const { return arc.cost - values_[arc.tail] + values_[arc.head]; }

    /// π(θ) from the tree, and what rounding leaves of zero beside it.
    void reset() {
        network_->price(tree_, prices_);
        prices_.evaluate(theta_, values_);
        T largest(0);
        for (const T& value : values_) {
            if (largest < size(value)) { largest = size(value); }
        }
        if constexpr (rounds<T>) { // an arc whose cost is more than 2 max |π| does not enter
            tolerance_ = T(8) * std::numeric_limits<T>::epsilon() * largest;
        }
    }

    /// The arc of least reduced cost in the first block, from the last one on, that has one below −tolerance.
    const Arc* entering() {
        const auto block = static_cast<std::size_t>(1.5 * std::sqrt(static_cast<double>(arcs_.size()))) + 16;
        const Arc* best = nullptr;
        T least = -tolerance_;
        for (std::size_t scanned = 0; scanned < arcs_.size();) {
            const std::size_t stop = std::min({arcs_.size(), cursor_ + block, cursor_ + arcs_.size() - scanned});
            scanned += stop - cursor_;
            for (; cursor_ < stop; ++cursor_) {
                const T cost = reduced_cost(arcs_[cursor_]);
                if (cost < least) {
                    least = cost;
                    best = &arcs_[cursor_];
                }
            }
            if (cursor_ == arcs_.size()) { cursor_ = 0; }
            if (best != nullptr) { return best; }
        }
        return nullptr;
    }

    /// The arc that enters first as θ grows (sign = 1) or falls (−1); none before θ = 0.
    [[nodiscard]] std::optional<NetworkEvent<T>> neighbour(const T& sign) const {
        T steepest(0);
        if constexpr (rounds<T>) {
            steepest = -(T(64) * std::numeric_limits<T>::epsilon() * network_->ground().span());
        }
        std::optional<NetworkEvent<T>> best;
        T least(0);
        for (std::size_t i = 0; i < arcs_.size(); ++i) {
            T rate = prices_[arcs_[i].head].rate - prices_[arcs_[i].tail].rate;
            if (i < ground_.size()) { rate = rate + ground_[i].cost; }
            const T loss = sign * rate;
            if (!(loss < steepest)) { continue; }
            const T cost = reduced_cost(arcs_[i]);
            if (best && !(cost + least * loss < T(0))) { continue; }
            least = T(0) < cost ? T(-cost / loss) : T(0);
            best = NetworkEvent<T>{T(theta_ + sign * least), arcs_[i].tail, arcs_[i].head, T(0), rate};
        }
        return best && T(0) < best->time ? best : std::nullopt;
    }

    void move(const T& theta) {
        theta_ = theta;
        for (std::size_t i = 0; i < ground_.size(); ++i) { arcs_[i].cost = ground_[i].cost * theta; }
    }

    void enter(const Arc& arc, const T& cost) {
        const auto out = tree_.leaving(arc.tail, arc.head);
        const T shift = out.below_tail ? cost : T(-cost);
        tree_.pivot(arc.tail, arc.head, out, [&](Node node) { values_[node] = values_[node] + shift; });
        ++pivots_;
    }

    /// Adds the arcs of least reduced cost of each row that has any below −tolerance; true where none has.
    bool price_all() {
        std::vector<T> price(network_->columns(), T(0)), sums(price);
        for (std::size_t z = 0; z < price.size(); ++z) { price[z] = values_[network_->symbol(z)]; }
        std::size_t proven = 0;
        for (Node row = 0; row < network_->rows(); ++row) {
            const T level = values_[row] - tolerance_;
            for (std::size_t z = 0; z < price.size(); ++z) { sums[z] = network_->cost(row, z) + price[z]; }
            if (sums[least_index<T>(sums)] < level) {
                add(row, sums, level);
            } else {
                ++proven;
            }
        }
        if (progress_) { progress_(proven, network_->rows()); }
        return proven == network_->rows();
    }

    /// Adds the arcs of a row with the least sums below a level.
    void add(Node row, const std::vector<T>& sums, const T& level) {
        constexpr std::size_t most = 8;
        std::vector<std::pair<T, std::size_t>> below;
        for (std::size_t z = 0; z < sums.size(); ++z) {
            if (sums[z] < level) { below.emplace_back(sums[z], z); }
        }
        if (below.size() > most) {
            std::nth_element(below.begin(), below.begin() + most, below.end());
            below.resize(most);
        }
        for (const auto& [sum, z] : below) { arcs_.push_back({row, network_->symbol(z), network_->cost(row, z)}); }
    }

    std::shared_ptr<const Network> network_;
    NetworkProgress progress_;
    Tree tree_;
    ParametricPrices<T> prices_;
    std::vector<T> values_;
    std::vector<Arc> arcs_, ground_;
    T theta_ = T(0), tolerance_ = T(0);
    std::size_t cursor_ = 0, pivots_ = 0;
};

} // namespace perdis
