#pragma once

#include <perdis/core/real.hpp>
#include <perdis/numeric/partial_forest.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/numeric/transport_masses.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

namespace perdis {

/// A total variation problem as partial transport: the rows that have mass, and all masses whole numbers.
template <OrderedField T, CostFunction<T> Cost, class Ground>
class VariationLayout {
public:
    using Problem = TransportProblem<T, Ground, Cost>;
    using Mass = TransportMass<T>;

    /// c on the rows that have mass.
    struct RowCost {
        Cost cost;
        std::vector<std::size_t> rows;
        [[nodiscard]] T operator()(std::size_t row, std::size_t column) const { return cost(rows[row], column); }
    };

    explicit VariationLayout(Problem problem)
        : problem_(std::move(problem)), cost_{problem_.cost(), support<T>(problem_.observation())},
          masses_(positive(problem_)) {
        supply_ = masses_.supply();
        std::size_t next = 0;
        for (const T& mass : problem_.ground().masses()) {
            demand_.push_back(T(0) < mass ? masses_.demand()[next++] : Mass(0));
        }
    }

    [[nodiscard]] const Problem& problem() const { return problem_; }
    [[nodiscard]] const RowCost& cost() const { return cost_; }
    [[nodiscard]] const std::vector<Mass>& supply() const { return supply_; }
    [[nodiscard]] const std::vector<Mass>& demand() const { return demand_; }

    /// A mass as a number, and the largest mass of at most a number.
    [[nodiscard]] T mass(const Mass& whole) const { return masses_.mass(whole, T(0)); }
    [[nodiscard]] Mass whole(const T& mass) const { return masses_.below(mass); }

private:
    /// The masses that are positive, and beyond the alphabet's what p has outside of it.
    static TransportMasses<T> positive(const Problem& problem) {
        std::vector<T> supply, demand;
        for (const T& mass : problem.observation()) {
            if (T(0) < mass) { supply.push_back(mass); }
        }
        for (const T& mass : problem.ground().masses()) {
            if (T(0) < mass) { demand.push_back(mass); }
        }
        const T omitted = problem.ground().minimum();
        const T slack =
            rounds<T> ? T(T(static_cast<int>(demand.size() + 8)) * std::numeric_limits<T>::epsilon()) : T(0);
        if (slack < omitted || demand.empty()) { demand.push_back(omitted); }
        return TransportMasses<T>(supply, demand);
    }

    Problem problem_;
    RowCost cost_;
    TransportMasses<T> masses_;
    std::vector<Mass> supply_, demand_;
};

/// A basis of a total variation problem: flows, and at a price θ the prices that prove them. Refers to the layout.
template <OrderedField T, CostFunction<T> Cost, class Ground>
class VariationBasis {
public:
    using Mass = TransportMass<T>;
    using Forest = PartialForest<Mass>;
    using Node = typename Forest::Node;
    using Flow = typename TransportSolution<T>::Flow;
    using Arc = typename Forest::Arc;

    VariationBasis(const VariationLayout<T, Cost, Ground>& layout, Forest forest)
        : layout_(&layout), forest_(std::move(forest)) {}

    void pivot(const Arc& arc) {
        forest_.pivot(arc, [](Node) {});
    }
    [[nodiscard]] const Mass& capacity(const Arc& arc) const { return forest_.capacity(arc); }
    /// The flows, and the prices at θ; θ = 0 stands for the end of the curve.
    [[nodiscard]] TransportSolution<T> solution(const T& price) const {
        TransportSolution<T> found;
        found.status = Status::solved;
        found.flows = flows();
        found.prices.assign(layout_->demand().size(), T(0));
        if (price == T(0)) { return found; }
        found.multiplier = T(1) / price;
        const std::vector<T> level = levels(price);
        for (std::size_t z = 0; z < found.prices.size(); ++z) { found.prices[z] = level[forest_.rows() + z] / price; }
        return found;
    }

    /// M, by row, then column; where T rounds each row in proportion to p_Y(y).
    [[nodiscard]] std::vector<Flow> flows() const { return sorted({}); }

    /// The same after the arc has shipped a mass, at most its capacity.
    [[nodiscard]] std::vector<Flow> after(const Arc& arc, const T& mass) const {
        const Mass asked = layout_->whole(mass), amount = asked < capacity(arc) ? asked : capacity(arc);
        VariationBasis shipped = *this;
        shipped.forest_.ship(arc, amount);
        if (!(Mass(0) < amount)) { return shipped.flows(); }
        return shipped.sorted({flow(arc.row, arc.column, amount)});
    }

private:
    /// These flows and those of the tree.
    [[nodiscard]] std::vector<Flow> sorted(std::vector<Flow> result) const {
        for (Node node = 0; node < forest_.sink(); ++node) {
            const Node above = forest_.tree().parent(node);
            if (above == forest_.sink() || !(Mass(0) < forest_.flow(node))) { continue; }
            const Node row = node < above ? node : above, column = (node < above ? above : node) - forest_.rows();
            result.push_back(flow(row, column, forest_.flow(node)));
        }
        std::sort(result.begin(), result.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.row, a.column) < std::tie(b.row, b.column); });
        return result;
    }

    [[nodiscard]] Flow flow(Node row, Node column, const Mass& amount) const {
        const std::size_t y = layout_->cost().rows[row];
        T mass = layout_->mass(amount);
        if constexpr (rounds<T>) {
            mass = layout_->problem().observation()[y] * (mass / layout_->mass(layout_->supply()[row]));
        }
        return {y, column, mass};
    }

    /// −v of the columns, u of the rows, from the tree.
    [[nodiscard]] std::vector<T> levels(const T& price) const {
        std::vector<T> level(forest_.sink(), T(0));
        forest_.tree().visit(forest_.sink(), [&](Node node) {
            if (node == forest_.sink()) { return; }
            const Node above = forest_.tree().parent(node);
            if (above == forest_.sink()) {
                if (forest_.side(node) == Forest::Side::excess) { level[node] = price; }
            } else if (node < above) {
                level[node] = layout_->cost()(node, above - forest_.rows()) + level[above];
            } else {
                level[node] = level[above] - layout_->cost()(above, node - forest_.rows());
            }
        });
        return level;
    }

    const VariationLayout<T, Cost, Ground>* layout_;
    Forest forest_;
};

} // namespace perdis
