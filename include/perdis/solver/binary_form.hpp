#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/numeric/dense.hpp>
#include <perdis/numeric/transport_input.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace perdis {

/// Two reconstruction symbols: the output q(D) = P(X̂ = 1) of the optimal estimator, one for every divergence at once.
///
/// A d that is convex in q falls as q approaches the q that minimise it, an interval [a, b]; for binary X and a d that
/// vanishes at q = p alone it is p. So the best q within D is the one nearest to [a, b]. With u_y = c(y, 1) − c(y, 0):
///
///     D_min      X̂ = 1 where u_y < 0: q between P(u < 0) and P(u ≤ 0), at no cost, as near to [a, b] as that goes
///     q below a  the y with 0 < u_y turn to X̂ = 1 in ascending order of u_y,    dq/dD = 1/u_y
///     q above b  the y with u_y < 0 turn to X̂ = 0 in ascending order of |u_y|,  dq/dD = −1/|u_y|
///
/// q(D) is continuous, piecewise linear and monotone; at each D at most one y is randomised. P(D) = d(p, q(D)).
///
/// @accuracy  exact where T does not round; else a few m ε for q, of E|c| for distortions.
/// @source    [BlauMichaeli2018], eq. (9); derived in docs/solver.md
template <OrderedField T>
class BinaryForm {
public:
    /// A breakpoint of q(D).
    struct Vertex {
        T distortion, output;
    };

    /// @param observation  p_Y, m entries in [0, 1].
    /// @param cost         c(y, z), m × 2.
    /// @param low, high    [a, b], 0 ≤ a ≤ b ≤ 1.
    /// @throws DomainError outside the domain, NaN included.
    BinaryForm(std::vector<T> observation, const DenseMatrix<T>& cost, const T& low, const T& high)
        : observation_(std::move(observation)) {
        require(cost.rows() == static_cast<Eigen::Index>(observation_.size()) && cost.size() > 0 && cost.cols() == 2,
                "BinaryForm", "the cost is not m x 2, m the number of the observation's symbols");
        require(T(0) <= low && low <= T(1), "BinaryForm", "low", low, "[0, 1]");
        require(low <= high && high <= T(1), "BinaryForm", "high", high, "[low, 1]");
        for (std::size_t y = 0; y < observation_.size(); ++y) {
            const auto row = static_cast<Eigen::Index>(y);
            rises_.push_back(cost(row, 1) - cost(row, 0));
            require(rises_[y] - rises_[y] == T(0), "BinaryForm", "a cost is not finite");
            require(T(0) <= observation_[y], "BinaryForm", "a mass", observation_[y], "[0, 1]");
            first_ = first_ + observation_[y] * (rises_[y] < T(0) ? cost(row, 1) : cost(row, 0));
        }
        require_sum_one<T>(observation_, "BinaryForm", "the sum of the observation");
        start(low, high);
    }

    /// Binary X: a = b = P(X = x_1); Δ(x, z) is 2 × 2.
    BinaryForm(const Joint<T>& joint, const DenseMatrix<T>& distortion)
        : BinaryForm({joint.marginal().begin(), joint.marginal().end()}, cost_of(joint, distortion),
                     joint.prior().probabilities()(1), joint.prior().probabilities()(1)) {}

    /// The breakpoints of q(D), D ascending; O(m log m) once.
    [[nodiscard]] const std::vector<Vertex>& vertices() const { return vertices_; }
    [[nodiscard]] const T& min_distortion() const { return vertices_.front().distortion; }
    /// The least D with q(D) in [a, b].
    [[nodiscard]] const T& max_distortion() const { return vertices_.back().distortion; }

    /// q(D).
    ///
    /// @domain    D in [D_min, inf).
    /// @throws    DomainError outside the domain.
    [[nodiscard]] T output(const T& distortion) const {
        require_feasible(distortion);
        if (!(distortion < max_distortion())) { return vertices_.back().output; }
        const Step& step = steps_[step_at(distortion)];
        const T moved = (distortion - step.begin) / magnitude(step.row);
        return fills_ ? T(step.output + moved) : T(step.output - moved);
    }

    /// Q(1|y), m entries; domain as of output().
    [[nodiscard]] std::vector<T> estimator(const T& distortion) const {
        require_feasible(distortion);
        std::vector<T> chosen = cheapest_;
        for (const Step& step : steps_) {
            if (!(step.begin < distortion)) { break; }
            const T spent = distortion < step.end ? T((distortion - step.begin) / magnitude(step.row)) : step.moved;
            const T share = std::min<T>(spent / observation_[step.row], T(1));
            chosen[step.row] = fills_ ? share : T(T(1) - share);
        }
        return chosen;
    }

