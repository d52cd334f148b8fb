#pragma once

#include <perdis/core/real.hpp>
#include <perdis/solver/parametric_prices.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <vector>

namespace perdis {

/// What the trees of a TransportNetwork claim, as TransportSolutions.
template <OrderedField T, class Network>
class NetworkClaim {
public:
    using Node = SpanningTree::Node;
    using Tree = typename Network::Tree;

    /// The flows of a tree; λ = 0 and no prices, as at D ≥ D_max.
    NetworkClaim(const Network& network, const Tree& tree, const T& distortion)
        : network_(&network), tree_(&tree), flow_(network.flows(tree)) {
        solution_.status = Status::solved;
        solution_.distortion = distortion;
        solution_.prices.assign(network.columns(), T(0));
    }

    /// With a share of the mass that tail → head sends around its cycle when it enters.
    NetworkClaim& entering(Node tail, Node head, const T& share) {
        const auto out = tree_->leaving(tail, head);
        const T mass = share * flow_[out.node];
        push(tail, out.apex, mass, false);
        push(head, out.apex, mass, true);
        emit(tail, head, mass);
        return *this;
    }

    /// With λ = 1/θ and u = λ π(θ), of a tree that is optimal at θ.
    NetworkClaim& priced(const T& theta) {
        ParametricPrices<T> prices(network_->nodes(), T(0));
        network_->price(*tree_, prices);
        solution_.multiplier = T(1) / theta;
        for (std::size_t z = 0; z < network_->columns(); ++z) {
            const auto& [constant, rate] = prices[network_->symbol(z)];
            solution_.prices[z] = solution_.multiplier * constant + rate;
        }
        return *this;
    }

    /// The claim, after so many pivots.
    [[nodiscard]] TransportSolution<T> solution(std::size_t pivots) {
        for (Node node = 0; node < network_->nodes(); ++node) {
            const Node above = tree_->parent(node);
            if (above == SpanningTree::none) { continue; }
            const bool up = tree_->up(node);
            emit(up ? node : above, up ? above : node, flow_[node]);
        }
        std::sort(solution_.flows.begin(), solution_.flows.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.row, a.column) < std::tie(b.row, b.column); });
        solution_.iterations = pivots;
        return std::move(solution_);
    }

private:
    void push(Node node, Node apex, const T& mass, bool up) {
        for (; node != apex; node = tree_->parent(node)) {
            flow_[node] = tree_->up(node) == up ? T(flow_[node] + mass) : T(flow_[node] - mass);
        }
    }

    void emit(Node tail, Node head, const T& mass) {
        if (tail < network_->rows() && T(0) < mass) {
            solution_.flows.push_back({network_->observed(tail), network_->column(head), mass});
        }
    }

    const Network* network_;
    const Tree* tree_;
    std::vector<T> flow_;
    TransportSolution<T> solution_;
};

} // namespace perdis
