#include <perdis/certificate/certify_scalar_map.hpp>

#include "alpha_terms.hpp"
#include "map_samples.hpp"
#include "tail_moment.hpp"

#include <perdis/numeric/normal.hpp>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// What lies beyond one end of the nodes.
struct Tail {
    double prior = 0.0;    ///< P(X beyond x)
    double observed = 0.0; ///< P(Y beyond y)
    double x = 0.0;
    double y = 0.0;
    double mean = 0.0; ///< m(y)
    bool right = false;

    Tail(const ScalarMap& map, bool is_right) : right(is_right) {
        const ScalarJoint& joint = map.joint();
        const double s = right ? map.scores().back() : map.scores().front();
        y = right ? map.observations().back() : map.observations().front();
        prior = right ? normal_complement(s) : normal_cdf(s);
        observed = right ? joint.survival(y) : joint.cdf(y);
        x = right ? joint.prior_upper_quantile(prior) : joint.prior_quantile(prior);
        mean = joint.posterior_mean(y);
    }
    /// How far m lies beyond x.
    [[nodiscard]] double overshoot() const { return std::max(right ? mean - x : x - mean, 0.0); }
};

/// a f(b/a), the divergence of laws in proportion on a set where p weighs a and q weighs b; convex in a.
double shared_term(double order, double a, double b) {
    if (!(b > 0.0)) { return order < 1.0 ? a / (1.0 - order) : infinite; }
    return a > 0.0 ? a * alpha_term(order, std::log(b / a)) : b / order;
}

/// E[(X̂ − X*)²; beyond the end], where X̂ has the law of X beyond a point that leaves `mass` of X outside: at most this.
///
/// By crude moments where they are small against `budget`; else by the rule of ten nodes on pieces on which the tail of Y
/// falls by two e-folds, down to 1e-60, and crude moments from there.
double tail_spent(const ScalarJoint& joint, const Tail& tail, double mass, double budget) {
    const double ratio = mass / std::max(tail.observed, 1e-300);
    const auto crude = [&](double left) {
        return 2.0 * (tail_moment(joint, ratio * left) / std::max(ratio, 1e-30) + tail_moment(joint, left));
    };
    double left = tail.observed;
    const double all = crude(left);
    if (all <= 1e-13 * budget) { return all; }
    const GaussPiece& rule = GaussPiece::rule();
    const double sign = tail.right ? 1.0 : -1.0;
    double y = tail.y, sum = 0.0;
    for (int piece = 0; piece < 100 && left > 1e-60; ++piece) {
        const double half = left / joint.density(y);
        GaussPiece::Values integrand;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            const double at = y + sign * half * (1.0 + rule.node(i));
            const ScalarPosterior posterior = joint.posterior(at);
            const double beyond = ratio * (tail.right ? joint.survival(at) : joint.cdf(at));
            const double x = tail.right ? joint.prior_upper_quantile(beyond) : joint.prior_quantile(beyond);
            const double off = (joint.accuracy() + 32.0 * epsilon) * (std::abs(x) + std::abs(posterior.mean));
            const double distance = std::abs(x - posterior.mean) + off;
            integrand[i] = std::exp(posterior.log_density) * distance * distance;
        }
        sum += half * (rule.integral(integrand) + rule.tail(integrand));
        y += 2.0 * sign * half;
        left = tail.right ? joint.survival(y) : joint.cdf(y);
    }
    const double found = sum + crude(left);
    return found < all ? found : all;
}

/// ∫ p f(t) of the map drawn towards the posterior mean by θ, its ends included; and what its tails spend.
class DrawnMap {
public:
    DrawnMap(const ScalarMap& map, const MapSamples& samples, double order)
        : map_(map), samples_(samples), order_(order) {}

