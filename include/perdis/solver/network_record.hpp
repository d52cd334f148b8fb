#pragma once

#include <perdis/core/real.hpp>
#include <perdis/solver/parametric_prices.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace perdis {

/// The pivots of a parametric network simplex, in order, from which it can be brought back to any of its trees.
template <OrderedField T, class Network>
class NetworkRecord {
public:
    using Node = SpanningTree::Node;
    using Tree = typename Network::Tree;
    using Flow = typename TransportSolution<T>::Flow;

    /// An arc that entered at θ and took D so far.
    struct Pivot {
        Node tail, head;
        T theta, distortion;
    };

    NetworkRecord(std::shared_ptr<const Network> network, const Tree& start, const T& distortion)
        : network_(std::move(network)), snapshots_{start}, start_(distortion) {}

    [[nodiscard]] std::size_t size() const { return pivots_.size(); }

    /// @param after  the tree, after the pivot.
    void add(const Pivot& pivot, const Tree& after) {
        pivots_.push_back(pivot);
        if (pivots_.size() % interval() == 0) { snapshots_.push_back(after); }
    }

    /// The first pivot that takes D beyond a value, size() if none does.
    [[nodiscard]] std::size_t beyond(const T& distortion) const {
        const auto first = std::upper_bound(pivots_.begin(), pivots_.end(), distortion,
                                            [](const T& d, const Pivot& pivot) { return d < pivot.distortion; });
        return static_cast<std::size_t>(first - pivots_.begin());
    }

    /// The claim at D in [D_min, D after the last pivot], or at any D from D_max on.
    [[nodiscard]] TransportSolution<T> solution(const T& distortion) const {
        const std::size_t next = beyond(distortion);
        const Tree tree = before(next);
        TransportSolution<T> claim{Status::solved, distortion,    {}, std::vector<T>(network_->columns(), T(0)),
                                   T(0),           pivots_.size()};
        std::vector<T> flow = network_->flows(tree);
        if (next < pivots_.size()) {
            const Pivot& pivot = pivots_[next];
            const T& from = next == 0 ? start_ : pivots_[next - 1].distortion;
            const T share = (distortion - from) / (pivot.distortion - from);
            push(tree, pivot, share, flow, claim.flows);
            price(tree, pivot.theta, claim);
        }
        for (Node node = 0; node < network_->nodes(); ++node) {
            const Node above = tree.parent(node);
            if (above == SpanningTree::none || !(T(0) < flow[node])) { continue; }
            const Node tail = tree.up(node) ? node : above, head = tree.up(node) ? above : node;
            emit(tail, head, flow[node], claim.flows);
        }
        std::sort(claim.flows.begin(), claim.flows.end(),
                  [](const Flow& a, const Flow& b) { return std::tie(a.row, a.column) < std::tie(b.row, b.column); });
        return claim;
    }

private:
    [[nodiscard]] std::size_t interval() const { return network_->nodes(); }

    /// The tree before a pivot.
    [[nodiscard]] Tree before(std::size_t pivot) const {
        const std::size_t nearest = std::min(pivot / interval(), snapshots_.size() - 1);
        Tree tree = snapshots_[nearest];
        for (std::size_t i = nearest * interval(); i < pivot; ++i) {
            const auto& [tail, head, theta, distortion] = pivots_[i];
            tree.pivot(tail, head, tree.leaving(tail, head), [](Node) {});
        }
        return tree;
    }

    void emit(Node tail, Node head, const T& mass, std::vector<Flow>& flows) const {
        if (tail < network_->rows() && T(0) < mass) {
            flows.push_back({network_->observed(tail), network_->column(head), mass});
        }
    }

    /// Sends a share of what the pivot sends around its cycle.
    void push(const Tree& tree, const Pivot& pivot, const T& share, std::vector<T>& flow,
              std::vector<Flow>& flows) const {
        const auto out = tree.leaving(pivot.tail, pivot.head);
        const T mass = share * flow[out.node];
        const auto along = [&](Node node, bool forwards) {
            for (; node != out.apex; node = tree.parent(node)) {
                flow[node] = tree.up(node) == forwards ? T(flow[node] + mass) : T(flow[node] - mass);
            }
        };
        along(pivot.tail, false);
        along(pivot.head, true);
        emit(pivot.tail, pivot.head, mass, flows);
    }

    /// λ = 1/θ, u = λ π.
    void price(const Tree& tree, const T& theta, TransportSolution<T>& claim) const {
        ParametricPrices<T> prices(network_->nodes(), T(0));
        network_->price(tree, prices);
        claim.multiplier = T(1) / theta;
        for (std::size_t z = 0; z < network_->columns(); ++z) {
            const auto& at = prices[network_->symbol(z)];
            claim.prices[z] = claim.multiplier * at.constant + at.rate;
        }
    }

    std::shared_ptr<const Network> network_;
    std::vector<Pivot> pivots_;
    std::vector<Tree> snapshots_;
    T start_;
};

} // namespace perdis
