#pragma once

#include "level_bands.hpp"

#include <vector>

namespace perdis {

/// The bands that spend a budget.
class BandBudget {
public:
    explicit BandBudget(const ScalarJoint& joint) : joint_(joint), levels_(joint_) {}

    struct Found {
        std::vector<ObservationBand> bands = {};
        double multiplier = 0.0; ///< λ; 0 for the whole line
        bool met = false;
    };
    [[nodiscard]] Found operator()(double excess) const;

private:
    [[nodiscard]] Found polished(std::vector<LevelBand> bands, double reach, double excess) const;

    ScalarJoint joint_;
    LevelBands levels_;
};

} // namespace perdis
