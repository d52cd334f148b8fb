#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/numeric/partial_transport_path.hpp>
#include <perdis/numeric/transport_masses.hpp>
#include <perdis/solver/variation_basis.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace perdis {

/// P(D) under total variation from D_min to D_max, pivot by pivot: every breakpoint, with the estimators on request.
///
/// PartialTransportPath from the law of X* to p: the price θ of its excess is −dD/dP, so each price is a segment of slope
/// −1/θ, and the last basis is that of the transport p_Y → p. Memory O(m + k + pivots) beside the cost and about 50
/// candidates a row.
///
/// @accuracy  exact over an exact field. Else masses are exact in units of 2^-60, costs and prices to a few ε of the
///            largest cost; rows of a solution sum to p_Y(y).
template <OrderedField T, class Ground = DiscreteGround<T>, CostFunction<T> Cost = DenseCost<T>>
class VariationPath {
public:
    using Problem = TransportProblem<T, Ground, Cost>;
    using Vertex = typename PiecewiseLinear<T>::Vertex;
    using Mass = TransportMass<T>;

    /// At D_min, at the vertex of least P.
    explicit VariationPath(Problem problem)
        : layout_(std::move(problem)), minima_(layout_.cost(), layout_.cost().rows, layout_.demand().size()),
          path_(layout_.supply(), layout_.demand(), layout_.cost(), minima_) {
        for (std::size_t row = 0; row < minima_.costs.size(); ++row) {
            distortion_.add(layout_.problem().observation()[layout_.cost().rows[row]] * minima_.costs[row]);
        }
        excess_ = path_.forest().excess();
        while (find() && path_.price() == T(0)) { pivot(); }
        vertices_.push_back({distortion_.value(), perception()});
        first_pivot_.push_back(arcs_.size());
    }

    /// To the end: P = P_min, at D_max.
    void run() {
        while (find()) { pivot(); }
    }
    /// Until the segment that contains D is known.
    void run_to(const T& distortion) {
        while (find() && !(distortion < reach())) { pivot(); }
    }

    /// The breakpoints from D_min on as far as they are known.
    [[nodiscard]] const std::vector<Vertex>& vertices() const { return vertices_; }
    [[nodiscard]] std::size_t pivots() const { return arcs_.size(); }

    /// The optimal coupling, prices and multiplier at D; before the last vertex the pivots up to there are repeated.
    ///
    /// @throws    DomainError for a D that run_to has not reached, NaN included.
    [[nodiscard]] TransportSolution<T> solution(const T& distortion) const {
        require(distortion == distortion, "VariationPath", "distortion", distortion, "(-inf, inf)");
        if (distortion < vertices_.back().distortion) { return Cursor(*this).at(distortion); }
        require(!arc_ || distortion < reach(), "VariationPath", "distortion", distortion, "what run_to has reached");
        VariationBasis<T, Cost, Ground> basis(layout_, path_.forest());
        TransportSolution<T> found = basis.solution(arc_ ? path_.price() : T(0));
        found.distortion = distortion;
        found.iterations = arcs_.size();
        if (arc_) { found.flows = basis.after(*arc_, (distortion - vertices_.back().distortion) / path_.price()); }
        return found;
    }

    /// Solutions at ascending D for one repetition of the pivots. Refers to the path.
    class Cursor {
    public:
        explicit Cursor(const VariationPath& path)
            : path_(&path),
              basis_(path.layout_, typename VariationBasis<T, Cost, Ground>::Forest(
                                       path.layout_.supply(), path.layout_.demand(), path.minima_.columns)) {}

        TransportSolution<T> at(const T& distortion) {
            const auto& vertices = path_->vertices_;
            if (distortion < vertices.front().distortion) { return infeasible(distortion); }
            const auto after = std::upper_bound(vertices.begin(), vertices.end(), distortion,
                                                [](const T& d, const Vertex& v) { return d < v.distortion; });
            const auto segment = static_cast<std::size_t>(after - vertices.begin()) - 1;
            const std::size_t first = path_->first_pivot_[segment];
            if (first < done_) { *this = Cursor(*path_); }
            for (; done_ < first; ++done_) { basis_.pivot(path_->arcs_[done_]); }
            const bool last = segment + 1 == vertices.size();
            const T price = last ? T(0) : path_->prices_[segment];
            TransportSolution<T> found = basis_.solution(price);
            found.distortion = distortion;
            found.iterations = path_->arcs_.size();
            if (!last) { found.flows = between(distortion - vertices[segment].distortion, segment); }
            return found;
        }

    private:
        static TransportSolution<T> infeasible(const T& distortion) {
            TransportSolution<T> none;
            none.distortion = distortion;
            return none;
        }

        /// The flows after a part of a segment that costs as much as the budget.
        std::vector<typename TransportSolution<T>::Flow> between(T budget, std::size_t segment) const {
            VariationBasis<T, Cost, Ground> basis = basis_;
            const T& price = path_->prices_[segment];
            for (std::size_t next = done_; next < path_->first_pivot_[segment + 1] && T(0) < budget; ++next) {
                const auto& arc = path_->arcs_[next];
                const T cost = price * path_->layout_.mass(basis.capacity(arc));
                if (!(cost < budget)) { return basis.after(arc, budget / price); }
                budget = budget - cost;
                basis.pivot(arc);
            }
            return basis.flows();
        }

        const VariationPath* path_;
        VariationBasis<T, Cost, Ground> basis_;
        std::size_t done_ = 0;
    };

private:
    using Arc = typename PartialTransportPath<T, Mass, typename VariationLayout<T, Cost, Ground>::RowCost>::Arc;

    [[nodiscard]] T perception() const { return layout_.mass(excess_); }
    /// D after the pivot that is found.
    [[nodiscard]] T reach() const {
        return distortion_.value() + path_.price() * layout_.mass(path_.forest().capacity(*arc_));
    }

    bool find() {
        if (!arc_) { arc_ = path_.entering(); }
        return arc_.has_value();
    }

    void pivot() {
        const Mass amount = path_.pivot(*arc_);
        arcs_.push_back(*arc_);
        arc_.reset();
        if (!(Mass(0) < amount)) { return; }
        excess_ = excess_ - amount;
        distortion_.add(path_.price() * layout_.mass(amount));
        if (vertices_.empty()) { return; }
        const Vertex vertex{distortion_.value(), perception()};
        const bool steeper = prices_.empty() || prices_.back() + path_.rounding() < path_.price();
        const bool apart =
            vertices_.back().distortion < vertex.distortion && vertex.perception < vertices_.back().perception;
        if (!steeper || !apart) { // the same segment, or less than T can tell
            vertices_.back() = vertex;
            first_pivot_.back() = arcs_.size();
            return;
        }
        first_pivot_.back() = arcs_.size() - 1; // what shipped nothing comes before: only this basis is optimal at θ
        prices_.push_back(path_.price());
        vertices_.push_back(vertex);
        first_pivot_.push_back(arcs_.size());
    }

    VariationLayout<T, Cost, Ground> layout_;
    RowMinima<T> minima_;
    PartialTransportPath<T, Mass, typename VariationLayout<T, Cost, Ground>::RowCost> path_;
    CompensatedSum<T> distortion_;
    Mass excess_ = Mass(0);
    std::optional<Arc> arc_;
    std::vector<Arc> arcs_;
    std::vector<T> prices_; ///< of the segments
    std::vector<Vertex> vertices_;
    std::vector<std::size_t> first_pivot_; ///< of the segment that begins at a vertex
};

} // namespace perdis
