#include "map_integrals.hpp"

#include "alpha_terms.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double reach = 38.0;   // φ(38) = 3e-314
constexpr double ellipse = 20.0; // sum of the half axes of the ellipse, in half widths; it lies in the disc of 10.03

/// Stretch and price along one piece, expanded about its middle: e(c + w) = Σ e_k w^k, u(c + w) = Σ u_k w^k. In extended
/// precision, for u is the difference of multiples of λ.
struct Expansion {
    double centre = 0.0;
    double half = 0.0;
    long double e[4] = {};
    long double u[5] = {};
    double price_size = 0.0; ///< the largest of the terms that make u

    [[nodiscard]] long double stretch(long double w) const { return e[0] + w * (e[1] + w * (e[2] + w * e[3])); }
    [[nodiscard]] long double slope(long double w) const { return e[1] + w * (2.0L * e[2] + 3.0L * w * e[3]); }
    [[nodiscard]] long double price(long double w) const {
        return u[0] + w * (u[1] + w * (u[2] + w * (u[3] + w * u[4])));
    }
};

/// Σ_{k ≥ 1} |c_k| r^k.
template <std::size_t Size>
double reach_of(const long double (&c)[Size], double r) {
    double sum = 0.0;
    for (std::size_t k = Size; k-- > 1;) { sum = r * (static_cast<double>(std::abs(c[k])) + sum); }
    return sum;
}

class Integrator {
public:
    Integrator(const MonotoneMap& map, const Shrinkage& shrinkage, double order, double multiplier, double shift)
        : map_(map), shrinkage_(shrinkage), a_(order), b_(1.0 - order), multiplier_(multiplier), shift_(shift) {}

    MapIntegrals operator()() {
        const auto& nodes = map_.nodes();
        if (!(nodes.back() <= reach)) { return nothing(); }
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const double end = i + 1 < nodes.size() ? nodes[i + 1] : reach;
            const MonotoneMap::Cubic piece = map_.piece(i);
            // beyond the last node in steps of a quarter
            const int parts = i + 1 < nodes.size() ? 1 : static_cast<int>(std::ceil((end - nodes[i]) * 4.0));
            for (int k = 0; k < parts; ++k) {
                const double from = (end - nodes[i]) * k / parts;
                const double to = (end - nodes[i]) * (k + 1) / parts;
                walk(nodes[i], piece, from, to, 0);
                if (!(found_.spent.error < infinite)) { return nothing(); }
            }
            area_ += area(piece, static_cast<long double>(end - nodes[i]));
        }
        add_rest();
        // both sides of 0, and the rounding of the sums
        for (Bounded* sum : {&found_.divergence, &found_.spent, &found_.dual}) {
            sum->value *= 2.0;
            sum->error = 2.0 * sum->error * (1.0 + 1e-9) + 64.0 * epsilon * std::abs(sum->value);
        }
        return found_;
    }

