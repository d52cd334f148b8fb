#include "scalar_map_system.hpp"

#include "banded_matrix.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis {

namespace {

constexpr double reach = 12.0;     // φ(12) is 2e-32
constexpr double remote = 1000.0;  // deviations of X: what lies beyond is left to the tails of ScalarMap
constexpr double widest = 0.05;    // of a piece, in s and in w
constexpr double bend = 0.08;      // of ln t on a piece
constexpr double turn = 0.1;       // of ln dx/ds and of ln dm/dw on a piece
constexpr double most = 4000.0;    // pieces
constexpr double narrowest = 1e-6; // of a piece, next to a kink

double price_logarithm(double order, double price) { return std::log1p(-order * price); } // ln(1 − a u) = −a ln t

} // namespace

/// e′ = F(s, e, u), u′ = G(s, e) and their derivatives.
struct ScalarMapSystem::Rate {
    double value = 0.0;
    double by_stretch = 0.0;
    double by_price = 0.0;
    double fall = 0.0; ///< G
    double fall_by_stretch = 0.0;
};

/// Residuals of one piece and their derivatives in e_i, u_i, e_(i+1), u_(i+1).
struct ScalarMapSystem::Links {
    double stretch = 0.0;
    double price = 0.0;
    double stretch_by[4] = {};
    double price_by[4] = {};
};

ScalarMapSystem::ScalarMapSystem(const ScalarJoint& joint, double order)
    : joint_(joint), order_(order), table_(joint, reach + 2.0) {
    for (const double x : joint.prior_kinks()) {
        const double below = joint.prior_cdf(x), above = joint.prior_survival(x);
        if (!(std::min(below, above) > 1e-30)) { continue; }
        kinks_.push_back(score_of(std::min(below, above), above < below ? Side::above : Side::below));
    }
    std::sort(kinks_.begin(), kinks_.end());
}

std::shared_ptr<const ScoreGrid> ScalarMapSystem::grid(std::vector<double> nodes) const {
    auto made = std::make_shared<ScoreGrid>();
    made->nodes = std::move(nodes);
    for (std::size_t i = 0; i < made->nodes.size(); ++i) {
        made->x.push_back(prior_at_score(joint_, made->nodes[i]));
        if (i + 1 < made->nodes.size()) {
            made->middle.push_back(prior_at_score(joint_, 0.5 * (made->nodes[i] + made->nodes[i + 1])));
        }
    }
    return made;
}

ScalarMapState ScalarMapSystem::rest() const {
    const auto end = [&](double sign) {
        const double far = remote * std::sqrt(joint_.prior_variance());
        double from = 0.0, to = reach;
        for (int halving = 0; halving < 40; ++halving) {
            const double middle = halving == 0 ? reach : 0.5 * (from + to);
            (std::abs(score_quantile(joint_, sign * middle) - joint_.prior_mean()) < far ? from : to) = middle;
        }
        return sign * from;
    };
    std::vector<double> ends{end(-1.0)};
    ends.insert(ends.end(), kinks_.begin(), kinks_.end());
    ends.push_back(end(1.0));
    ScalarMapState plain;
    plain.grid = grid(ends);
    plain.stretch.assign(ends.size(), 0.0);
    plain.price = plain.stretch;
    return resolved(plain);
}

ScalarMapSystem::Rate ScalarMapSystem::rate(double multiplier, double s, const ScorePoint& x, double stretch,
                                            double price) const {
    const double exponent = stretch * (s + 0.5 * stretch) - price_logarithm(order_, price) / order_;
    const double growth = std::exp(exponent);
    const ScorePoint mean = table_.mean(s + stretch);
    return {std::expm1(exponent), growth * (s + stretch), growth / (1.0 - order_ * price),
            -2.0 * multiplier * (x.value - mean.value) * x.slope, 2.0 * multiplier * mean.slope * x.slope};
}

