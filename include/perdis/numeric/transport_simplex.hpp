#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <perdis/numeric/network_tree.hpp>
#include <perdis/numeric/spanning_tree.hpp>
#include <perdis/numeric/transport_pricing.hpp>
#include <perdis/numeric/transport_start.hpp>

namespace perdis {

/// The primal network simplex on the complete bipartite graph rows → columns, with exact masses.
///
/// Nodes 0 … m−1 are the rows, m … m+k−1 the columns; the flow of a tree arc is kept at its lower end.
///
/// The tree stays strongly feasible (NetworkTree). So a pivot either lowers <C,P>, or leaves P alone and lowers every
/// π it moves. Both are strict as long as ε exceeds the rounding of π, and no tree comes back.
///
/// @source  [Cunningham1976].
template <OrderedField T, class Mass>
class TransportSimplex {
public:
    using Node = SpanningTree::Node;

    /// The masses are positive, their totals equal; an arc enters if its reduced cost is below −ε (max |c| + max |π|).
    /// The cost is a view and must outlive the simplex.
    TransportSimplex(const std::vector<Mass>& supply, const std::vector<Mass>& demand, const TransportCost<T>& cost,
                     const T& epsilon)
        : pricing_(cost, epsilon),
          tree_(static_cast<Node>(supply.size() + demand.size()), static_cast<Node>(supply.size() + largest(demand)),
                start(supply, demand, cost)) {}

    /// Pivots until no arc enters, with potentials recomputed from the tree before the last full pricing.
    void run() {
        for (bool moved = true; moved;) {
            pricing_.reset(tree_.tree());
            moved = false;
            while (const auto arc = pricing_.entering()) {
                pivot(*arc);
                moved = true;
            }
        }
    }

    const SpanningTree& tree() const { return tree_.tree(); }
    const Mass& flow(Node node) const { return tree_.flow(node); }
    const T& potential(Node node) const { return pricing_.potential(node); }

private:
    using Entering = typename TransportPricing<T>::Entering;
    using Arcs = typename TransportStart<Mass>::Arcs;

    static std::size_t largest(const std::vector<Mass>& masses) {
        return static_cast<std::size_t>(std::max_element(masses.begin(), masses.end()) - masses.begin());
    }

    T value(const Arcs& arcs) const {
        T sum(0);
        for (const auto& [row, column, mass] : arcs) { sum = sum + static_cast<T>(mass) * pricing_.cost(row, column); }
        return sum;
    }

    /// The cheaper of the north-west corner and a greedy start.
    std::vector<typename NetworkTree<Mass>::Arc> start(const std::vector<Mass>& supply, const std::vector<Mass>& demand,
                                                       const TransportCost<T>& cost) const {
        const auto corner = TransportStart<Mass>(supply, demand, largest(demand)).corner();
        const auto greedy = TransportStart<Mass>(supply, demand, largest(demand)).template greedy<T>(cost);
        std::vector<typename NetworkTree<Mass>::Arc> arcs;
        for (const auto& [row, column, mass] : value(corner) < value(greedy) ? corner : greedy) {
            arcs.push_back({row, pricing_.rows() + column, mass});
        }
        return arcs;
    }

    void pivot(const Entering& arc) {
        const Node tail = arc.row, head = pricing_.rows() + arc.column;
        const auto out = tree_.leaving(tail, head);
        const T shift = out.below_tail ? arc.reduced_cost : T(-arc.reduced_cost);
        tree_.pivot(tail, head, out, [&](Node node) { pricing_.shift(node, shift); });
    }

    TransportPricing<T> pricing_;
    NetworkTree<Mass> tree_;
};

} // namespace perdis
