#pragma once

#include "scalar_map_system.hpp"

#include <utility>

namespace perdis {

/// The λ at which the map spends a budget: a bracket by continuation, then the secant of Illinois in ln λ.
class ScalarBudget {
public:
    /// @param excess, most  δ and what X̂₀, of the law of X, spends.
    ScalarBudget(const ScalarJoint& joint, double order, double excess, double most)
        : system_(joint, order), excess_(excess), rest_(most - excess), start_(0.05 / joint.prior_variance()) {}

    /// The state nearest to the budget from below, and whether it meets it.
    std::pair<ScalarMapState, bool> operator()();
    [[nodiscard]] const ScalarMapSystem& system() const { return system_; }

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

    ScalarMapSystem system_;
    double excess_;
    double rest_;
    double start_;
    double correction_ = 1.0; ///< what a claim spends over what the system says
};

} // namespace perdis
