#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/tradeoff/transport_problem.hpp>
#include <perdis/tradeoff/transport_solution.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace perdis {

/// lower ≤ P(D) ≤ upper of a TransportProblem, recomputed from the flows, the prices u and the multiplier λ of a claim.
///
///     upper = s(q),   q the column sums of the flows made feasible: rows scaled to p_Y, negative flows dropped, a row that
///             is empty or not finite at its cheapest symbol; beyond the budget mixed with the cheapest estimator
///     lower = Σ_y p_Y(y) min_z [u_z + λ e(y, z)] − s*(u) − λ (D − D_min),   e = c − min_z c
///
/// valid for every u and every λ ≥ 0: a wrong claim gives a wide enclosure, never a wrong one. Two passes over the cost.
///
/// @accuracy  exact over an exact field. Else both bounds are moved outward by 32 ε of what they are summed from, and what
///            costs at most 8 ε D more than D costs D.
/// @throws    DomainError for prices of another size, λ outside [0, inf), D that is NaN, flows outside the problem.
/// @source    [BlauMichaeli2018], eq. (9); weak duality: docs/certificate.md
template <OrderedField T, class Ground, CostFunction<T> Cost>
class TransportCertifier {
public:
    using Problem = TransportProblem<T, Ground, Cost>;

    explicit TransportCertifier(Problem problem) : problem_(std::move(problem)) {
        CompensatedSum<T> sum;
        for (std::size_t y = 0; y < problem_.rows(); ++y) {
            std::size_t best = 0;
            T least = problem_.cost()(y, 0);
            for (std::size_t z = 1; z < problem_.columns(); ++z) {
                const T value = problem_.cost()(y, z);
                if (!(value < least)) { continue; }
                least = value;
                best = z;
            }
            cheapest_.push_back(best);
            least_.push_back(least);
            sum.add(problem_.observation()[y] * least);
        }
        min_distortion_ = sum.value();
    }

    /// D_min.
    [[nodiscard]] const T& min_distortion() const { return min_distortion_; }

    /// The bounds at the claim's D; nothing for D < D_min (where T rounds by more than 8 ε D_min).
    [[nodiscard]] std::optional<Bounds<T>> operator()(const TransportSolution<T>& claim) const {
        require(claim.distortion == claim.distortion, "certify", "distortion", claim.distortion, "(-inf, inf)");
        if (claim.distortion < min_distortion_ - rounding(T(1) / T(4)) * min_distortion_) { return std::nullopt; }
        require(claim.prices.size() == problem_.columns(), "certify", "the prices have another size");
        require(T(0) <= claim.multiplier && finite_number(claim.multiplier), "certify", "multiplier", claim.multiplier,
                "[0, inf)");
        const T raw = claim.distortion - min_distortion_;
        const T budget = raw < T(0) ? T(0) : raw;
        const T above = upper(claim, budget), below = lower(claim, budget), least = problem_.ground().minimum();
        const T floor = least - rounding(T(1)) * least;
        if (!finite_number(below) || !(floor < below)) { return Bounds<T>{floor, above}; }
        return Bounds<T>{above < below ? above : below, above};
    }

private:
    /// 32 ε of a size; 0 where T is exact.
    static T rounding(const T& size) {
        if constexpr (rounds<T>) { return T(32) * std::numeric_limits<T>::epsilon() * size; }
        return T(0);
    }

    [[nodiscard]] T excess(std::size_t y, std::size_t z) const { return problem_.cost()(y, z) - least_[y]; }

    /// Whether the flows of a row say where it goes.
    static bool stated(const CompensatedSum<T>& row) { return T(0) < row.value() && finite_number(row.value()); }

    [[nodiscard]] T upper(const TransportSolution<T>& claim, const T& budget) const {
        std::vector<CompensatedSum<T>> row(problem_.rows());
        for (const auto& flow : claim.flows) {
            require(flow.row < problem_.rows() && flow.column < problem_.columns(), "certify",
                    "a flow is outside of the problem");
            if (T(0) < flow.mass) { row[flow.row].add(flow.mass); }
        }
        CompensatedSum<T> spent;
        std::vector<CompensatedSum<T>> law(problem_.columns()), cheapest(problem_.columns());
        for (const auto& flow : claim.flows) {
            if (!(T(0) < flow.mass) || !stated(row[flow.row])) { continue; }
            const T mass = problem_.observation()[flow.row] * (flow.mass / row[flow.row].value());
            law[flow.column].add(mass);
            spent.add(mass * excess(flow.row, flow.column));
        }
        for (std::size_t y = 0; y < problem_.rows(); ++y) {
            cheapest[cheapest_[y]].add(problem_.observation()[y]);
            if (!stated(row[y])) { law[cheapest_[y]].add(problem_.observation()[y]); }
        }
        const T used = spent.value() + rounding(spent.value());
        const T tie = rounding(claim.distortion / T(4));
        const T share = budget + tie < used ? T(budget / used) : T(1);
        std::vector<T> q;
        for (std::size_t z = 0; z < law.size(); ++z) {
            q.push_back(share * law[z].value() + (T(1) - share) * cheapest[z].value());
        }
        const T value = problem_.ground().value(q);
        return value + rounding(value + problem_.ground().scale());
    }

    [[nodiscard]] T lower(const TransportSolution<T>& claim, const T& budget) const {
        CompensatedSum<T> sum, size;
        for (std::size_t y = 0; y < problem_.rows(); ++y) {
            const T& mass = problem_.observation()[y];
            if (!(T(0) < mass)) { continue; }
            std::size_t best = 0;
            T least = claim.prices[0] + claim.multiplier * excess(y, 0);
            for (std::size_t z = 1; z < problem_.columns(); ++z) {
                const T value = claim.prices[z] + claim.multiplier * excess(y, z);
                if (!(value < least)) { continue; }
                least = value;
                best = z;
            }
            sum.add(mass * least);
            size.add(mass * (magnitude(claim.prices[best]) + claim.multiplier * excess(y, best)));
        }
        const T conjugate = problem_.ground().conjugate(claim.prices);
        const T paid = claim.multiplier * budget;
        // D and D_min are numbers of the size of D: their difference is as uncertain as they are.
        const T scale = size.value() + magnitude(conjugate) + claim.multiplier * magnitude(claim.distortion) / T(8);
        return sum.value() - conjugate - paid - rounding(scale);
    }

    static T magnitude(const T& value) { return value < T(0) ? T(-value) : value; }

    Problem problem_;
    std::vector<std::size_t> cheapest_;
    std::vector<T> least_;
    T min_distortion_ = T(0);
};

/// The bounds of one claim.
template <OrderedField T, class Ground, CostFunction<T> Cost>
std::optional<Bounds<T>> certify(const TransportProblem<T, Ground, Cost>& problem, const TransportSolution<T>& claim) {
    return TransportCertifier<T, Ground, Cost>(problem)(claim);
}

} // namespace perdis