    /// The divergence, an upper bound.
    [[nodiscard]] double divergence(double share) const {
        Bounded sum;
        for (const SampledPiece& piece : samples_.pieces()) { add(piece, share, sum); }
        for (const bool right : {false, true}) {
            const Tail tail(map_, right);
            double least = tail.prior, most = tail.prior;
            if (share > 0.0) { widen(tail, share, least, most); }
            sum.add(std::max(shared_term(order_, least, tail.observed), shared_term(order_, most, tail.observed)),
                    1e-9 * (most + tail.observed));
        }
        const double bound = sum.value * (1.0 + 64.0 * epsilon) + sum.error;
        return bound == bound ? bound : infinite;
    }
    /// E[(X̂ − X*)²; beyond the nodes] is at most this.
    [[nodiscard]] double tails_spend(double share, double budget) const {
        double sum = 0.0;
        for (const bool right : {false, true}) {
            const Tail tail(map_, right);
            double least = tail.prior, most = tail.prior;
            if (share > 0.0) { widen(tail, share, least, most); }
            sum += tail_spent(map_.joint(), tail, most, budget);
        }
        return sum;
    }

private:
    /// P(X beyond the drawn end), between bounds.
    void widen(const Tail& tail, double share, double& least, double& most) const {
        const double x = (1.0 - share) * tail.x + share * tail.mean;
        const double off = 8.0 * epsilon * (std::abs(tail.x) + std::abs(tail.mean));
        const ScalarJoint& joint = map_.joint();
        const auto beyond = [&](double at) { return tail.right ? joint.prior_survival(at) : joint.prior_cdf(at); };
        const double out = beyond(tail.right ? x + off : x - off), in = beyond(tail.right ? x - off : x + off);
        const bool inside = tail.overshoot() == 0.0;
        least = inside ? std::max(out, tail.prior) : out;
        most = std::max(in, least);
    }
    void add(const SampledPiece& piece, double share, Bounded& sum) const {
        const GaussPiece& rule = GaussPiece::rule();
        GaussPiece::Values integrand;
        double error = 0.0;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            double log_t = piece.log_t[i];
            double density = normal_density(piece.s[i]);
            double blur = piece.blur[i];
            if (share > 0.0) {
                const ScalarJoint& joint = map_.joint();
                const double x = (1.0 - share) * piece.x[i] + share * piece.mean[i];
                const double steep = piece.variance[i] / joint.noise_variance();
                const double dx = (1.0 - share) * piece.dx[i] + share * steep * piece.dy[i];
                const double log_density = joint.prior_log_density(x) + std::log(dx);
                density = std::exp(log_density);
                log_t = piece.log_y[i] + std::log(piece.dy[i]) - log_density;
                blur += 4.0 * epsilon * std::abs(log_density) + joint.accuracy();
            }
            const double term = alpha_term(order_, log_t);
            integrand[i] = density * term;
            error += rule.weight(i) * density * (blur * (alpha_term_slope(order_, log_t) + term));
        }
        sum.add(piece.half * rule.integral(integrand), piece.half * (rule.tail(integrand) + error));
    }

    const ScalarMap& map_;
    const MapSamples& samples_;
    double order_;
};

double upper_bound(const ScalarMap& map, const MapSamples& samples, double order, double budget) {
    const DrawnMap drawn(map, samples, order);
    const double body = samples.spent().value + samples.spent().error;
    double share = 0.0;
    double tails = drawn.tails_spend(0.0, budget);
    for (int step = 0; step < 6; ++step) {
        if ((1.0 - share) * (1.0 - share) * body * (1.0 + 8.0 * epsilon) + tails <= budget) {
            return drawn.divergence(share);
        }
        const double left = budget - tails * (step == 0 ? 1.0 : 2.0);
        if (!(left > 0.0)) { break; }
        share = std::max(1.0 - std::sqrt(left / body) * (1.0 - 8.0 * epsilon), share * (1.0 + 4.0 * epsilon));
        tails = drawn.tails_spend(share, budget);
    }
    return infinite;
}

/// The dual function at one shift, with ∫ p ψ(u) and its slope, which is 1 at the best shift.
struct Dual {
    Bounded value;
    double response = 0.0;
    double slope = 0.0;
};

class DualFunction {
public:
    DualFunction(const ScalarMap& map, const MapSamples& samples, double order, double multiplier)
        : samples_(samples), order_(order), multiplier_(multiplier), left_(map, false), right_(map, true) {}

