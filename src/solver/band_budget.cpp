#include "band_budget.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double spending(const std::vector<LevelBand>& bands) {
    double sum = 0.0;
    for (const LevelBand& band : bands) { sum += band.spent; }
    return sum;
}

} // namespace

BandBudget::Found BandBudget::operator()(double excess) const {
    const auto over = [&](double t) { return std::log(std::max(spending(levels_.at(std::exp(t))) / excess, 1e-300)); };
    double low = std::log(joint_.prior_variance());
    double at_low = over(low);
    double high = low, at_high = at_low;
    for (int step = 0; step < 100 && at_low > 0.0; ++step) {
        high = low, at_high = at_low, low -= 2.0, at_low = over(low);
    }
    for (int step = 0; step < 20 && at_high < 0.0; ++step) {
        low = high, at_low = at_high, high += 1.0, at_high = over(high);
    }
    if (!(at_low < 0.0 && at_high > 0.0)) { return {{ObservationBand{}}, 0.0, at_low <= 0.0 && at_high <= 0.0}; }
    std::uintmax_t evaluations = 30;
    const auto close = [](double a, double b) { return std::abs(b - a) < 1e-6; };
    const auto found = boost::math::tools::toms748_solve(over, low, high, at_low, at_high, close, evaluations);
    const double reach = std::exp(found.first);
    return polished(levels_.at(reach), reach, excess);
}

/// Newton's method on levels and L = 1/(2λ) by the functions themselves: every area its target, the sum spent δ.
BandBudget::Found BandBudget::polished(std::vector<LevelBand> bands, double reach, double excess) const {
    const JointSource source(joint_);
    const auto y = [&](double score) { return levels_.table().observation(score).value; };
    // a place at or beyond y where less of X than the level lies outside: the law of X* may be far narrower than that of X
    const auto outer = [&](double level, double place, double sign) {
        const double middle = joint_.prior_mean();
        if (sign * level < 0.0 || std::abs(place) < 1e-300) { return place; }
        for (int i = 0; i < 60 && std::abs(surplus_at(source, place)) > std::abs(level); ++i) {
            const double next = middle + 1.5 * (place - middle);
            if (!std::isfinite(next)) { break; }
            place = next;
        }
        return place;
    };
    Found found;
    for (int step = 0; step < 5; ++step) {
        found.bands.clear();
        double spent = 0.0, own_change = 0.0, by_reach = 0.0;
        std::vector<LevelIntegrals> integrals;
        for (LevelBand& band : bands) {
            const auto [a, b] = levels_.start_stretch(band);
            const auto [c, d] = levels_.end_stretch(band);
            const double start = band.open_left
                                     ? y(a)
                                     : level_place(source, band.level,
                                                   a > -levels_.reach() ? y(a) : outer(band.level, y(a), -1.0), y(b));
            const double end = band.open_right ? y(d)
                                               : level_place(source, band.level, y(c),
                                                             d < levels_.reach() ? y(d) : outer(band.level, y(d), 1.0));
            found.bands.push_back({band.open_left ? -infinite : start, band.open_right ? infinite : end});
            integrals.push_back(level_integrals(source, band.level, start, end, 1e-12));
            const LevelIntegrals& own = integrals.back();
            spent += own.spent;
            if (band.open_left || band.open_right) { continue; }
            own_change += own.spent_by_level * (levels_.target(band) * reach - own.area) / own.area_by_level;
            by_reach += own.spent_by_level * levels_.target(band) / own.area_by_level;
        }
        const double change = by_reach != 0.0 ? (excess - spent - own_change) / by_reach : 0.0;
        found.multiplier = 0.5 / reach;
        found.met = std::abs(spent - excess) <= 1e-9 * excess;
        double off = std::abs(spent / excess - 1.0) + std::abs(change / reach);
        for (std::size_t k = 0; k < bands.size(); ++k) {
            if (bands[k].open_left || bands[k].open_right) { continue; }
            const double wanted = levels_.target(bands[k]);
            const double miss = wanted * reach - integrals[k].area;
            off += std::abs(miss / reach);
            const double move = (miss + wanted * change) / integrals[k].area_by_level;
            // a level of either sign may be as small as the tails are: it changes by a factor
            bands[k].level = wanted == 0.0 ? bands[k].level + move : bands[k].level * std::exp(move / bands[k].level);
        }
        if (off < 1e-13 || !std::isfinite(change) || std::abs(change) > 0.5 * reach) { break; }
        reach += change;
    }
    return found;
}

} // namespace perdis
