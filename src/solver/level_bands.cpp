#include "level_bands.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace perdis {

namespace {

constexpr double reach_of_scores = 37.0;
constexpr double stride = 0.02;
constexpr double tolerance = 1e-9;
constexpr double least_turn = 1e-14; // between neighbouring values of H

} // namespace

LevelBands::LevelBands(const ScalarJoint& joint) : joint_(joint), table_(joint), source_(joint_, table_) {
    const auto log_ratio = [&](double w) {
        const ScorePoint mean = table_.mean(w);
        return -0.5 * w * w - boost::math::constants::log_root_two_pi<double>() - std::log(mean.slope)
               - joint_.prior_log_density(mean.value);
    };
    double last = log_ratio(-reach_of_scores);
    signs_.push_back(last > 0.0 ? 1.0 : -1.0);
    for (double w = -reach_of_scores + stride; w < reach_of_scores; w += stride) {
        const double next = log_ratio(w);
        if (next == next && (next > 0.0) != (last > 0.0)) {
            double from = w - stride, to = w;
            for (int halving = 0; halving < 50; ++halving) {
                const double middle = 0.5 * (from + to);
                ((log_ratio(middle) > 0.0) == (last > 0.0) ? from : to) = middle;
            }
            turns_.push_back(0.5 * (from + to));
            surplus_.push_back(surplus_at(source_, turns_.back()));
        }
        if (next == next) { last = next; }
    }
    for (std::size_t i = 0; i + 1 < turns_.size();) { // two turns that only rounding makes
        if (std::abs(surplus_[i + 1] - surplus_[i]) > least_turn) {
            ++i;
            continue;
        }
        turns_.erase(turns_.begin() + static_cast<long>(i), turns_.begin() + static_cast<long>(i) + 2);
        surplus_.erase(surplus_.begin() + static_cast<long>(i), surplus_.begin() + static_cast<long>(i) + 2);
        i = i > 0 ? i - 1 : 0;
    }
    while (!turns_.empty() && std::abs(surplus_.front()) < least_turn) {
        turns_.erase(turns_.begin());
        surplus_.erase(surplus_.begin());
        signs_.front() = -signs_.front();
    }
    while (!turns_.empty() && std::abs(surplus_.back()) < least_turn) {
        turns_.pop_back();
        surplus_.pop_back();
    }
    for (std::size_t i = 0; i < turns_.size(); ++i) { signs_.push_back(-signs_.back()); }
}

std::pair<double, double> LevelBands::start_stretch(const LevelBand& band) const {
    return {band.first == 0 ? -reach_of_scores : turns_[band.first - 1], turns_[band.first]};
}

std::pair<double, double> LevelBands::end_stretch(const LevelBand& band) const {
    return {turns_[band.last], band.last + 1 == turns_.size() ? reach_of_scores : turns_[band.last + 1]};
}

/// The band at a level. Where it ends beyond the scores of Y that are kept, z there is a quantile of the level itself.
LevelBands::Cut LevelBands::cut(const LevelBand& band, double level) const {
    const auto [a, b] = start_stretch(band);
    const auto [c, d] = end_stretch(band);
    Cut found;
    found.start = band.open_left ? -reach_of_scores : level_place(source_, level, a, b);
    found.end = band.open_right ? reach_of_scores : level_place(source_, level, c, d);
    found.integrals = level_integrals(source_, level, found.start, found.end, tolerance);
    for (const double end : {found.start, found.end}) {
        if (std::abs(end) < reach_of_scores) { continue; }
        const double z = source_.restored({std::max(normal_cdf(end) - level, 0.0), std::max(normal_complement(end) + level, 0.0)});
        const double distance = z - table_.mean(end).value;
        if (distance * end > 0.0) { found.integrals.area += std::copysign(0.5 * distance * distance, distance); }
    }
    return found;
}

LevelBands::Next LevelBands::settle(LevelBand& band, double level) const {
    const Cut found = cut(band, level);
    band.level = level;
    band.start = found.start;
    band.end = found.end;
    band.spent = found.integrals.spent;
    band.solved = true;
    return Next::solved;
}