    [[nodiscard]] Dual operator()(double shift) const {
        Dual found;
        for (const SampledPiece& piece : samples_.pieces()) { add(piece, shift, found); }
        add(left_, shift - 2.0 * multiplier_ * samples_.left_area().value, samples_.left_area().error, found);
        add(right_, shift - 2.0 * multiplier_ * samples_.right_area().value, samples_.right_area().error, found);
        return found;
    }

private:
    void add(const SampledPiece& piece, double shift, Dual& found) const {
        const GaussPiece& rule = GaussPiece::rule();
        GaussPiece::Values integrand;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            const double fall = 2.0 * multiplier_ * piece.area[i];
            const double u = shift - fall;
            const double room = 1.0 - order_ * u;
            if (!(room > 0.0)) {
                found.value.error = infinite;
                return;
            }
            const PriceTerm term(order_, piece.log_t[i], u);
            const double t = std::exp(piece.log_t[i]);
            // a price off by η is off by |t − ψ(u)| η + ψ′ η² in t u − f*(u), for η small against the room below 1/a
            const double off =
                2.0 * multiplier_ * piece.area_error[i] + 4.0 * epsilon * (std::abs(fall) + std::abs(shift));
            const double bent = order_ * off < 0.01 * room ? 2.0 * term.response / room * off : infinite;
            const double mass = piece.mass(i);
            integrand[i] = normal_density(piece.s[i]) * term.value;
            found.value.add(mass * term.value, mass
                                                   * ((piece.blur[i] + 8.0 * epsilon) * (term.size + t * std::abs(u))
                                                      + off * (std::abs(t - term.response) + bent)));
            found.response += mass * term.response;
            found.slope += mass * term.response / room;
        }
        found.value.error += piece.half * rule.tail(integrand);
    }
    /// E min beyond the end is at least u_N; p f* weighs what it does at the largest price there.
    void add(const Tail& tail, double price, double area_error, Dual& found) const {
        const double off = 2.0 * multiplier_ * area_error;
        const double reach = tail.overshoot();
        const double most = price + off + multiplier_ * reach * reach;
        if (!(order_ * most < 1.0)) {
            found.value.error = infinite;
            return;
        }
        const double conjugate = power_excess(1.0 - order_, -std::log1p(-order_ * most) / order_);
        found.value.add(tail.observed * price - tail.prior * conjugate,
                        1e-9 * (tail.observed * std::abs(price) + tail.prior * std::abs(conjugate))
                            + tail.observed * off);
    }

    const MapSamples& samples_;
    double order_;
    double multiplier_;
    Tail left_, right_;
};

/// The price f′(t) of the sample next to s = 0.
double first_shift(const MapSamples& samples, double order) {
    for (const SampledPiece& piece : samples.pieces()) {
        if (piece.s[0] > 0.0) { return -std::expm1(-order * piece.log_t[0]) / order; }
    }
    return 0.0;
}

double lower_bound(const ScalarMap& map, const MapSamples& samples, double order, double multiplier, double budget) {
    if (!(multiplier > 0.0 && std::isfinite(multiplier))) { return 0.0; }
    const DualFunction dual(map, samples, order, multiplier);
    const double spare = multiplier * (samples.spent().value - samples.spent().error - budget);
    double shift = first_shift(samples, order);
    double best = 0.0;
    for (int step = 0; step < 12; ++step) {
        const Dual found = dual(shift);
        const double bound = found.value.value - found.value.error + spare;
        if (bound > best) { best = bound; }
        if (!std::isfinite(found.value.error) || !(found.slope > 0.0)) {
            shift -= 1.0; // the prices reach 1/a somewhere
            continue;
        }
        const double surplus = found.response - 1.0;
        // the bound gains surplus²/(2 slope) at most, nearly
        if (!(std::abs(surplus) > 1e-13) || !(surplus * surplus > 1e-12 * best * found.slope)) { break; }
        const double room = (1.0 - order * shift) / order;
        shift -= std::max(surplus / found.slope, -0.5 * room);
        if (!std::isfinite(shift)) { break; }
    }
    return best * (1.0 - 8.0 * epsilon);
}

} // namespace

Certificate certify_scalar_map(double order, double least, double most, double multiplier, const ScalarMap& map) {
    const MapSamples samples(map, order);
    if (!samples.increasing()) { return {0.0, infinite}; }
    const double upper = least > 0.0 ? upper_bound(map, samples, order, least) : infinite;
    const double lower = lower_bound(map, samples, order, multiplier, most);
    return {std::isfinite(lower) ? std::max(lower, 0.0) : 0.0, upper};
}

} // namespace perdis
