#pragma once

#include "band_source.hpp"

#include <cstddef>
#include <vector>

namespace perdis {

/// A band around the turning points first … last of H; places are scores of Y.
struct LevelBand {
    std::size_t first = 0;
    std::size_t last = 0;
    bool open_left = false; ///< it reaches to −inf
    bool open_right = false;
    double level = 0.0;
    double start = 0.0;
    double end = 0.0;
    double spent = 0.0;
    bool solved = false;
};

/// The bands of total variation at a multiplier λ: levels of H = F_Y − F_X(m), each a band of equal masses.
///
/// Outside the bands the price is ½ where r > p and −½ where r < p; over a band it falls by 2λ ∫ (z − S(z)) dz, which
/// decreases in the level. So every turning point has a band; bands that meet are one; a band whose level would pass 0 at an
/// infinite end reaches there, and there the price is free.
class LevelBands {
public:
    explicit LevelBands(const ScalarJoint& joint);

    /// The bands at L = 1/(2λ).
    [[nodiscard]] std::vector<LevelBand> at(double reach) const;
    /// What the band's area must be, over L: 1, 0 or −1.
    [[nodiscard]] double target(const LevelBand& band) const { return 0.5 * (signs_[band.first] - signs_[band.last + 1]); }
    /// How many turning points there are.
    [[nodiscard]] std::size_t turns() const { return turns_.size(); }
    /// The stretch of scores in which the band starts, and in which it ends; H is monotone on both.
    [[nodiscard]] std::pair<double, double> start_stretch(const LevelBand& band) const;
    [[nodiscard]] std::pair<double, double> end_stretch(const LevelBand& band) const;
    [[nodiscard]] const ObservationTable& table() const { return table_; }

private:
    enum class Next { solved, join_left, join_right };
    Next solve(LevelBand& band, double reach) const;
    Next settle(LevelBand& band, double level) const;
    Next leave(LevelBand& band, double level) const;
    struct Cut {
        double start = 0.0;
        double end = 0.0;
        LevelIntegrals integrals = {};
    };
    [[nodiscard]] Cut cut(const LevelBand& band, double level) const;

    const ScalarJoint& joint_;
    ObservationTable table_;
    TableSource source_;
    std::vector<double> turns_;   ///< scores at which H turns
    std::vector<double> surplus_; ///< H there
    std::vector<double> signs_;   ///< of dH before, between and after them
};

} // namespace perdis
