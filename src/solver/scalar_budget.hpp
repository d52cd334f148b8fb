#pragma once

#include "scalar_map_system.hpp"

#include <utility>

namespace perdis {

/// The λ at which the map spends a budget: a bracket by continuation, then the secant of Illinois in ln λ.
class ScalarBudget {
public:
    /// @param variance        of X.
    /// @param excess, most    δ and what X̂₀, of the law of X, spends.
    ScalarBudget(const ScalarMapSystem& system, double variance, double excess, double most)
        : system_(system), excess_(excess), rest_(most - excess), start_(0.05 / variance) {}

    /// The state nearest to the budget from below, and whether it meets it.
    std::pair<ScalarMapState, bool> operator()();

private:
    struct Point {
        ScalarMapState state = {};
        double over = 0.0; ///< > 0: it spends too much
    };
    [[nodiscard]] ScalarMapState first() const;
    [[nodiscard]] double over(const ScalarMapState& state) const;
    bool advance(const Point& from, const Point& before, bool up, double& factor, Point& to) const;
    bool settle(Point& point) const;
    std::pair<ScalarMapState, bool> bracketed(Point high, Point low);
    [[nodiscard]] std::pair<ScalarMapState, bool> refine(Point high, Point low) const;

    const ScalarMapSystem& system_;
    double excess_;
    double rest_;
    double start_;
    double correction_ = 1.0; ///< what a claim spends over what the system says
};

} // namespace perdis
