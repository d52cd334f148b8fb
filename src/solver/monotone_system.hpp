#pragma once

#include <perdis/inference/monotone_map.hpp>
#include <perdis/inference/shrinkage.hpp>

#include <vector>

namespace perdis {

/// A point of the boundary value problem of MonotoneMapSolver: stretch and price at the nodes.
struct MonotoneState {
    std::vector<double> stretch = {}; ///< e_i
    std::vector<double> price = {};   ///< u_i
    double multiplier = 0.0;          ///< λ, in standard units
};

/// What a state spends of (1 − σ_*)², and what it leaves of it, neither as a difference.
struct Spending {
    double excess = 0.0; ///< δ = 2 ∫ q D²
    double rest = 0.0;   ///< (1 − σ_*)² − δ = 2 ∫ q e (2 (1 − σ_*)(z + e) − e)
};

/// The collocation equations on one grid.
class MonotoneSystem {
public:
    MonotoneSystem(const Shrinkage& shrinkage, double order);

    /// λ = 0: e = 0, u = 0.
    [[nodiscard]] MonotoneState rest() const;
    /// Newton's method from the state, at its λ; whether it converged.
    bool solve(MonotoneState& state) const;
    /// The straight line through two states in ln λ, e and ln(1 − a u), at another λ.
    [[nodiscard]] MonotoneState between(const MonotoneState& first, const MonotoneState& second,
                                        double multiplier) const;
    [[nodiscard]] Spending spending(const MonotoneState& state) const;
    [[nodiscard]] MonotoneMap map(const MonotoneState& state) const;

private:
    struct Rate;  // e′ and its derivatives
    struct Links; // the equations of one piece and their derivatives
    [[nodiscard]] Rate rate(double z, double stretch, double price) const;
    [[nodiscard]] Links links(const MonotoneState& state, std::size_t i, const Rate& left, const Rate& right) const;
    [[nodiscard]] std::vector<double> slopes(const MonotoneState& state) const;
    /// How much of a step keeps 1 − a u positive and the exponent in reach.
    [[nodiscard]] double admissible(const MonotoneState& state, const std::vector<double>& step) const;

    Shrinkage shrinkage_;
    double order_;
    std::vector<double> nodes_;
};

} // namespace perdis
