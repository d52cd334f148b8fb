#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/numeric/transport_input.hpp>
#include <perdis/tradeoff/ground.hpp>

#include <Eigen/Core>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// A cost c(y, z), callable, evaluated where it is needed: so that m × k entries need not fit in memory.
template <class C, class T>
concept CostFunction = std::copyable<C> && requires(const C cost, std::size_t y, std::size_t z) {
    /// c(y, z) in [0, inf).
    { cost(y, z) } -> std::convertible_to<T>;
};

/// A cost that is kept, by rows.
template <OrderedField T>
class DenseCost {
public:
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    explicit DenseCost(Matrix values) : values_(std::make_shared<const Matrix>(std::move(values))) {}
    [[nodiscard]] const T& operator()(std::size_t y, std::size_t z) const {
        return values_->data()[y * static_cast<std::size_t>(values_->cols()) + z];
    }
    [[nodiscard]] const Matrix& values() const { return *values_; }

private:
    std::shared_ptr<const Matrix> values_;
};

/// The finite core over any ordered field, where d is total variation or a transport cost: a parametric linear program.
///
///     P(D) = min_M s(q)   subject to   Σ M(y,z) c(y,z) ≤ D,   Σ_z M(y,z) = p_Y(y),   q_z = Σ_y M(y,z),   M ≥ 0
///
/// P is convex, non-increasing and piecewise linear in D.
///
/// @tparam Ground  DiscreteGround, LineGround or MatrixGround.
template <OrderedField T, class Ground, CostFunction<T> Cost = DenseCost<T>>
class TransportProblem {
public:
    using scalar_type = T;

    /// @param observation  p_Y, m entries.
    /// @param cost         c, m × k, in [0, inf); read, and refused otherwise, by what uses it.
    /// @throws DomainError for an empty alphabet, a kept cost of another size, a mass that is negative or not finite, masses whose sum is not 1 (within
    ///         1e-9 where T rounds); under total variation p may have the rest of 1 outside of the alphabet.
    TransportProblem(std::vector<T> observation, Cost cost, Ground ground)
        : observation_(std::move(observation)), cost_(std::move(cost)), ground_(std::move(ground)) {
        require(!observation_.empty(), "TransportProblem", "the observation has no symbols");
        require(ground_.size() > 0, "TransportProblem", "the reconstruction alphabet is empty");
        check(observation_, "observation");
        check(ground_.masses(), "masses");
        require_sum_one<T>(observation_, "TransportProblem", "the sum of observation");
        if constexpr (std::same_as<Ground, DiscreteGround<T>>) {
            const T sum = careful_sum<T>(ground_.masses());
            const T slack = rounds<T> ? T(T(1) / T(1000000000)) : T(0);
            require(!(slack < sum - T(1)), "TransportProblem", "the sum of masses", sum, "[0, 1]");
        } else {
            require_sum_one<T>(ground_.masses(), "TransportProblem", "the sum of masses");
        }
        if constexpr (std::same_as<Cost, DenseCost<T>>) {
            const auto& values = cost_.values();
            require(static_cast<std::size_t>(values.rows()) == rows()
                        && static_cast<std::size_t>(values.cols()) == columns(),
                    "TransportProblem",
                    "cost is " + std::to_string(values.rows()) + " x " + std::to_string(values.cols())
                        + ", the alphabets " + std::to_string(rows()) + " x " + std::to_string(columns()));
        }
    }

    /// p_Y.
    [[nodiscard]] const std::vector<T>& observation() const { return observation_; }
    /// c.
    [[nodiscard]] const Cost& cost() const { return cost_; }
    /// p and h.
    [[nodiscard]] const Ground& ground() const { return ground_; }
    /// m.
    [[nodiscard]] std::size_t rows() const { return observation_.size(); }
    /// k.
    [[nodiscard]] std::size_t columns() const { return ground_.size(); }

private:
    static void check(const std::vector<T>& masses, const std::string& name) {
        for (std::size_t i = 0; i < masses.size(); ++i) {
            if (!(T(0) <= masses[i]) || !finite_number(masses[i])) {
                require(false, "TransportProblem", name + "[" + std::to_string(i) + "]", masses[i], "[0, 1]");
            }
        }
    }

    std::vector<T> observation_;
    Cost cost_;
    Ground ground_;
};

} // namespace perdis
