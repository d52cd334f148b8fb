#include "level_bands.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double near = 14.0; // Φ(−14) = 8e-45
constexpr double far = 37.0;  // Φ(−37) = 6e-300
constexpr double stride = 0.02;
constexpr double tolerance = 1e-9;
constexpr double least_turn = 1e-14; // between neighbouring values of H

/// 14 where next to nothing of X lies beyond what Y tells there, else 37: X* may be far narrower than X.
double reach_for(const ScalarJoint& joint) {
    const double mass = normal_complement(near);
    const double left = joint.prior_cdf(joint.posterior_mean(joint.quantile(mass)));
    const double right = joint.prior_survival(joint.posterior_mean(joint.upper_quantile(mass)));
    return std::max(left, right) < 1e-14 ? near : far;
}

} // namespace

LevelBands::LevelBands(const ScalarJoint& joint)
    : joint_(joint), reach_(reach_for(joint)), table_(joint, reach_), source_(joint_, table_, reach_) {
    find_turns();
    follow();
}

void LevelBands::find_turns() {
    const auto log_ratio = [&](double w) {
        const ScorePoint mean = table_.mean(w);
        return -0.5 * w * w - boost::math::constants::log_root_two_pi<double>() - std::log(mean.slope)
               - joint_.prior_log_density(mean.value);
    };
    double last = log_ratio(-reach_);
    signs_.push_back(last > 0.0 ? 1.0 : -1.0);
    for (double w = -reach_ + stride; w < reach_; w += stride) {
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

double LevelBands::target(const LevelBand& band) const {
    return band.open_left || band.open_right ? 0.0 : 0.5 * (signs_[band.first] - signs_[band.last + 1]);
}

std::pair<double, double> LevelBands::start_stretch(const LevelBand& band) const {
    return {band.first == 0 ? -reach_ : turns_[band.first - 1], turns_[band.first]};
}

std::pair<double, double> LevelBands::end_stretch(const LevelBand& band) const {
    return {turns_[band.last], band.last + 1 == turns_.size() ? reach_ : turns_[band.last + 1]};
}

/// The band at a level. Where it ends beyond the scores of Y that are kept, z there is a quantile of the level itself.
LevelBands::Cut LevelBands::cut(const LevelBand& band, double level) const {
    const auto [a, b] = start_stretch(band);
    const auto [c, d] = end_stretch(band);
    Cut found;
    found.start = band.open_left ? -reach_ : level_place(source_, level, a, b);
    found.end = band.open_right ? reach_ : level_place(source_, level, c, d);
    found.integrals = level_integrals(source_, level, found.start, found.end, tolerance);
    for (const double end : {found.start, found.end}) {
        if (std::abs(end) < reach_) { continue; }
        const double z =
            source_.restored({std::max(normal_cdf(end) - level, 0.0), std::max(normal_complement(end) + level, 0.0)});
        const double distance = z - table_.mean(end).value;
        if (distance * end > 0.0) { found.integrals.area += std::copysign(0.5 * distance * distance, distance); }
    }
    return found;
}

void LevelBands::settle(LevelBand& band, double level) const {
    const Cut found = cut(band, level);
    band.level = level;
    band.start = found.start;
    band.end = found.end;
    band.spent = found.integrals.spent;
}

/// The levels at which both ends lie in their stretches.
std::pair<double, double> LevelBands::range(const LevelBand& band) const {
    const double left = band.first == 0 ? 0.0 : surplus_[band.first - 1];
    const double right = band.last + 1 == turns_.size() ? 0.0 : surplus_[band.last + 1];
    const double inner_left = surplus_[band.first], inner_right = surplus_[band.last];
    return {std::max(std::min(left, inner_left), std::min(right, inner_right)),
            std::min(std::max(left, inner_left), std::max(right, inner_right))};
}

/// The level and the L at which two neighbours meet; L = inf: something else happens first.
std::pair<double, double> LevelBands::meeting(const LevelBand& left, const LevelBand& right) const {
    const bool still_left = target(left) == 0.0, still_right = target(right) == 0.0;
    if (still_left && still_right) { return {0.0, infinite}; }
    if (still_left || still_right) {
        const LevelBand& moving = still_left ? right : left;
        const double level = (still_left ? left : right).level;
        const auto [low, high] = range(moving);
        return {level, level >= low && level <= high ? size(moving, level) : infinite};
    }
    const auto [low_left, high_left] = range(left);
    const auto [low_right, high_right] = range(right);
    const double low = std::max(low_left, low_right), high = std::min(high_left, high_right);
    if (!(low < high)) { return {0.0, infinite}; }
    const auto difference = [&](double level) { return size(left, level) - size(right, level); };
    const double at_low = difference(low), at_high = difference(high);
    if (!(at_low * at_high < 0.0)) { return {0.0, infinite}; }
    std::uintmax_t evaluations = 60;
    const auto close = [](double a, double b) { return std::abs(b - a) < 1e-15 + 1e-12 * std::abs(a); };
    const auto found = boost::math::tools::toms748_solve(difference, low, high, at_low, at_high, close, evaluations);
    return {found.first, size(left, found.first)};
}

/// The L at which the level comes to 0 at an infinite end.
double LevelBands::opening(const LevelBand& band) const {
    const double way = target(band);
    if (way == 0.0 || (band.first > 0 && band.last + 1 < turns_.size())) { return infinite; }
    const auto [low, high] = range(band);
    return (way > 0.0 ? low : high) == 0.0 ? size(band, 0.0) : infinite;
}

/// From one meeting to the next, until one band covers all.
void LevelBands::follow() {
    Stage stage;
    for (std::size_t i = 0; i < turns_.size(); ++i) {
        stage.bands.emplace_back();
        LevelBand& band = stage.bands.back();
        band.first = band.last = i;
        band.birth = band.level = surplus_[i];
    }
    stages_.push_back(stage);
    while (true) {
        std::vector<LevelBand>& bands = stage.bands;
        double soonest = infinite, level = 0.0;
        std::size_t which = 0;
        bool joins = false;
        for (std::size_t k = 0; k < bands.size(); ++k) {
            const double opens = opening(bands[k]);
            if (opens < soonest) { soonest = opens, which = k, joins = false; }
            if (k + 1 == bands.size()) { break; }
            const auto [meets_at, meets] = meeting(bands[k], bands[k + 1]);
            if (meets < soonest) { soonest = meets, which = k, level = meets_at, joins = true; }
        }
        if (!(soonest < infinite)) { return; }
        LevelBand& band = bands[which];
        if (joins) {
            band.last = bands[which + 1].last;
            band.open_right = bands[which + 1].open_right;
            band.birth = band.level = level;
            bands.erase(bands.begin() + static_cast<long>(which) + 1);
        } else {
            band.birth = band.level = 0.0;
            band.open_left = band.open_left || band.first == 0;
            band.open_right = band.open_right || (band.first > 0 && band.last + 1 == turns_.size());
        }
        if (bands.size() == 1) { band.open_left = band.open_right = true, band.level = 0.0; }
        stage.reach = std::max(stage.reach, soonest);
        stages_.push_back(stage);
        if (bands.size() == 1) { return; }
    }
}

/// The level at which the band's area is L, between the one of its birth and the end of its range.
void LevelBands::solve(LevelBand& band, double reach) const {
    const double way = target(band);
    if (way == 0.0) { return settle(band, band.level); }
    const auto [low, high] = range(band);
    const double limit = way > 0.0 ? low : high;
    const auto level_at = [&](double t) { // from the birth at t = −inf to the limit
        return t < 0.0 ? band.birth - (band.birth - limit) / (1.0 + std::exp(-t))
                       : limit + (band.birth - limit) / (1.0 + std::exp(t));
    };
    const auto over = [&](double t) { return std::log(std::max(size(band, level_at(t)) / reach, 1e-300)); };
    const double step = 3.0;
    double a = -step, b = step;
    double at_a = over(a), at_b = over(b);
    while (at_a > 0.0 && a > -40.0) { b = a, at_b = at_a, a -= step, at_a = over(a); }
    while (at_b < 0.0 && b < 690.0) { a = b, at_a = at_b, b += b < 60.0 ? step : 30.0, at_b = over(b); }
    if (!(at_a < 0.0 && at_b > 0.0)) { return settle(band, level_at(at_a < 0.0 ? b : a)); }
    std::uintmax_t evaluations = 40;
    const auto close = [](double x, double y) { return std::abs(y - x) < 1e-7; };
    const auto found = boost::math::tools::toms748_solve(over, a, b, at_a, at_b, close, evaluations);
    settle(band, level_at(0.5 * (found.first + found.second)));
}

std::vector<LevelBand> LevelBands::at(double reach) const {
    const Stage* now = &stages_.front();
    for (const Stage& stage : stages_) {
        if (stage.reach <= reach) { now = &stage; }
    }
    std::vector<LevelBand> bands = now->bands;
    for (LevelBand& band : bands) { solve(band, reach); }
    return bands;
}

} // namespace perdis
