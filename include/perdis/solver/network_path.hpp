#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/solver/candidate_arcs.hpp>
#include <perdis/solver/network_event.hpp>
#include <perdis/solver/network_record.hpp>
#include <perdis/solver/network_search.hpp>
#include <perdis/solver/parametric_prices.hpp>
#include <perdis/solver/transport_network.hpp>
#include <perdis/tradeoff/piecewise_linear.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace perdis {

/// The exact P(D) where d is W₁ on the line or any transport cost: every vertex, from D_min to D_max.
///
/// Parametric network simplex on E c + θ s(q), θ = 1/λ from 0 to ∞: rows → symbols at cost c, then the ground's arcs at
/// cost θ h. Prices are affine in θ, and the next arc to enter is the first whose reduced cost falls through zero. Each
/// arc that enters lowers s, or leaves the plan alone and lowers the prices it moves: so it ends, with ties and equal
/// or zero masses too.
///
/// @domain    T exact: Σ p_Y = Σ p. Else both are scaled to 1.
/// @accuracy  exact where T does not round. Else a few ε of the largest cost and price, and of the largest h, P.
/// @source    [Cunningham1976] for trees that end; the lists are derived in docs/solver.md.
template <OrderedField T, class Ground, CostFunction<T> Cost = DenseCost<T>>
class NetworkPath {
public:
    using Problem = TransportProblem<T, Ground, Cost>;
    using Vertex = typename PiecewiseLinear<T>::Vertex;

    /// At D_min, at the least s of the estimators of that distortion.
    ///
    /// @throws DomainError outside the domain, for a cost that is negative or not finite.
    explicit NetworkPath(const Problem& problem)
        : network_(std::make_shared<const Network>(problem)), tree_(network_->start(network_->nearest())),
          prices_(network_->nodes(), tolerance()), values_(network_->nodes(), T(0)),
          candidates_(*network_, T(network_->mean_excess() / T(16))), distortion_(network_->min_distortion()),
          perception_(network_->perception(tree_)), record_(network_, tree_, distortion_.value()) {
        vertices_.push_back({distortion_.value(), perception_.value()});
        renew();
        find();
        while (next_.time == T(0)) { step(); }
    }

    /// To D_max, where P = P_min.
    void run() {
        while (!finished()) { step(); }
    }

    /// Until the segment that contains D is known.
    void run_to(const T& distortion) {
        while (!finished() && !known(distortion)) { step(); }
    }

    [[nodiscard]] bool finished() const { return never(next_.time); }
    /// What is known so far: in ascending order of D, with slopes that differ.
    [[nodiscard]] const std::vector<Vertex>& vertices() const { return vertices_; }
    [[nodiscard]] std::size_t pivots() const { return record_.size(); }

    /// The claim at D; infeasible below D_min.
    ///
    /// @domain  D below the last vertex, or any once it is finished.
    /// @throws  DomainError outside the domain, NaN included.
    [[nodiscard]] TransportSolution<T> solution(const T& distortion) const {
        require(distortion == distortion && (finished() || known(distortion)), "NetworkPath", "distortion", distortion,
                "what run_to has reached");
        if (distortion < vertices_.front().distortion) {
            TransportSolution<T> none;
            none.distortion = distortion;
            return none;
        }
        return record_.solution(distortion);
    }

private:
    using Network = TransportNetwork<T, Ground, Cost>;
    using Tree = typename Network::Tree;
    using Node = SpanningTree::Node;

    [[nodiscard]] bool known(const T& distortion) const {
        return distortion < vertices_.back().distortion && segment_ < next_.time;
    }

    /// Rates of this size are what rounding leaves of zero.
    [[nodiscard]] T tolerance() const {
        if constexpr (rounds<T>) {
            return T(64) * std::numeric_limits<T>::epsilon() * network_->ground().span();
        } else {
            return T(0);
        }
    }

    /// What rounding of the prices at its ends leaves of the θ of the arc that is next.
    [[nodiscard]] T resolution() const {
        if constexpr (rounds<T>) {
            const auto size = [](const T& value) { return value < T(0) ? T(-value) : value; };
            const T scale = size(prices_[next_.tail].constant) + size(prices_[next_.head].constant);
            return T(16) * std::numeric_limits<T>::epsilon() * (next_.time + scale / size(next_.rate));
        } else {
            return T(0);
        }
    }

    void renew() {
        network_->price(tree_, prices_);
        prices_.evaluate(prices_.theta(), values_);
        candidates_.rebuild(prices_, values_);
    }

    /// The next arc to enter; the lists are extended until they prove it.
    void find() {
        if (candidates_.stale()) { renew(); }
        next_ = candidates_.earliest(prices_);
        if (finished()) {
            next_ = next_event<T>(*network_, prices_);
            if (finished()) { return close(); }
            prices_.evaluate(next_.time, values_);
            candidates_.rebuild(prices_, values_);
            return;
        }
        prices_.evaluate(next_.time, values_);
        const NetworkEvent<T> ground = next_ground_event<T>(*network_, prices_, next_.time, values_);
        candidates_.extend(prices_, values_);
        next_ = candidates_.earliest(prices_);
        if (sooner(ground.time, next_.time)) { next_ = ground; }
    }

    void step() {
        const auto out = tree_.leaving(next_.tail, next_.head);
        const T amount = network_->masses().mass(tree_.flow(out.node), T(0)), same = segment_ + resolution();
        const T constant = out.below_tail ? next_.constant : T(-next_.constant);
        const T rate = out.below_tail ? next_.rate : T(-next_.rate);
        moved_.clear();
        tree_.pivot(next_.tail, next_.head, out, [&](Node node) {
            auto& price = prices_[node];
            price = {T(price.constant + constant), T(price.rate + rate)};
            moved_.push_back(node);
        });
        prices_.advance(next_.time);
        candidates_.update(prices_, moved_, out.below_tail);
        distortion_.add(T(amount * next_.constant));
        perception_.add(T(amount * next_.rate));
        extend(Vertex{distortion_.value(), perception_.value()}, next_.time, same);
        record_.add({next_.tail, next_.head, next_.time, vertices_.back().distortion}, tree_);
        find();
    }

    /// A new vertex, or for θ up to `same` a new end of the last segment; nothing where rounding tells it from no other.
    void extend(const Vertex& vertex, const T& theta, const T& same) {
        const Vertex& last = vertices_.back();
        if (theta == T(0)) {
            vertices_.back().perception = vertex.perception;
        } else if (!(last.distortion < vertex.distortion && vertex.perception < last.perception)) {
            return;
        } else if (!(same < theta)) {
            vertices_.back() = vertex;
        } else {
            vertices_.push_back(vertex);
            segment_ = theta;
        }
    }

    /// The last P anew, from the last plan.
    void close() {
        vertices_.back().perception = network_->perception(tree_);
        while (vertices_.size() > 1 && !(vertices_.back().perception < vertices_[vertices_.size() - 2].perception)) {
            vertices_.erase(vertices_.end() - 2);
        }
    }

    std::shared_ptr<const Network> network_;
    Tree tree_;
    ParametricPrices<T> prices_;
    std::vector<T> values_;
    CandidateArcs<T, Network> candidates_;
    NetworkEvent<T> next_;
    std::vector<Node> moved_;
    CompensatedSum<T> distortion_, perception_;
    T segment_ = T(0);
    std::vector<Vertex> vertices_;
    NetworkRecord<T, Network> record_;
};

} // namespace perdis