    /// The y with 0 < Q(1|y) < 1, if there is one; domain as of output().
    [[nodiscard]] std::optional<std::size_t> randomised(const T& distortion) const {
        const std::vector<T> chosen = estimator(distortion);
        const auto y =
            std::find_if(chosen.begin(), chosen.end(), [](const T& share) { return T(0) < share && share < T(1); });
        if (y == chosen.end()) { return std::nullopt; }
        return static_cast<std::size_t>(y - chosen.begin());
    }

    /// dq/dD at D from the right; domain as of output().
    [[nodiscard]] T slope(const T& distortion) const {
        require_feasible(distortion);
        if (!(distortion < max_distortion())) { return T(0); }
        return T(fills_ ? 1 : -1) / magnitude(steps_[step_at(distortion)].row);
    }

private:
    /// A y that turns, from D = begin and q = output on, by this mass.
    struct Step {
        std::size_t row;
        T begin, end, output, moved;
    };

    [[nodiscard]] T magnitude(std::size_t y) const { return rises_[y] < T(0) ? T(-rises_[y]) : rises_[y]; }

    static DenseMatrix<T> cost_of(const Joint<T>& joint, const DenseMatrix<T>& distortion) {
        require(joint.prior().size() == 2 && distortion.rows() == 2 && distortion.cols() == 2, "BinaryForm",
                "the prior has not two symbols, or the distortion is not 2 x 2");
        return matrix_product(joint.posterior(), distortion);
    }

    void require_feasible(const T& distortion) const {
        require(!(distortion < min_distortion()) && distortion == distortion, "BinaryForm", "distortion", distortion,
                "[D_min, inf)");
    }

    [[nodiscard]] std::size_t step_at(const T& distortion) const {
        const auto after = std::upper_bound(steps_.begin(), steps_.end(), distortion,
                                            [](const T& d, const Step& step) { return d < step.end; });
        return static_cast<std::size_t>(after - steps_.begin());
    }

    /// The estimator at D_min, then the steps.
    void start(const T& low, const T& high) {
        T certain(0), free(0);
        for (std::size_t y = 0; y < observation_.size(); ++y) {
            if (rises_[y] < T(0)) { certain = certain + observation_[y]; }
            if (rises_[y] == T(0)) { free = free + observation_[y]; }
        }
        fills_ = certain < low;
        T wanted = fills_ ? std::min<T>(low - certain, free) : T(0);
        T output = certain + wanted;
        for (std::size_t y = 0; y < observation_.size(); ++y) {
            cheapest_.push_back(rises_[y] < T(0) ? T(1) : T(0));
            if (rises_[y] < T(0) || T(0) < rises_[y] || !(T(0) < observation_[y])) { continue; }
            const T given = std::min<T>(wanted, observation_[y]);
            cheapest_[y] = given / observation_[y];
            wanted = wanted - given;
        }
        turn(output, fills_ ? low : high);
    }

    void turn(T output, const T& target) {
        std::vector<std::size_t> order;
        for (std::size_t y = 0; y < observation_.size(); ++y) {
            if (T(0) < observation_[y] && (fills_ ? T(0) < rises_[y] : rises_[y] < T(0))) { order.push_back(y); }
        }
        std::stable_sort(order.begin(), order.end(),
                         [this](std::size_t a, std::size_t b) { return magnitude(a) < magnitude(b); });
        vertices_.push_back({first_, output});
        T distortion = first_;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const T left = fills_ ? T(target - output) : T(output - target);
            if (!(T(0) < left)) { break; }
            const T moved = std::min<T>(observation_[order[i]], left);
            const T next = distortion + magnitude(order[i]) * moved;
            steps_.push_back({order[i], distortion, next, output, moved});
            const bool last = i + 1 == order.size() || !(moved < left);
            output = last ? target : (fills_ ? T(output + moved) : T(output - moved));
            distortion = next;
            const bool straight = vertices_.size() > 1 && magnitude(order[i]) == magnitude(order[i - 1]);
            if (straight || !(vertices_.back().distortion < next)) { vertices_.pop_back(); }
            vertices_.push_back({next, output});
        }
    }

    std::vector<T> observation_;
    std::vector<T> rises_ = {};
    std::vector<T> cheapest_ = {};
    T first_ = T(0);
    bool fills_ = false;
    std::vector<Step> steps_ = {};
    std::vector<Vertex> vertices_ = {};
};

/// P(D) = d(p, q(D)) of binary X with the law p; domain as of BinaryForm::output().
template <OrderedField T, class Divergence>
T perception(const BinaryForm<T>& form, const Divergence& divergence, const Discrete<T>& prior, const T& distortion) {
    require(prior.size() == 2, "perception", "the number of symbols", prior.size(), "{2}");
    DenseVector<T> law(2);
    law(1) = form.output(distortion);
    law(0) = T(1) - law(1);
    return divergence(prior, Discrete<T>::over_vectors(prior.support(), law));
}

} // namespace perdis