/// Hermite collocation: the cubics through the values and rates at both ends meet the equations in the middle too.
ScalarMapSystem::Links ScalarMapSystem::links(const ScalarMapState& state, std::size_t i, const Rate& left,
                                              const Rate& right) const {
    const auto& nodes = state.grid->nodes;
    const double h = nodes[i + 1] - nodes[i];
    const double e0 = state.stretch[i], e1 = state.stretch[i + 1], u0 = state.price[i], u1 = state.price[i + 1];
    const double em = 0.5 * (e0 + e1) + 0.125 * h * (left.value - right.value);
    const double um = 0.5 * (u0 + u1) + 0.125 * h * (left.fall - right.fall);
    const Rate centre = rate(state.multiplier, nodes[i] + 0.5 * h, state.grid->middle[i], em, um);
    Links links;
    links.stretch = e1 - e0 - h * (left.value + 4.0 * centre.value + right.value) / 6.0;
    links.price = u1 - u0 - h * (left.fall + 4.0 * centre.fall + right.fall) / 6.0;
    const double by[4] = {left.by_stretch, left.by_price, right.by_stretch, right.by_price};
    const double fall_by[4] = {left.fall_by_stretch, 0.0, right.fall_by_stretch, 0.0};
    for (int k = 0; k < 4; ++k) {
        const double own_e = k % 2 == 0 ? 1.0 : 0.0;
        const double sign = k < 2 ? -1.0 : 1.0;
        const double em_by = 0.5 * own_e - sign * 0.125 * h * by[k];
        const double um_by = 0.5 * (1.0 - own_e) - sign * 0.125 * h * fall_by[k];
        const double centre_by = centre.by_stretch * em_by + centre.by_price * um_by;
        links.stretch_by[k] = sign * own_e - h * (by[k] + 4.0 * centre_by) / 6.0;
        links.price_by[k] = sign * (1.0 - own_e) - h * (fall_by[k] + 4.0 * centre.fall_by_stretch * em_by) / 6.0;
    }
    return links;
}

double ScalarMapSystem::admissible(const ScalarMapState& state, const std::vector<double>& step) const {
    double share = 1.0;
    double growth = 0.0;
    for (std::size_t i = 0; i < state.stretch.size(); ++i) {
        const double room = 1.0 - order_ * state.price[i];
        const double taken = order_ * step[2 * i + 1];
        if (taken > 0.9 * room) { share = std::min(share, 0.9 * room / taken); }
        growth =
            std::max(growth, std::abs(step[2 * i]) * (std::abs(state.grid->nodes[i]) + std::abs(state.stretch[i])));
    }
    return growth > 2.0 ? std::min(share, 2.0 / growth) : share;
}

std::vector<ScalarMapSystem::Rate> ScalarMapSystem::rates(const ScalarMapState& state) const {
    std::vector<Rate> found;
    for (std::size_t i = 0; i < state.stretch.size(); ++i) {
        found.push_back(
            rate(state.multiplier, state.grid->nodes[i], state.grid->x[i], state.stretch[i], state.price[i]));
    }
    return found;
}

bool ScalarMapSystem::solve(ScalarMapState& state) const {
    const std::size_t n = state.stretch.size();
    for (int iteration = 0; iteration < 40; ++iteration) {
        BandedMatrix matrix(2 * n);
        std::vector<double> right(2 * n, 0.0);
        const std::vector<Rate> rate_at = rates(state);
        // R′ = 1 at both ends: what is assumed there has gone by the factor exp(−s²/2) further in
        matrix(0, 0) = rate_at.front().by_stretch;
        matrix(0, 1) = rate_at.front().by_price;
        right[0] = -rate_at.front().value;
        for (std::size_t i = 0; i + 1 < n; ++i) {
            const Links piece = links(state, i, rate_at[i], rate_at[i + 1]);
            for (std::size_t k = 0; k < 4; ++k) {
                matrix(2 * i + 1, 2 * i + k) = piece.stretch_by[k];
                matrix(2 * i + 2, 2 * i + k) = piece.price_by[k];
            }
            right[2 * i + 1] = -piece.stretch;
            right[2 * i + 2] = -piece.price;
        }
        matrix(2 * n - 1, 2 * n - 2) = rate_at.back().by_stretch;
        matrix(2 * n - 1, 2 * n - 1) = rate_at.back().by_price;
        right[2 * n - 1] = -rate_at.back().value;
        const std::vector<double> step = matrix.solve(std::move(right));
        const double share = admissible(state, step);
        double change = 0.0, size = 0.0, price_change = 0.0, price_size = 0.0;
        bool finite = share > 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            state.stretch[i] += share * step[2 * i];
            state.price[i] += share * step[2 * i + 1];
            finite = finite && std::isfinite(step[2 * i]) && std::isfinite(step[2 * i + 1]);
            change = std::max(change, std::abs(step[2 * i]));
            size = std::max(size, std::abs(state.stretch[i]));
            price_size = std::max(price_size, std::abs(order_ * state.price[i]));
            price_change = std::max(price_change, std::abs(order_ * step[2 * i + 1]) / (1.0 - order_ * state.price[i]));
        }
        if (!finite) { return false; }
        if (share == 1.0 && change <= 1e-8 * size && price_change <= 1e-8 * std::min(1.0, price_size)) { return true; }
    }
    return false;
}

