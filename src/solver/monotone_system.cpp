#include "monotone_system.hpp"

#include "banded_matrix.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>

namespace perdis {

namespace {

constexpr double reach = 12.0; // φ(12) is 2e-32

double price_logarithm(double order, double price) { return std::log1p(-order * price); } // ln(1 − a u) = −a ln t

} // namespace

/// e′ = F(z, e, u) and ∂F/∂e, ∂F/∂u.
struct MonotoneSystem::Rate {
    double value = 0.0;
    double by_stretch = 0.0;
    double by_price = 0.0;
};

/// Residuals of one piece and their derivatives in e_i, u_i, e_(i+1), u_(i+1).
struct MonotoneSystem::Links {
    double stretch = 0.0;
    double price = 0.0;
    double stretch_by[4] = {};
    double price_by[4] = {};
};

/// Nodes evenly spaced in asinh(z/unit): even at first, then in constant ratio. The unit is the scale of r, and of the peak
/// of t at 0 where that is narrower: t ≤ 1/σ_*, so 1 − a u may fall to σ_*^a there.
MonotoneSystem::MonotoneSystem(const Shrinkage& shrinkage, double order) : shrinkage_(shrinkage), order_(order) {
    const double unit = 10.0 * std::max(std::min(shrinkage.ratio, std::pow(shrinkage.ratio, 0.5 * order)), 1e-9);
    const double length = 10.0 * std::asinh(reach / unit);
    const auto pieces = static_cast<std::size_t>(std::clamp(8.0 * length, 320.0, 4000.0));
    for (std::size_t i = 0; i <= pieces; ++i) {
        nodes_.push_back(unit * std::sinh(0.1 * length * static_cast<double>(i) / static_cast<double>(pieces)));
    }
}

MonotoneState MonotoneSystem::rest() const {
    const std::vector<double> zeros(nodes_.size(), 0.0);
    return {zeros, zeros, 0.0};
}

MonotoneSystem::Rate MonotoneSystem::rate(double z, double stretch, double price) const {
    const double exponent = stretch * (z + 0.5 * stretch) - price_logarithm(order_, price) / order_;
    const double growth = std::exp(exponent);
    return {std::expm1(exponent), growth * (z + stretch), growth / (1.0 - order_ * price)};
}

/// Hermite collocation: the cubic through (e_i, F_i) and (e_(i+1), F_(i+1)) meets the equation in the middle too, and u
/// is integrated exactly along it.
MonotoneSystem::Links MonotoneSystem::links(const MonotoneState& state, std::size_t i, const Rate& left,
                                            const Rate& right) const {
    const double h = nodes_[i + 1] - nodes_[i];
    const double middle = 0.5 * (nodes_[i] + nodes_[i + 1]);
    const double e0 = state.stretch[i], e1 = state.stretch[i + 1], u0 = state.price[i], u1 = state.price[i + 1];
    const double fall = state.multiplier * shrinkage_.gap;
    const double rise = 2.0 * state.multiplier * shrinkage_.ratio;
    // ∫e over the first half and over the whole
    const double half = h * (13.0 * e0 + 3.0 * e1) / 32.0 + h * h * (11.0 * left.value - 5.0 * right.value) / 192.0;
    const double whole = 0.5 * h * (e0 + e1) + h * h * (left.value - right.value) / 12.0;
    const double em = 0.5 * (e0 + e1) + 0.125 * h * (left.value - right.value);
    const double um = u0 - fall * (middle - nodes_[i]) * (middle + nodes_[i]) + rise * half;
    const Rate centre = rate(middle, em, um);
    Links links;
    links.stretch = e1 - e0 - h * (left.value + 4.0 * centre.value + right.value) / 6.0;
    links.price = u1 - u0 + fall * h * (nodes_[i] + nodes_[i + 1]) - rise * whole;
    const double rates[4] = {left.by_stretch, left.by_price, -right.by_stretch, -right.by_price};
    const double own_e[4] = {1.0, 0.0, 1.0, 0.0};
    const double share[4] = {13.0, 0.0, 3.0, 0.0};
    for (int k = 0; k < 4; ++k) {
        const double em_by = 0.5 * own_e[k] + 0.125 * h * rates[k];
        const double weight = k < 2 ? 11.0 : 5.0;
        const double um_by = (k == 1 ? 1.0 : 0.0) + rise * (h * share[k] / 32.0 + h * h * weight * rates[k] / 192.0);
        const double centre_by = centre.by_stretch * em_by + centre.by_price * um_by;
        const double sign = k < 2 ? -1.0 : 1.0;
        links.stretch_by[k] = sign * own_e[k] - h * (-sign * rates[k] + 4.0 * centre_by) / 6.0;
        links.price_by[k] = sign * (1.0 - own_e[k]) - rise * (0.5 * h * own_e[k] + h * h * rates[k] / 12.0);
    }
    return links;
}

double MonotoneSystem::admissible(const MonotoneState& state, const std::vector<double>& step) const {
    double share = 1.0;
    double growth = 0.0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const double room = 1.0 - order_ * state.price[i];
        const double taken = order_ * step[2 * i + 1];
        if (taken > 0.9 * room) { share = std::min(share, 0.9 * room / taken); }
        growth = std::max(growth, std::abs(step[2 * i]) * (nodes_[i] + std::abs(state.stretch[i])));
    }
    return growth > 2.0 ? std::min(share, 2.0 / growth) : share;
}