private:
    static MapIntegrals nothing() {
        MapIntegrals found;
        for (Bounded* sum : {&found.divergence, &found.spent, &found.dual}) { sum->error = infinite; }
        return found;
    }
    /// ∫ e over the first w of a piece.
    static long double area(const MonotoneMap::Cubic& piece, long double w) {
        const auto wide = [](double value) { return static_cast<long double>(value); };
        return w
               * (wide(piece.constant)
                  + w * (wide(piece.linear) / 2.0L + w * (wide(piece.square) / 3.0L + w * wide(piece.cube) / 4.0L)));
    }

    [[nodiscard]] Expansion expand(double node, const MonotoneMap::Cubic& piece, double from, double to) const {
        Expansion x;
        const double m = 0.5 * (from + to);
        const auto wide = [](double value) { return static_cast<long double>(value); };
        const long double square = wide(piece.square), cube = wide(piece.cube), w = wide(m);
        x.centre = node + m;
        x.half = 0.5 * (to - from);
        x.e[0] = wide(piece.constant) + w * (wide(piece.linear) + w * (square + w * cube));
        x.e[1] = wide(piece.linear) + w * (2.0L * square + 3.0L * w * cube);
        x.e[2] = square + 3.0L * w * cube;
        x.e[3] = cube;
        const long double z = wide(x.centre);
        const long double fall = wide(multiplier_) * shrinkage_.extended_gap;
        const long double rise = 2.0L * wide(multiplier_) * shrinkage_.extended_ratio;
        const long double gathered = area_ + area(piece, w);
        x.u[0] = wide(shift_) + (rise * gathered - fall * z * z);
        x.u[1] = rise * x.e[0] - 2.0L * fall * z;
        x.u[2] = 0.5L * rise * x.e[1] - fall;
        x.u[3] = rise * x.e[2] / 3.0L;
        x.u[4] = 0.25L * rise * x.e[3];
        x.price_size = std::abs(shift_) + static_cast<double>(std::abs(rise * gathered) + fall * z * z);
        return x;
    }

    /// Bounds on the integrands over the disc that holds the ellipse.
    struct Sizes {
        double divergence = infinite;
        double spent = infinite;
        double dual = infinite;
    };
    [[nodiscard]] Sizes sizes(const Expansion& x) const {
        const double r = 0.5 * (ellipse + 1.0 / ellipse) * x.half;
        const double de = reach_of(x.e, r);
        const double dslope =
            r * (2.0 * std::abs(static_cast<double>(x.e[2])) + 3.0 * r * std::abs(static_cast<double>(x.e[3])));
        const double du = reach_of(x.u, r);
        const auto e = static_cast<double>(x.e[0]);
        const auto u = static_cast<double>(x.u[0]);
        const double room = 1.0 - a_ * u;
        const double steep = 1.0 + static_cast<double>(x.e[1]);
        if (!(steep > dslope && room > a_ * du)) { return {}; }
        const double exponent = e * (x.centre + 0.5 * e);
        const double dexponent = std::abs(e) * r + de * (x.centre + r + std::abs(e) + 0.5 * de);
        const double log_t = std::log(steep) - exponent;
        const double dlog_t = -std::log1p(-dslope / steep) + dexponent;
        const double p = normal_density(x.centre) * std::exp(x.centre * r + 0.5 * r * r);
        const double t = std::exp(log_t + dlog_t);
        const double size_t_log = std::abs(log_t) + dlog_t;
        // |(e^{bx} − 1)/b| ≤ |x| max(1, |e^{bx}|)
        const double power = size_t_log * std::max(1.0, std::exp(b_ * log_t + std::abs(b_) * dlog_t));
        const double log_s = -std::log(room) / a_;
        const double dlog_s = -std::log1p(-a_ * du / room) / a_;
        const double conjugate =
            (std::abs(log_s) + dlog_s) * std::max(1.0, std::exp(b_ * log_s + std::abs(b_) * dlog_s));
        const double distance =
            std::abs(shrinkage_.gap * x.centre - shrinkage_.ratio * e) + shrinkage_.gap * r + shrinkage_.ratio * de;
        const Sizes found{p * (power + t + 1.0) / a_, p * t * distance * distance,
                          p * (t * (std::abs(u) + du) + conjugate)};
        return found;
    }

    /// One piece, halved until the error of the rule is known and small.
    void walk(double node, const MonotoneMap::Cubic& piece, double from, double to, int depth) {
        const Expansion x = expand(node, piece, from, to);
        const Sizes size = sizes(x);
        const double rule = 64.0 / 15.0 / (1.0 - 1.0 / (ellipse * ellipse)) * std::pow(ellipse, -20.0) * x.half;
        // 1e-13 of the largest that p f, q D² can weigh here is no loss
        const bool known = size.divergence < infinite && size.spent < infinite && size.dual < infinite;
        if (!known || rule * size.spent > 1e-17 * shrinkage_.gap * shrinkage_.gap) {
            if (depth >= 14 || ++halved_ > 3000) {
                found_.spent.error = infinite;
                return;
            }
            walk(node, piece, from, 0.5 * (from + to), depth + 1);
            walk(node, piece, 0.5 * (from + to), to, depth + 1);
            return;
        }
        found_.divergence.error += rule * size.divergence;
        found_.spent.error += rule * size.spent;
        found_.dual.error += rule * size.dual;
        using Rule = boost::math::quadrature::gauss<double, 10>;
        for (std::size_t k = 0; k < Rule::abscissa().size(); ++k) {
            add(x, x.half * Rule::abscissa()[k], x.half * Rule::weights()[k]);
            add(x, -x.half * Rule::abscissa()[k], x.half * Rule::weights()[k]);
        }
    }

    /// One node of the rule, with the rounding of its terms.
    void add(const Expansion& x, double w, double weight) {
        constexpr auto extended = static_cast<double>(std::numeric_limits<long double>::epsilon());
        const auto place = static_cast<long double>(w);
        const long double wide_e = x.stretch(place);
        const double z = x.centre + w;
        const auto e = static_cast<double>(wide_e);
        const double exponent = e * (z + 0.5 * e);
        const double log_t = std::log1p(static_cast<double>(x.slope(place))) - exponent;
        const double t = std::exp(log_t);
        const double mass = weight * normal_density(z);
        const double scale = 16.0 * epsilon * (1.0 + z * z + std::abs(exponent) + std::abs(log_t)); // of p, t and t^b
        const double power = std::exp(b_ * log_t);
        const double f = alpha_term(a_, log_t);
        found_.divergence.add(mass * f, mass * scale * (f + (1.0 + std::abs(b_)) * std::abs(t - power) / a_));
        const long double far = shrinkage_.extended_gap * (static_cast<long double>(x.centre) + place);
        const long double near = shrinkage_.extended_ratio * wide_e;
        const auto distance = static_cast<double>(far - near);
        const double blur = 16.0 * extended * static_cast<double>(std::abs(far) + std::abs(near));
        found_.spent.add(mass * t * distance * distance,
                         mass * t * (scale * distance * distance + blur * (2.0 * std::abs(distance) + blur)));
        add_dual(x, place, log_t, t, mass, scale);
    }

    void add_dual(const Expansion& x, long double place, double log_t, double t, double mass, double scale) {
        constexpr auto extended = static_cast<double>(std::numeric_limits<long double>::epsilon());
        const auto u = static_cast<double>(x.price(place));
        const double room = 1.0 - a_ * u;
        const PriceTerm term(a_, log_t, u);
        // a price off by δ is off by |t − ψ(u)| δ + ψ′ δ² in t u − f*(u), for δ small against the room below 1/a
        const double summed = 64.0 + static_cast<double>(map_.nodes().size()); // pieces of ∫ e among them
        const double off = summed * extended * x.price_size + 4.0 * epsilon * std::abs(u);
        const double bent = a_ * off < 0.01 * room ? 2.0 * term.response / room * off : infinite;
        found_.dual.add(mass * term.value, mass * (scale * term.size + off * (std::abs(t - term.response) + bent)));
        found_.response += 2.0 * mass * term.response;
        found_.slope += 2.0 * mass * term.response / room;
    }

    /// What lies beyond z = 38: bounds on quantities below 1e-300 for any map worth the name.
    void add_rest() {
        const MonotoneMap::Cubic line = map_.piece(map_.nodes().size() - 1);
        const double e = line(reach - map_.nodes().back());
        const double steep = 1.0 + line.linear;
        const double x = reach + e;
        const double distance = shrinkage_.gap * reach - shrinkage_.ratio * e;
        const double drift = (shrinkage_.gap - shrinkage_.ratio * line.linear) / steep; // dD/dx
        if (!(steep > 0.0 && x >= 2.0)) {
            found_.spent.error = infinite;
            found_.divergence.error = infinite;
            found_.dual.error = infinite;
            return;
        }
        const double mass = normal_density(x);
        const double p = normal_density(reach);
        const double size = std::abs(distance) + std::abs(drift);
        found_.spent.error += 2.0 * mass * size * size;
        // the α-divergence: a f ≤ t + |ln t| for b ≥ 0 … and t^b, which must fall, for b < 0
        const double log_t = std::log(steep) - e * (reach + 0.5 * e);
        const double slope = e + x * line.linear; // −d ln t/dz at the end, growing by R′² − 1
        double open = mass + p * (std::abs(log_t) + std::abs(slope) + std::abs(steep * steep - 1.0) + 1.0);
        if (b_ < 0.0) {
            const double fall = reach + b_ * slope;
            const bool falls = fall > 0.0 && 1.0 + b_ * (steep * steep - 1.0) >= 0.0;
            open += falls ? std::exp(b_ * log_t - 0.5 * reach * reach) / fall / -b_ : infinite;
        }
        found_.divergence.error += open / a_;
        // the dual: u falls where the map stays short of X, and f* with it
        const double area_end = static_cast<double>(area_);
        const double u = shift_ + multiplier_ * (2.0 * shrinkage_.ratio * area_end - shrinkage_.gap * reach * reach);
        const bool falls = distance >= 0.0 && drift >= 0.0 && a_ * u < 1.0;
        const double conjugate = falls ? std::max(power_excess(b_, -std::log1p(-a_ * u) / a_), 0.0) : infinite;
        found_.dual.error +=
            falls ? p * conjugate + 2.0 * mass * (std::abs(u) + 2.0 * multiplier_ * size / steep) : infinite;
    }

    const MonotoneMap& map_;
    Shrinkage shrinkage_;
    double a_;
    double b_;
    double multiplier_;
    double shift_;
    long double area_ = 0.0L; ///< ∫ e up to the piece
    int halved_ = 0;
    MapIntegrals found_;
};

} // namespace

MapIntegrals map_integrals(const MonotoneMap& map, const Shrinkage& shrinkage, double order, double multiplier,
                           double shift) {
    return Integrator(map, shrinkage, order, multiplier, shift)();
}

} // namespace perdis
