#pragma once

#include "band_source.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace perdis {

/// A band around the turning points first … last of H; places are scores of Y.
struct LevelBand {
    std::size_t first = 0;
    std::size_t last = 0;
    bool open_left = false; ///< it reaches to −inf
    bool open_right = false;
    double birth = 0.0; ///< the level at which it came to be
    double level = 0.0;
    double start = 0.0;
    double end = 0.0;
    double spent = 0.0;
};

/// The bands of total variation at a multiplier λ: levels of H = F_Y − F_X(m), each a band of equal masses.
///
/// Outside the bands the price is ½ where r > p and −½ where r < p; over a band it falls by 2λ ∫ (z − S(z)) dz, which
/// decreases in the level. As L = 1/(2λ) grows from 0, each turning point of H has a band that grows; bands that meet are one
/// from then on; a band whose level comes to 0 at an infinite end reaches there and stays.
class LevelBands {
public:
    explicit LevelBands(const ScalarJoint& joint);
    LevelBands(const LevelBands&) = delete;
    LevelBands& operator=(const LevelBands&) = delete;

    /// The bands at L.
    [[nodiscard]] std::vector<LevelBand> at(double reach) const;
    /// What the band's area must be, over L: 1, 0 or −1.
    [[nodiscard]] double target(const LevelBand& band) const;
    /// The stretch of scores in which the band starts, and in which it ends; H is monotone on both.
    [[nodiscard]] std::pair<double, double> start_stretch(const LevelBand& band) const;
    [[nodiscard]] std::pair<double, double> end_stretch(const LevelBand& band) const;
    [[nodiscard]] const ObservationTable& table() const { return table_; }
    /// The score up to which Y is kept.
    [[nodiscard]] double reach() const { return reach_; }

private:
    struct Stage { // the bands from one meeting to the next
        double reach = 0.0;
        std::vector<LevelBand> bands = {};
    };
    struct Cut { // a band at a level
        double start = 0.0;
        double end = 0.0;
        LevelIntegrals integrals = {};
    };
    void find_turns();
    void follow();
    [[nodiscard]] Cut cut(const LevelBand& band, double level) const;
    [[nodiscard]] double size(const LevelBand& band, double level) const {
        return std::abs(cut(band, level).integrals.area);
    }
    void settle(LevelBand& band, double level) const;
    void solve(LevelBand& band, double reach) const;
    [[nodiscard]] std::pair<double, double> range(const LevelBand& band) const;
    [[nodiscard]] std::pair<double, double> meeting(const LevelBand& left, const LevelBand& right) const;
    [[nodiscard]] double opening(const LevelBand& band) const;

    const ScalarJoint& joint_;
    double reach_; ///< scores of Y beyond ±this are not kept
    ObservationTable table_;
    TableSource source_;
    std::vector<double> turns_;   ///< scores at which H turns
    std::vector<double> surplus_; ///< H there
    std::vector<double> signs_;   ///< of dH before, between and after them
    std::vector<Stage> stages_;
};

} // namespace perdis
