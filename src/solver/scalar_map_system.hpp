#pragma once

#include "observation_table.hpp"

#include <perdis/inference/scalar_joint.hpp>
#include <perdis/inference/scalar_map.hpp>

#include <memory>
#include <vector>

namespace perdis {

/// The scores at which the equations are met, and X there and in the middles.
struct ScoreGrid {
    std::vector<double> nodes;
    std::vector<ScorePoint> x;
    std::vector<ScorePoint> middle; ///< x half-way to the next node
};

/// A point of the boundary value problem of ScalarMapSolver: stretch and price at the nodes of a grid.
struct ScalarMapState {
    std::shared_ptr<const ScoreGrid> grid = {};
    std::vector<double> stretch = {}; ///< e_i
    std::vector<double> price = {};   ///< u_i
    double multiplier = 0.0;          ///< λ   [1/unit of x²]
};

/// The collocation equations, on any grid.
class ScalarMapSystem {
public:
    ScalarMapSystem(const ScalarJoint& joint, double order);

    /// λ = 0: e = 0, u = 0.
    [[nodiscard]] ScalarMapState rest() const;
    /// Newton's method from the state, at its λ; whether it converged.
    bool solve(ScalarMapState& state) const;
    /// The straight line through two states of one grid in ln λ, e and ln(1 − a u), at another λ.
    [[nodiscard]] ScalarMapState between(const ScalarMapState& first, const ScalarMapState& second,
                                         double multiplier) const;
    /// The state on a grid that is dense where the map or its law bends; the same state where the grid will do.
    [[nodiscard]] ScalarMapState resolved(const ScalarMapState& state) const;
    /// The state on another grid.
    [[nodiscard]] ScalarMapState moved(const ScalarMapState& state, const std::shared_ptr<const ScoreGrid>& grid) const;
    /// δ = E(X̂ − X*)², as the tables and the grid have it: 1e-7 relative.
    [[nodiscard]] double spending(const ScalarMapState& state) const;
    /// δ of a claim, between its nodes.
    [[nodiscard]] double spending(const ScalarMap& map) const;
    [[nodiscard]] ScalarMap map(const ScalarMapState& state) const;
    /// A spline of the posterior mean.
    [[nodiscard]] ScalarMap posterior_mean() const;

private:
    struct Rate;  // e′, u′ and their derivatives
    struct Links; // the equations of one piece and their derivatives
    [[nodiscard]] Rate rate(double multiplier, double s, const ScorePoint& x, double stretch, double price) const;
    [[nodiscard]] Links links(const ScalarMapState& state, std::size_t i, const Rate& left, const Rate& right) const;
    [[nodiscard]] std::vector<Rate> rates(const ScalarMapState& state) const;
    [[nodiscard]] double admissible(const ScalarMapState& state, const std::vector<double>& step) const;
    [[nodiscard]] double density(const ScalarMapState& state, std::size_t i) const;
    [[nodiscard]] std::shared_ptr<const ScoreGrid> grid(std::vector<double> nodes) const;

    ScalarJoint joint_;
    double order_;
    ObservationTable table_;
    std::vector<double> kinks_; ///< scores of the kinks of the prior's density
};

} // namespace perdis