ScalarMapState ScalarMapSystem::between(const ScalarMapState& first, const ScalarMapState& second,
                                        double multiplier) const {
    const double share = std::log(multiplier / first.multiplier) / std::log(second.multiplier / first.multiplier);
    ScalarMapState state = first;
    state.multiplier = multiplier;
    for (std::size_t i = 0; i < state.stretch.size(); ++i) {
        state.stretch[i] += share * (second.stretch[i] - first.stretch[i]);
        const double from = price_logarithm(order_, first.price[i]);
        const double to = price_logarithm(order_, second.price[i]);
        state.price[i] = -std::expm1(from + share * (to - from)) / order_;
    }
    return state;
}

/// Pieces that the grid should have from node i to the next.
double ScalarMapSystem::density(const ScalarMapState& state, std::size_t i) const {
    const auto& nodes = state.grid->nodes;
    const double width = nodes[i + 1] - nodes[i];
    const double step_w = std::abs(width + state.stretch[i + 1] - state.stretch[i]);
    const double log_t =
        std::abs(price_logarithm(order_, state.price[i + 1]) - price_logarithm(order_, state.price[i]));
    const auto logarithm = [](double from, double to) {
        const double found = std::abs(std::log(to / from));
        return std::isfinite(found) ? found : 0.0;
    };
    const double steep_x = logarithm(state.grid->x[i].slope, state.grid->x[i + 1].slope);
    const double steep_m = logarithm(table_.mean(nodes[i] + state.stretch[i]).slope,
                                     table_.mean(nodes[i + 1] + state.stretch[i + 1]).slope);
    return std::hypot(std::hypot(width, step_w) / widest, log_t / order_ / bend, std::hypot(steep_x, steep_m) / turn);
}

ScalarMapState ScalarMapSystem::resolved(const ScalarMapState& state) const {
    const auto& old = state.grid->nodes;
    std::vector<double> rate;
    for (std::size_t i = 0; i + 1 < old.size(); ++i) { rate.push_back(density(state, i) / (old[i + 1] - old[i])); }
    std::vector<double> sum{0.0}; // pieces wanted up to each node, as many as next to it
    double densest = 0.0;
    for (std::size_t i = 0; i + 1 < old.size(); ++i) {
        const std::size_t first = i < 2 ? 0 : i - 2, last = std::min(i + 3, rate.size());
        const double wanted =
            (old[i + 1] - old[i])
            * *std::max_element(rate.begin() + static_cast<long>(first), rate.begin() + static_cast<long>(last));
        densest = std::max(densest, wanted);
        sum.push_back(sum.back() + wanted);
    }
    if (densest < 2.0 && sum.back() > 0.4 * static_cast<double>(old.size())) { return state; }
    const double scale = std::max(1.0, sum.back() / most);
    std::vector<double> nodes{old.front()};
    std::size_t i = 0;
    auto kink = kinks_.begin();
    while (nodes.back() < old.back()) {
        const double here = nodes.back();
        while (i + 2 < old.size() && old[i + 1] <= here) { ++i; }
        double step = scale * (old[i + 1] - old[i]) / (sum[i + 1] - sum[i]);
        if (nodes.size() > 1) { step = std::min(step, 1.3 * (here - nodes[nodes.size() - 2])); }
        // towards a kink the pieces shrink, away from it they grow, in constant ratio
        while (kink != kinks_.end() && *kink <= here) { ++kink; }
        const double end = kink == kinks_.end() ? old.back() : *kink;
        if (kink != kinks_.begin()) { step = std::min(step, std::max(0.2 * (here - *(kink - 1)), narrowest)); }
        if (kink != kinks_.end()) { step = std::min(step, std::max(0.2 * (end - here), narrowest)); }
        nodes.push_back(here + 1.5 * step > end ? end : here + step);
    }
    return moved(state, grid(std::move(nodes)));
}

ScalarMapState ScalarMapSystem::moved(const ScalarMapState& state, const std::shared_ptr<const ScoreGrid>& grid) const {
    const auto& old = state.grid->nodes;
    ScalarMapState result;
    result.grid = grid;
    result.multiplier = state.multiplier;
    const std::vector<Rate> rate_at = rates(state);
    std::size_t i = 0;
    for (const double s : grid->nodes) {
        while (i + 2 < old.size() && old[i + 1] <= s) { ++i; }
        const double h = old[i + 1] - old[i];
        const double t = (s - old[i]) / h;
        const double square = t * t * (3.0 - 2.0 * t);
        const double e = state.stretch[i] + square * (state.stretch[i + 1] - state.stretch[i]);
        const double bump = t * (1.0 - t) * h;
        result.stretch.push_back(e + bump * ((1.0 - t) * rate_at[i].value - t * rate_at[i + 1].value));
        const double from = price_logarithm(order_, state.price[i]), to = price_logarithm(order_, state.price[i + 1]);
        const double from_slope = -order_ * rate_at[i].fall / (1.0 - order_ * state.price[i]);
        const double to_slope = -order_ * rate_at[i + 1].fall / (1.0 - order_ * state.price[i + 1]);
        const double log_room = from + square * (to - from) + bump * ((1.0 - t) * from_slope - t * to_slope);
        result.price.push_back(-std::expm1(log_room) / order_);
    }
    return result;
}

