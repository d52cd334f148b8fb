#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/numeric/network_tree.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/numeric/transport_masses.hpp>
#include <perdis/solver/ground_network.hpp>
#include <perdis/solver/parametric_prices.hpp>
#include <perdis/tradeoff/transport_problem.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// The network of a TransportProblem: rows with mass → symbols at cost c, then the ground's own arcs at cost θ h.
///
/// Nodes 0 … rows()−1 are the observations of positive mass, then the nodes of the ground. Supplies and demands are
/// whole numbers where T rounds (TransportMasses), both normalised to 1.
template <OrderedField T, class Ground, CostFunction<T> Cost>
class TransportNetwork {
public:
    using Node = SpanningTree::Node;
    using Mass = TransportMass<T>;
    using Tree = NetworkTree<Mass>;

    /// @throws DomainError for a cost outside [0, inf).
    explicit TransportNetwork(const TransportProblem<T, Ground, Cost>& problem)
        : problem_(problem), ground_(problem.ground()), observed_(support<T>(problem.observation())),
          demanding_(support<T>(ground_.demand())),
          masses_(positive(problem.observation(), "observation"), positive(ground_.demand(), "masses")),
          column_(ground_.nodes(), problem.columns()) {
        for (std::size_t z = 0; z < problem.columns(); ++z) { column_[ground_.symbol(z)] = z; }
        for (Node row = 0; row < rows(); ++row) { nearest_.push_back(find_nearest(row)); }
    }

    [[nodiscard]] const TransportProblem<T, Ground, Cost>& problem() const { return problem_; }
    [[nodiscard]] const GroundNetwork<T>& ground() const { return ground_; }
    [[nodiscard]] const TransportMasses<T>& masses() const { return masses_; }
    [[nodiscard]] Node rows() const { return static_cast<Node>(observed_.size()); }
    [[nodiscard]] Node nodes() const { return rows() + ground_.nodes(); }
    [[nodiscard]] std::size_t columns() const { return problem_.columns(); }
    /// The observation of a row.
    [[nodiscard]] std::size_t observed(Node row) const { return observed_[row]; }
    /// The node of symbol z.
    [[nodiscard]] Node symbol(std::size_t z) const { return rows() + ground_.symbol(z); }
    /// The symbol at a node of the ground, columns() where there is none.
    [[nodiscard]] std::size_t column(Node node) const { return column_[node - rows()]; }
    [[nodiscard]] T cost(Node row, std::size_t z) const { return T(problem_.cost()(observed_[row], z)); }

    /// The flows of a tree's arcs, by their lower ends.
    [[nodiscard]] std::vector<T> flows(const Tree& tree) const {
        std::vector<T> surplus(nodes(), T(0)), flow(nodes(), T(0));
        for (Node row = 0; row < rows(); ++row) { surplus[row] = masses_.remainders()[row]; }
        for (std::size_t i = 0; i < demanding_.size(); ++i) {
            surplus[rows() + demanding_[i]] = -masses_.remainders()[rows() + i];
        }
        const std::vector<Node> order = tree.tree().preorder();
        for (std::size_t next = order.size() - 1; next > 0; --next) {
            const Node node = order[next], above = tree.parent(node);
            surplus[above] = surplus[above] + surplus[node];
            flow[node] = masses_.mass(tree.flow(node), tree.up(node) ? surplus[node] : T(-surplus[node]));
        }
        return flow;
    }

    /// Sets the prices that make the reduced costs of a tree's arcs zero, 0 at its root.
    void price(const Tree& tree, ParametricPrices<T>& prices) const {
        tree.tree().visit(tree.tree().root(), [&](Node node) {
            const Node above = tree.parent(node);
            if (above == SpanningTree::none) {
                prices[node] = {T(0), T(0)};
                return;
            }
            const auto [constant, rate] = prices[above];
            if (node < rows()) {
                prices[node] = {T(constant + cost(node, column(above))), rate};
            } else if (above < rows()) {
                prices[node] = {T(constant - cost(above, column(node))), rate};
            } else {
                const T h = ground_cost(tree, node);
                prices[node] = {constant, tree.up(node) ? T(rate + h) : T(rate - h)};
            }
        });
    }

    /// Σ c over the flows.
    [[nodiscard]] T distortion(const Tree& tree) const {
        T sum(0);
        for (Node node = 0; node < nodes(); ++node) {
            const Node above = tree.parent(node);
            if (node < rows()) {
                sum = sum + mass(tree, node) * cost(node, column(above));
            } else if (above < rows()) {
                sum = sum + mass(tree, node) * cost(above, column(node));
            }
        }
        return sum;
    }

