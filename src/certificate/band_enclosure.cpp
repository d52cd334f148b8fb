#include "band_enclosure.hpp"

#include <perdis/inference/equalisation_band.hpp>
#include <perdis/numeric/normal.hpp>

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double far = 37.0; // what lies beyond weighs less than 1e-290

template <class Function>
double zero(const Function& function, double left, double right) {
    const double at_left = function(left);
    const double at_right = function(right);
    if (!(at_left * at_right < 0.0)) { return std::abs(at_left) < std::abs(at_right) ? left : right; }
    std::uintmax_t evaluations = 200;
    const auto close = [](double a, double b) { return std::abs(b - a) <= epsilon * std::abs(b); };
    return boost::math::tools::toms748_solve(function, left, right, at_left, at_right, close, evaluations).second;
}

/// Mean and variance of N(0, 1) on a piece so narrow that ten nodes leave no error: its width times its end below 1/2.
struct PieceMoments {
    double mean = 0.0;
    double variance = 0.0;

    PieceMoments(double from, double to) {
        using Rule = boost::math::quadrature::gauss<double, 10>;
        const double centre = 0.5 * (from + to);
        const double half = 0.5 * (to - from);
        double mass = 0.0;
        double first = 0.0;
        double second = 0.0;
        const auto add = [&](double node, double weight) {
            const double w = half * node;
            const double density = weight * std::exp(-w * (centre + 0.5 * w));
            mass += density;
            first += density * w;
            second += density * w * w;
        };
        for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
            add(Rule::abscissa()[i], Rule::weights()[i]);
            add(-Rule::abscissa()[i], Rule::weights()[i]);
        }
        mean = centre + first / mass;
        variance = std::max(second / mass - (first / mass) * (first / mass), 0.0);
    }
};

struct Piece {
    double z_from = 0.0;
    double z_to = 0.0;
    double y_from = 0.0; ///< S(z_from)
    double y_to = 0.0;
};

class Encloser {
public:
    Encloser(const Shrinkage& shrinkage, double crossing, double start, double accuracy)
        : ratio_(shrinkage.ratio),
          log_stretch_(shrinkage.gap < 0.5 ? -std::log1p(-shrinkage.gap) : -std::log(shrinkage.ratio)),
          crossing_(crossing), start_(start), end_(balanced_end(shrinkage)), accuracy_(accuracy) {}

    BandEnclosure operator()() {
        if (!(end_ > start_)) { return {}; }
        double from = start_;
        for (const double limit : {crossing_, end_}) {
            for (int i = 1; i <= 8; ++i) {
                const double to = i == 8 ? limit : from + (limit - from) / (9.0 - i);
                if (to > from) { halve({from, to, quantile(from), quantile(to)}, 0); }
                from = to;
            }
        }
        found_.excess.lower = std::max(2.0 * found_.excess.lower * (1.0 - 64.0 * epsilon), 0.0);
        found_.excess.upper = 2.0 * found_.excess.upper * (1.0 + 64.0 * epsilon) + 1e-280;
        return found_;
    }

private:
    /// x₂: where the surplus of r over p in [x₁, x] is used up.
    [[nodiscard]] double balanced_end(const Shrinkage& shrinkage) const {
        const double whole = mass_surplus(shrinkage, start_);
        const bool wide = start_ < 0.5 * crossing_;
        const auto left = [&](double x) {
            return wide ? mass_surplus(shrinkage, x) - whole
                        : normal_mass(start_ / ratio_, x / ratio_) - normal_mass(start_, x);
        };
        double reach = crossing_ - start_;
        if (!(reach > 0.0)) { return crossing_; }
        while (left(crossing_ + reach) > 0.0 && crossing_ + reach < far) { reach *= 1.5; }
        return left(crossing_ + reach) < 0.0 ? std::min(zero(left, crossing_, crossing_ + reach), far) : far;
    }

    /// S(z), by bisection on the mass from the nearer end.
    [[nodiscard]] double quantile(double z) const {
        if (z <= start_) { return start_; }
        if (z >= end_) { return end_; }
        if (z < crossing_) {
            const double mass = normal_mass(start_, z);
            const auto rest = [&](double y) { return normal_mass(start_ / ratio_, y / ratio_) - mass; };
            return zero(rest, start_, z);
        }
        const double mass = normal_mass(z, end_);
        const auto rest = [&](double y) { return normal_mass(y / ratio_, end_ / ratio_) - mass; };
        return zero(rest, start_, z);
    }

    /// ln of the slope r(y)/φ(z) of the increasing map.
    [[nodiscard]] double log_slope(double y, double z) const {
        const double x = y / ratio_;
        return log_stretch_ + 0.5 * (z - x) * (z + x);
    }