/// The level would pass this one, at which the band meets its neighbour or an infinite end.
LevelBands::Next LevelBands::leave(LevelBand& band, double level) const {
    const double left = band.first == 0 ? 0.0 : surplus_[band.first - 1];
    const double right = band.last + 1 == turns_.size() ? 0.0 : surplus_[band.last + 1];
    if (left == level) {
        if (band.first > 0) { return Next::join_left; }
        band.open_left = true;
    }
    if (right == level) {
        if (band.last + 1 < turns_.size()) { return Next::join_right; }
        band.open_right = true;
    }
    return settle(band, level);
}

LevelBands::Next LevelBands::solve(LevelBand& band, double reach) const {
    const bool at_left = band.first == 0, at_right = band.last + 1 == turns_.size();
    const double left = at_left ? 0.0 : surplus_[band.first - 1], right = at_right ? 0.0 : surplus_[band.last + 1];
    const double inner_left = surplus_[band.first], inner_right = surplus_[band.last];
    if (band.open_left || band.open_right) {
        const bool out_of_reach = (!band.open_left && (left > 0.0) == (inner_left > 0.0) && left != 0.0)
                                  || (!band.open_right && (right > 0.0) == (inner_right > 0.0) && right != 0.0);
        if (!out_of_reach) { return settle(band, 0.0); }
        return band.open_left ? Next::join_right : Next::join_left;
    }
    const double low = std::max(std::min(left, inner_left), std::min(right, inner_right));
    const double high = std::min(std::max(left, inner_left), std::max(right, inner_right));
    if (!(low < high)) {
        if (!at_right) { return Next::join_right; }
        return at_left ? leave(band, 0.0) : Next::join_left;
    }
    const double wanted = target(band) * reach;
    if (cut(band, low).integrals.area < wanted) { return leave(band, low); }
    if (cut(band, high).integrals.area > wanted) { return leave(band, high); }
    // level = low + (high − low)/(1 + e^t): the area increases in t
    const auto level_at = [&](double t) {
        return t < 0.0 ? high - (high - low) / (1.0 + std::exp(-t)) : low + (high - low) / (1.0 + std::exp(t));
    };
    const auto over = [&](double t) { return cut(band, level_at(t)).integrals.area - wanted; };
    const double step = 3.0;
    double a = -step, b = step;
    double at_a = over(a), at_b = over(b);
    while (at_a > 0.0 && a > -90.0) { b = a, at_b = at_a, a -= step, at_a = over(a); }
    while (at_b < 0.0 && b < 90.0) { a = b, at_a = at_b, b += step, at_b = over(b); }
    if (!(at_a < 0.0 && at_b > 0.0)) { return settle(band, level_at(at_a < 0.0 ? b : a)); }
    std::uintmax_t evaluations = 40;
    const auto close = [](double x, double y) { return std::abs(y - x) < 1e-7; };
    const auto found = boost::math::tools::toms748_solve(over, a, b, at_a, at_b, close, evaluations);
    return settle(band, level_at(0.5 * (found.first + found.second)));
}

std::vector<LevelBand> LevelBands::at(double reach) const {
    std::vector<LevelBand> bands;
    for (std::size_t i = 0; i < turns_.size(); ++i) {
        bands.emplace_back();
        bands.back().first = bands.back().last = i;
    }
    const auto join = [&](std::size_t k) { // with the next one
        bands[k].last = bands[k + 1].last;
        bands[k].open_right = bands[k + 1].open_right;
        bands[k].solved = false;
        bands.erase(bands.begin() + static_cast<long>(k) + 1);
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t k = 0; k < bands.size() && !changed; ++k) {
            if (bands[k].solved) { continue; }
            const Next next = solve(bands[k], reach);
            changed = next != Next::solved;
            if (next == Next::join_left) { join(k - 1); }
            if (next == Next::join_right) { join(k); }
        }
        for (std::size_t k = 0; k + 1 < bands.size() && !changed; ++k) {
            if (bands[k].end > bands[k + 1].start) {
                join(k);
                changed = true;
            }
        }
    }
    return bands;
}

} // namespace perdis
