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
        snapshots_.push_back(path_.forest());
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

    /// The optimal coupling, prices and multiplier at D; a basis is rebuilt from at most m + k + 1 pivots.
    ///
    /// @throws    DomainError for a D that run_to has not reached, NaN included.
    [[nodiscard]] TransportSolution<T> solution(const T& distortion) const {
        require(distortion == distortion && (!arc_ || distortion < reach()), "VariationPath", "distortion", distortion,
                "what run_to has reached");
        TransportSolution<T> found;
        if (!(distortion < vertices_.front().distortion)) {
            found = distortion < vertices_.back().distortion ? before_end(distortion) : at_end(distortion);
        }
        found.distortion = distortion;
        found.iterations = arcs_.size();
        return found;
    }

private:
    using Layout = VariationLayout<T, Cost, Ground>;
    using Basis = VariationBasis<T, Cost, Ground>;
    using Forest = typename Basis::Forest;
    using Arc = typename Forest::Arc;

    [[nodiscard]] T perception() const { return layout_.mass(path_.forest().excess()); }
    /// D after the pivot that is found.
    [[nodiscard]] T reach() const {
        return distortion_.value() + path_.price() * layout_.mass(path_.forest().capacity(*arc_));
    }

    bool find() {
        if (!arc_) { arc_ = path_.entering(); }
        return arc_.has_value();
    }

    void pivot() {
        const T noise = path_.rounding(arc_->row);
        const Mass amount = path_.pivot(*arc_);
        arcs_.push_back(*arc_);
        arc_.reset();
        if (arcs_.size() % interval() == 0) { snapshots_.push_back(path_.forest()); }
        if (!(Mass(0) < amount)) { return; }
        distortion_.add(path_.price() * layout_.mass(amount));
        if (vertices_.empty()) { return; }
        const Vertex vertex{distortion_.value(), perception()};
        const bool steeper = prices_.empty() || prices_.back() + noise < path_.price();
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

    /// A basis is kept at every so many pivots.
    [[nodiscard]] std::size_t interval() const { return path_.forest().sink() + 1; }

    /// The basis after so many pivots.
    [[nodiscard]] Basis basis(std::size_t pivots) const {
        const std::size_t nearest = std::min(pivots / interval(), snapshots_.size() - 1);
        Basis basis(layout_, snapshots_[nearest]);
        for (std::size_t next = nearest * interval(); next < pivots; ++next) { basis.pivot(arcs_[next]); }
        return basis;
    }

    /// At D from the last vertex on.
    [[nodiscard]] TransportSolution<T> at_end(const T& distortion) const {
        const Basis basis(layout_, path_.forest());
        if (!arc_) { return basis.solution(T(0)); }
        TransportSolution<T> found = basis.solution(path_.price());
        found.flows = basis.after(*arc_, (distortion - vertices_.back().distortion) / path_.price());
        return found;
    }

    /// At D in [D_min, D of the last vertex).
    [[nodiscard]] TransportSolution<T> before_end(const T& distortion) const {
        const auto after = std::upper_bound(vertices_.begin(), vertices_.end(), distortion,
                                            [](const T& d, const Vertex& v) { return d < v.distortion; });
        const auto segment = static_cast<std::size_t>(after - vertices_.begin()) - 1;
        const T& price = prices_[segment];
        Basis basis = this->basis(first_pivot_[segment]);
        TransportSolution<T> found = basis.solution(price);
        T budget = distortion - vertices_[segment].distortion;
        for (std::size_t next = first_pivot_[segment]; next < first_pivot_[segment + 1] && T(0) < budget; ++next) {
            const T cost = price * layout_.mass(basis.capacity(arcs_[next]));
            if (!(cost < budget)) {
                found.flows = basis.after(arcs_[next], budget / price);
                return found;
            }
            budget = budget - cost;
            basis.pivot(arcs_[next]);
        }
        found.flows = basis.flows();
        return found;
    }

    Layout layout_;
    RowMinima<T> minima_;
    PartialTransportPath<T, Mass, typename Layout::RowCost> path_;
    CompensatedSum<T> distortion_;
    std::optional<Arc> arc_;
    std::vector<Arc> arcs_;
    std::vector<T> prices_; ///< of the segments
    std::vector<Vertex> vertices_;
    std::vector<Forest> snapshots_;
    std::vector<std::size_t> first_pivot_; ///< of the segment that begins at a vertex
};

} // namespace perdis
