#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/solver/network_claim.hpp>
#include <perdis/solver/network_path.hpp>
#include <perdis/solver/network_simplex.hpp>
#include <perdis/solver/transport_network.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>

namespace perdis {

/// The search for one D on the curve of a TransportProblem, by chords.
template <OrderedField T, class Ground, CostFunction<T> Cost>
class NetworkPoint {
public:
    using Problem = TransportProblem<T, Ground, Cost>;
    using Network = TransportNetwork<T, Ground, Cost>;
    using Claim = NetworkClaim<T, Network>;
    using Node = SpanningTree::Node;

    NetworkPoint(const Problem& problem, const NetworkProgress& progress)
        : network_(std::make_shared<const Network>(problem)), simplex_(network_, progress) {}

    /// The vertex at which E c + s/λ is least.
    [[nodiscard]] TransportSolution<T> tangent(const T& multiplier) {
        const T theta = T(1) / multiplier;
        simplex_.solve(theta);
        return Claim(*network_, simplex_.tree(), network_->distortion(simplex_.tree()))
            .priced(theta)
            .solution(simplex_.pivots());
    }

    /// Whether rounding is all that may part D from D_min.
    [[nodiscard]] bool next_to_minimum(const T& distortion) const {
        const T least = here().distortion, room = rounding(1 << 12, T(least + network_->mean_excess()));
        return !(distortion < least - rounding(8, least)) && distortion < least + room;
    }

    [[nodiscard]] TransportSolution<T> at(const T& distortion) {
        Point left = here();
        if (distortion < left.distortion) {
            TransportSolution<T> none;
            none.distortion = distortion;
            return none;
        }
        // the chord from the left vertex to (D, P_min) is too steep; a few times that is not much too flat
        T theta(0);
        std::optional<Point> right;
        while (!right) {
            if (flat(left)) { return Claim(*network_, simplex_.tree(), distortion).solution(simplex_.pivots()); }
            const T chord = (distortion - left.distortion) / (left.perception - least());
            theta = T(2) * (theta < chord ? chord : theta);
            if (!(T(0) < theta)) { theta = network_->mean_excess() / (left.perception - least()); }
            simplex_.solve(theta);
            const Point found = here();
            if (distortion < found.distortion) {
                right = found;
            } else {
                left = found;
            }
        }
        chords(distortion, left, *right);
        auto solution = spend(distortion);
        while (!simplex_.proven()) {
            simplex_.solve(simplex_.theta());
            solution = spend(distortion);
        }
        return solution;
    }

private:
    struct Point {
        T distortion, perception;
    };

    [[nodiscard]] Point here() const {
        return {network_->distortion(simplex_.tree()), network_->perception(simplex_.tree())};
    }

    /// P_min of the masses scaled to 1.
    [[nodiscard]] T least() const {
        const T minimum = network_->problem().ground().minimum();
        if constexpr (rounds<T>) { return minimum / careful_sum<T>(network_->problem().ground().masses()); }
        return minimum;
    }

    /// What rounding leaves of zero, in multiples of ε.
    static T rounding(int multiple, const T& scale) {
        if constexpr (rounds<T>) {
            return T(multiple) * std::numeric_limits<T>::epsilon() * scale;
        } else {
            return T(0);
        }
    }

    [[nodiscard]] bool flat(const Point& point) const {
        return !(least() + rounding(64, network_->ground().span()) < point.perception);
    }

    /// To a tree whose vertex is an end of the edge at D, or near.
    void chords(const T& distortion, Point left, Point right) {
        const std::size_t few = 16 + network_->nodes() / 64;
        while (true) {
            const T theta = (right.distortion - left.distortion) / (left.perception - right.perception);
            const std::size_t before = simplex_.pivots();
            simplex_.solve(theta);
            const Point found = here();
            const T chord = left.distortion + theta * left.perception;
            const bool below = found.distortion + theta * found.perception < chord - rounding(64, chord);
            if (!below || simplex_.pivots() < before + few) { return; }
            (distortion < found.distortion ? right : left) = found;
        }
    }

    /// From vertex to vertex to the edge at D, and along it.
    [[nodiscard]] TransportSolution<T> spend(const T& distortion) {
        T spent = here().distortion;
        const bool more = !(distortion < spent);
        std::optional<TransportSolution<T>> solution;
        simplex_.walk(more ? 1 : -1, [&](Node tail, Node head, const T& rate) {
            const auto& tree = simplex_.tree();
            const T amount = network_->masses().mass(tree.flow(tree.leaving(tail, head).node), T(0));
            const T step = T(0) - simplex_.theta() * rate * amount, after = spent + step;
            if (more ? distortion < after : !(distortion < after)) {
                solution = Claim(*network_, tree, distortion)
                               .entering(tail, head, T((distortion - spent) / step))
                               .priced(simplex_.theta())
                               .solution(simplex_.pivots());
                return false;
            }
            spent = after;
            return true;
        });
        if (!solution) {
            solution =
                Claim(*network_, simplex_.tree(), distortion).priced(simplex_.theta()).solution(simplex_.pivots());
        }
        return *solution;
    }

    std::shared_ptr<const Network> network_;
    NetworkSimplex<T, Network> simplex_;
};

/// P(D) at one D under W₁ on the line or any transport cost, without the rest of the curve; infeasible below D_min.
///
/// Chords, each by a network simplex at fixed λ on few arcs, which one pricing of all m k arcs proves in the end. Costs
/// are evaluated where they are needed: memory grows with m + k, not m k, where the cost is a function.
///
/// @throws  DomainError for a D that is NaN, and as NetworkPath.
/// @source  [EisnerSeverance1976] for the chords.
template <OrderedField T, class Ground, CostFunction<T> Cost>
TransportSolution<T> network_point(const TransportProblem<T, Ground, Cost>& problem, const T& distortion,
                                   const NetworkProgress& progress = {}) {
    require(finite_number(distortion) && distortion == distortion, "network_point", "distortion", distortion,
            "(-inf, inf)");
    NetworkPoint<T, Ground, Cost> point(problem, progress);
    if (!point.next_to_minimum(distortion)) { return point.at(distortion); }
    // No chord is to be told from rounding there: by the path from D_min, which has not far to go.
    NetworkPath<T, Ground, Cost> path(problem);
    const T& least = path.vertices().front().distortion;
    const T place = distortion < least ? least : distortion;
    path.run_to(place);
    TransportSolution<T> found = path.solution(place);
    found.distortion = distortion;
    return found;
}

/// The same at a point where −λ supports P: the D of the solution is its own.
///
/// @domain  λ in (0, inf), 1/λ finite.
template <OrderedField T, class Ground, CostFunction<T> Cost>
TransportSolution<T> network_tangent(const TransportProblem<T, Ground, Cost>& problem, const T& multiplier,
                                     const NetworkProgress& progress = {}) {
    require(T(0) < multiplier && finite_number(multiplier) && finite_number(T(T(1) / multiplier)), "network_tangent",
            "multiplier", multiplier, "(0, inf)");
    return NetworkPoint<T, Ground, Cost>(problem, progress).tangent(multiplier);
}

} // namespace perdis