    /// A bound on |ln T′ − ln T′(first end)| in a piece, T′ = r(y)/φ(z) the slope of the increasing map: with x = y/σ_*,
    /// d ln T′/dz = (z − x) + x (1 − x′) and x′ = 1/(σ_* T′). It begins with the corners and improves itself.
    [[nodiscard]] double log_slope_range(const Piece& piece) const {
        const double width = piece.z_to - piece.z_from;
        const double first = log_slope(piece.y_from, piece.z_from);
        const double x = piece.y_from / ratio_;
        double range =
            std::max(log_slope(piece.y_from, piece.z_to) - first, first - log_slope(piece.y_to, piece.z_from));
        const double flatness = 1.0 - std::exp(-first) / ratio_; // 1 − x′ at the first end
        for (int step = 0; step < 6 && range < 1.0; ++step) {
            const double curl = std::abs(flatness) + std::exp(-first) / ratio_ * std::expm1(range);
            const double rate = std::abs(piece.z_from - x) + width * curl + piece.y_to / ratio_ * curl;
            range = std::min(range, width * rate * (1.0 + 64.0 * epsilon) + 16.0 * epsilon * width * piece.z_to);
        }
        return range;
    }

    void halve(const Piece& piece, int depth) {
        const double mass = normal_mass(piece.z_from, piece.z_to);
        const Enclosure cost = enclose(piece);
        if (mass * (cost.upper - cost.lower) <= accuracy_ || depth > 40) {
            const double error = 16.0 * epsilon * piece.z_to; // of the mean of z − y
            const double rounding = mass * error * (2.0 * std::sqrt(cost.upper) + error);
            found_.excess.lower += mass * cost.lower - rounding;
            found_.excess.upper += mass * cost.upper + rounding;
            add_gap(piece);
            return;
        }
        const double middle = 0.5 * (piece.z_from + piece.z_to);
        const double image = quantile(middle);
        halve({piece.z_from, middle, piece.y_from, image}, depth + 1);
        halve({middle, piece.z_to, image, piece.y_to}, depth + 1);
    }

    /// E (z − y)² over the piece: by variances where it is narrow, else by its corners.
    [[nodiscard]] Enclosure enclose(const Piece& piece) const {
        const double least = std::max(piece.z_from - piece.y_to, 0.0);
        const double most = piece.z_to - piece.y_from;
        const Enclosure corners{least * least, most * most};
        const double a = piece.y_from / ratio_;
        const double b = piece.y_to / ratio_;
        if ((piece.z_to - piece.z_from) * piece.z_to > 0.5 || (b - a) * b > 0.5) { return corners; }
        const double range = log_slope_range(piece);
        const double middle = std::exp(log_slope(piece.y_from, piece.z_from));
        const double spread = middle * std::expm1(range) + 32.0 * epsilon * middle;
        const PieceMoments z(piece.z_from, piece.z_to);
        const PieceMoments x(a, b);
        const double mean = z.mean - ratio_ * x.mean;
        const double variance = ratio_ * ratio_ * x.variance;
        const double value = mean * mean + (1.0 - 1.0 / middle) * (z.variance - middle * variance);
        const double open = spread * spread * variance / middle;
        return {std::max(value, corners.lower), std::min(value + open, corners.upper)};
    }

    /// ∫ (z − S) dz: S lies about its chord, by no more than its slopes allow.
    void add_gap(const Piece& piece) {
        const double width = piece.z_to - piece.z_from;
        const double trapezoid =
            0.5 * width * ((piece.z_from - piece.y_from) + (piece.z_to - piece.y_to)) * (1.0 - 4.0 * epsilon);
        const double range = log_slope_range(piece);
        const double steep = std::exp(-log_slope(piece.y_from, piece.z_from)) * 2.0 * std::sinh(range);
        const double bulge =
            std::min(0.125 * steep * width * width * (1.0 + 1e-12), 0.5 * width * (piece.y_to - piece.y_from));
        const double rounding = 8.0 * epsilon * width * piece.z_to;
        found_.gap.lower += trapezoid - bulge - rounding;
        found_.gap.upper += trapezoid * (1.0 + 16.0 * epsilon) + bulge + rounding;
    }

    double ratio_;
    double log_stretch_; ///< −ln σ_*
    double crossing_;
    double start_;
    double end_;
    double accuracy_;
    BandEnclosure found_;
};

} // namespace

BandEnclosure enclose_band(const Shrinkage& shrinkage, double crossing, double start, double accuracy) {
    return Encloser(shrinkage, crossing, start, accuracy)();
}

} // namespace perdis