bool MonotoneSystem::solve(MonotoneState& state) const {
    const std::size_t n = nodes_.size();
    for (int iteration = 0; iteration < 40; ++iteration) {
        BandedMatrix matrix(2 * n);
        std::vector<double> right(2 * n, 0.0);
        matrix(0, 0) = 1.0;
        right[0] = -state.stretch[0];
        Rate here = rate(nodes_[0], state.stretch[0], state.price[0]);
        for (std::size_t i = 0; i + 1 < n; ++i) {
            const Rate next = rate(nodes_[i + 1], state.stretch[i + 1], state.price[i + 1]);
            const Links piece = links(state, i, here, next);
            for (std::size_t k = 0; k < 4; ++k) {
                matrix(2 * i + 1, 2 * i + k) = piece.stretch_by[k];
                matrix(2 * i + 2, 2 * i + k) = piece.price_by[k];
            }
            right[2 * i + 1] = -piece.stretch;
            right[2 * i + 2] = -piece.price;
            here = next;
        }
        // R′ = 1 at the end: what is assumed there has gone by the factor exp(−z²/2) further in
        matrix(2 * n - 1, 2 * n - 2) = here.by_stretch;
        matrix(2 * n - 1, 2 * n - 1) = here.by_price;
        right[2 * n - 1] = -here.value;
        const std::vector<double> step = matrix.solve(std::move(right));
        const double share = admissible(state, step);
        double change = 0.0, size = 0.0, price_change = 0.0;
        bool finite = share > 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            state.stretch[i] += share * step[2 * i];
            state.price[i] += share * step[2 * i + 1];
            finite = finite && std::isfinite(step[2 * i]) && std::isfinite(step[2 * i + 1]);
            change = std::max(change, std::abs(step[2 * i]));
            size = std::max(size, std::abs(state.stretch[i]));
            price_change = std::max(price_change, std::abs(order_ * step[2 * i + 1]) / (1.0 - order_ * state.price[i]));
        }
        state.stretch[0] = 0.0;
        if (!finite) { return false; }
        const double scale = std::max(std::abs(state.price[n - 1]) * order_, 1e-300);
        if (share == 1.0 && change <= 1e-8 * size && price_change <= 1e-8 * std::min(1.0, scale)) { return true; }
    }
    return false;
}

MonotoneState MonotoneSystem::between(const MonotoneState& first, const MonotoneState& second,
                                      double multiplier) const {
    const double share = std::log(multiplier / first.multiplier) / std::log(second.multiplier / first.multiplier);
    MonotoneState state = first;
    state.multiplier = multiplier;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        state.stretch[i] += share * (second.stretch[i] - first.stretch[i]);
        const double from = price_logarithm(order_, first.price[i]);
        const double to = price_logarithm(order_, second.price[i]);
        state.price[i] = -std::expm1(from + share * (to - from)) / order_;
    }
    return state;
}

std::vector<double> MonotoneSystem::slopes(const MonotoneState& state) const {
    std::vector<double> values(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        values[i] = rate(nodes_[i], state.stretch[i], state.price[i]).value;
    }
    return values;
}

MonotoneMap MonotoneSystem::map(const MonotoneState& state) const { return {nodes_, state.stretch, slopes(state)}; }

Spending MonotoneSystem::spending(const MonotoneState& state) const {
    using Rule = boost::math::quadrature::gauss<double, 7>;
    const MonotoneMap whole = map(state);
    Spending spent;
    for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
        const MonotoneMap::Cubic piece = whole.piece(i);
        const double half = 0.5 * (nodes_[i + 1] - nodes_[i]);
        const auto add = [&](double node, double weight) {
            const double w = half * (1.0 + node);
            const double e = piece(w);
            const double z = nodes_[i] + w;
            const double slope = piece.linear + w * (2.0 * piece.square + 3.0 * w * piece.cube);
            const double mass = 2.0 * half * weight * normal_density(z + e) * (1.0 + slope);
            const double distance = shrinkage_.gap * z - shrinkage_.ratio * e;
            spent.excess += mass * distance * distance;
            spent.rest += mass * e * (2.0 * shrinkage_.gap * (z + e) - e);
        };
        add(0.0, Rule::weights()[0]);
        for (std::size_t k = 1; k < Rule::abscissa().size(); ++k) {
            add(Rule::abscissa()[k], Rule::weights()[k]);
            add(-Rule::abscissa()[k], Rule::weights()[k]);
        }
    }
    return spent;
}

} // namespace perdis