    /// Σ h over the flows.
    [[nodiscard]] T perception(const Tree& tree) const {
        T sum(0);
        for (Node node = rows(); node < nodes(); ++node) {
            const Node above = tree.parent(node);
            if (above == SpanningTree::none || above < rows()) { continue; }
            sum = sum + mass(tree, node) * ground_cost(tree, node);
        }
        return sum;
    }

    /// D_min = Σ p_Y min_z c, of the masses as given and not in whole numbers.
    [[nodiscard]] T min_distortion() const {
        CompensatedSum<T> sum, total;
        for (Node row = 0; row < rows(); ++row) {
            total.add(problem_.observation()[observed_[row]]);
            sum.add(T(problem_.observation()[observed_[row]] * cost(row, nearest_[row])));
        }
        return T(sum.value() / total.value());
    }
    /// argmin_z c, by rows.
    [[nodiscard]] const std::vector<std::size_t>& nearest() const { return nearest_; }
    /// The mean of c − min_z c over rows and symbols, 1 where it is 0.
    [[nodiscard]] T mean_excess() const { return T(0) < excess_ ? T(excess_ / T(static_cast<int>(rows()))) : T(1); }
    /// max c.
    [[nodiscard]] const T& largest_cost() const { return largest_cost_; }

    /// A strongly feasible tree in which each row is served by the symbol it chose.
    [[nodiscard]] Tree start(const std::vector<std::size_t>& choice) const {
        std::vector<Mass> surplus(ground_.nodes(), Mass(0));
        for (std::size_t i = 0; i < demanding_.size(); ++i) {
            surplus[demanding_[i]] = surplus[demanding_[i]] - masses_.demand()[i];
        }
        std::vector<typename Tree::Arc> arcs;
        for (Node row = 0; row < rows(); ++row) {
            const Mass& mass = masses_.supply()[row];
            arcs.push_back({row, symbol(choice[row]), mass});
            surplus[ground_.symbol(choice[row])] += mass;
        }
        const auto [tree, root] = ground_tree<T, Mass>(problem_.ground(), ground_, surplus);
        for (const auto& [tail, head, flow] : tree) { arcs.push_back({rows() + tail, rows() + head, flow}); }
        return Tree(nodes(), rows() + root, arcs);
    }

private:
    std::size_t find_nearest(Node row) {
        std::size_t best = 0;
        T least(0), sum(0);
        for (std::size_t z = 0; z < columns(); ++z) {
            const T c = cost(row, z);
            if (!(T(0) <= c) || !finite_number(c)) {
                require(false, "TransportProblem",
                        "cost(" + std::to_string(observed_[row]) + ", " + std::to_string(z) + ")", c, "[0, inf)");
            }
            sum = sum + c;
            if (largest_cost_ < c) { largest_cost_ = c; }
            if (z == 0 || c < least) {
                least = c;
                best = z;
            }
        }
        excess_ = excess_ + (sum / T(static_cast<int>(columns())) - least);
        return best;
    }

    [[nodiscard]] T mass(const Tree& tree, Node node) const { return masses_.mass(tree.flow(node), T(0)); }

    /// h between a node of the ground and its parent.
    [[nodiscard]] const T& ground_cost(const Tree& tree, Node node) const {
        const Node here = node - rows(), above = tree.parent(node) - rows();
        return tree.up(node) ? ground_.cost(here, above) : ground_.cost(above, here);
    }

    [[nodiscard]] static std::vector<T> positive(const std::vector<T>& masses, const std::string& name) {
        std::vector<T> kept;
        for (const T& mass : masses) {
            if (T(0) < mass) { kept.push_back(mass); }
        }
        require(!kept.empty(), "TransportProblem", name + " has no mass");
        if constexpr (rounds<T>) {
            const T total = careful_sum<T>(kept);
            require(finite_number(total), "TransportProblem", "the sum of " + name, total, "(0, inf)");
            for (T& mass : kept) { mass = mass / total; }
        }
        return kept;
    }

    TransportProblem<T, Ground, Cost> problem_;
    GroundNetwork<T> ground_;
    std::vector<std::size_t> observed_, demanding_;
    TransportMasses<T> masses_;
    std::vector<std::size_t> column_, nearest_;
    T excess_ = T(0), largest_cost_ = T(0);
};

} // namespace perdis
