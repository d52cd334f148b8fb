#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/solver/network_claim.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace perdis {

/// The pivots of a parametric network simplex, in order, from which it can be brought back to any of its trees.
template <OrderedField T, class Network>
class NetworkRecord {
public:
    using Node = SpanningTree::Node;
    using Tree = typename Network::Tree;

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
        NetworkClaim<T, Network> claim(*network_, tree, distortion);
        if (next < pivots_.size()) {
            const Pivot& pivot = pivots_[next];
            const T& from = next == 0 ? start_ : pivots_[next - 1].distortion;
            claim.entering(pivot.tail, pivot.head, T((distortion - from) / (pivot.distortion - from)));
            claim.priced(pivot.theta);
        }
        return claim.solution(pivots_.size());
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

    std::shared_ptr<const Network> network_;
    std::vector<Pivot> pivots_;
    std::vector<Tree> snapshots_;
    T start_;
};

} // namespace perdis