/// Of the claim, by the functions themselves; Gauss–Legendre rules of five nodes.
double ScalarMapSystem::spending(const ScalarMap& map) const {
    using Rule = boost::math::quadrature::gauss<double, 5>;
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < map.scores().size(); ++i) {
        const ScalarMap::Cubic piece = map.piece(i);
        const double half = 0.5 * (map.scores()[i + 1] - map.scores()[i]);
        const auto add = [&](double node, double weight) {
            const double w = half * (1.0 + node);
            const ScalarPosterior posterior = joint_.posterior(piece(w));
            const double distance = score_quantile(joint_, map.scores()[i] + w) - posterior.mean;
            sum += half * weight * std::exp(posterior.log_density) * piece.slope(w) * distance * distance;
        };
        add(0.0, Rule::weights()[0]);
        for (std::size_t k = 1; k < Rule::abscissa().size(); ++k) {
            add(Rule::abscissa()[k], Rule::weights()[k]);
            add(-Rule::abscissa()[k], Rule::weights()[k]);
        }
    }
    return sum;
}

/// Simpson's rule on every piece.
double ScalarMapSystem::spending(const ScalarMapState& state) const {
    const auto& nodes = state.grid->nodes;
    const std::vector<Rate> rate_at = rates(state);
    const auto integrand = [&](double s, const ScorePoint& x, double e, double slope) {
        const double distance = x.value - table_.mean(s + e).value;
        return normal_density(s + e) * (1.0 + slope) * distance * distance;
    };
    double sum = 0.0;
    double last = integrand(nodes[0], state.grid->x[0], state.stretch[0], rate_at[0].value);
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        const double h = nodes[i + 1] - nodes[i];
        const double e0 = state.stretch[i], e1 = state.stretch[i + 1];
        const double f0 = rate_at[i].value, f1 = rate_at[i + 1].value;
        const double em = 0.5 * (e0 + e1) + 0.125 * h * (f0 - f1);
        const double slope = 1.5 * (e1 - e0) / h - 0.25 * (f0 + f1);
        const double next = integrand(nodes[i + 1], state.grid->x[i + 1], e1, f1);
        sum += h / 6.0 * (last + 4.0 * integrand(nodes[i] + 0.5 * h, state.grid->middle[i], em, slope) + next);
        last = next;
    }
    return sum;
}

ScalarMap ScalarMapSystem::map(const ScalarMapState& state) const {
    const auto& nodes = state.grid->nodes;
    const std::vector<Rate> rate_at = rates(state);
    std::vector<double> y, slopes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const ScorePoint at = table_.observation(nodes[i] + state.stretch[i]);
        y.push_back(at.value);
        slopes.push_back(at.slope * (1.0 + rate_at[i].value));
    }
    return {joint_, nodes, std::move(y), std::move(slopes)};
}

ScalarMap ScalarMapSystem::posterior_mean() const {
    std::vector<double> scores, y, slopes;
    for (double w = -8.0; w <= 8.0; w += widest) {
        const ScorePoint observed = table_.observation(w), mean = table_.mean(w);
        const double below = joint_.prior_cdf(mean.value), above = joint_.prior_survival(mean.value);
        if (!(std::min(below, above) > 0.0)) { continue; }
        const double score = score_of(std::min(below, above), above < below ? Side::above : Side::below);
        const double normal = std::exp(-0.5 * score * score) / boost::math::constants::root_two_pi<double>();
        const double rate = std::exp(joint_.prior_log_density(mean.value)) * mean.slope / normal; // ds/dw
        if (!(rate > 0.0 && std::isfinite(rate)) || (!scores.empty() && !(score > scores.back()))) { continue; }
        scores.push_back(score);
        y.push_back(observed.value);
        slopes.push_back(observed.slope / rate);
    }
    return {joint_, std::move(scores), std::move(y), std::move(slopes)};
}

} // namespace perdis
