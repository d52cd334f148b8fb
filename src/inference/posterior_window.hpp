#pragma once

#include <perdis/law/univariate.hpp>
#include <perdis/numeric/double_exponential.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace perdis {

/// The prior's shape, asked for once: translations are taken out by the caller.
struct PriorShape {
    Univariate law;
    std::vector<double> kinks;
    double lower;
    double upper;
    double mode;
};

/// ∫ p(x) h(x − y) dx over all x, h even and log-concave on each side of 0, by pieces between the places where p·h is not
/// smooth or has a peak.
///
/// Points carry x and the distance r from a centre x_c = y + c near the largest value: neither the noise, narrow or wide, nor a
/// singular prior is seen through rounding. Noise gives ln h(d) and ln h(c + r) − ln h(c).
template <class Noise>
class PosteriorWindow {
public:
    /// Level below the largest at which the window ends, second moments considered: e^-42 = 6e-19.
    static constexpr double depth = 42.0;

    PosteriorWindow(const PriorShape& prior, double y, double scale, const Noise& noise)
        : prior_(prior), y_(y), scale_(scale), noise_(noise) {
        const double mode = prior_.mode - y_;
        const double peak = peak_towards(mode, std::clamp(0.0, prior_.lower - y_, prior_.upper - y_));
        const double at_mode = log_value(mode), at_peak = log_value(peak);
        const bool from_mode = !(at_peak > at_mode) || peak == mode;
        largest_ = from_mode ? at_mode : at_peak;
        centre_ = from_mode ? mode : peak;
        middle_ = from_mode ? prior_.mode : y_ + peak;
        at_centre_ = noise_(centre_);
        at_middle_ = largest_ - at_centre_;
        const bool mode_counts = at_mode > largest_ - depth, peak_counts = at_peak > largest_ - depth;
        const double near = mode_counts ? prior_.mode - middle_ : 0.0, other = peak_counts ? peak - centre_ : 0.0;
        lower_ = edge(std::min({near, other, 0.0}), -1.0);
        upper_ = edge(std::max({near, other, 0.0}), 1.0);
        const bool one_hump = std::abs(at_peak - at_mode) < 2.0;
        collect(one_hump ? 0.0 : near, one_hump ? 0.0 : other);
    }

    /// ln p(x) h(x − y) at the centre; integrals are relative to it.
    [[nodiscard]] double largest() const { return largest_; }
    /// x_c.
    [[nodiscard]] double middle() const { return middle_; }
    /// c = x_c − y.
    [[nodiscard]] double centre() const { return centre_; }
    /// p(x) h(x − y)/e^largest, 0 where the density is not finite.
    [[nodiscard]] double relative(double x, double r) const {
        const double density = prior_.law.log_density(x);
        return density < std::numeric_limits<double>::infinity()
                   ? std::exp((density - at_middle_) + noise_.relative(centre_, at_centre_, r))
                   : 0.0;
    }

    /// Σ over the pieces of ∫ f(x, r).
    template <std::size_t N, class Function>
    [[nodiscard]] Quadrature<N> integrate(const Function& f) const {
        Quadrature<N> sum;
        for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
            const Point a = points_[i], b = points_[i + 1];
            sum += double_exponential<N>(
                [&](double from_a, double to_b) {
                    return from_a < to_b ? f(a.x + from_a, a.r + from_a) : f(b.x - to_b, b.r - to_b);
                },
                b.r - a.r);
        }
        return sum;
    }

private:
    struct Point {
        double x;
        double r; ///< x − x_c
    };

    /// ln p·h at an offset from y, −inf where the density is not finite.
    [[nodiscard]] double log_value(double offset) const {
        const double density = prior_.law.log_density(y_ + offset);
        return density < std::numeric_limits<double>::infinity() ? density + noise_(offset)
                                                                 : -std::numeric_limits<double>::infinity();
    }
    /// ln p·h relative to the largest, at a distance from the centre.
    [[nodiscard]] double log_relative(double r) const {
        const double density = prior_.law.log_density(middle_ + r);
        return density < std::numeric_limits<double>::infinity()
                   ? (density - at_middle_) + noise_.relative(centre_, at_centre_, r)
                   : 0.0;
    }
    /// The first local maximum on the way from the point of the support nearest to y towards the mode.
    [[nodiscard]] double peak_towards(double mode, double start) const {
        const double way = mode - start, length = std::abs(way), sign = way < 0.0 ? -1.0 : 1.0;
        double before = start, here = start;
        double at_here = log_value(here);
        for (double step = scale_ / 8.0; here != mode; step *= 2.0) {
            const double next = step < length ? start + sign * step : mode;
            const double at_next = log_value(next);
            if (at_next < at_here) { return best_between(before, next, here, at_here); }
            before = here;
            here = next;
            at_here = at_next;
        }
        return mode;
    }
    /// Golden sections, down to a quarter of the scale.
    [[nodiscard]] double best_between(double a, double b, double best, double at_best) const {
        constexpr double golden = 0.3819660112501051;
        while (std::abs(b - a) > scale_ / 4.0) {
            const bool towards_b = std::abs(b - best) > std::abs(best - a);
            const double x = towards_b ? best + golden * (b - best) : best - golden * (best - a);
            if (x == a || x == b || x == best) { break; }
            const double at = log_value(x);
            if (at > at_best) {
                (towards_b ? a : b) = best;
                best = x;
                at_best = at;
            } else {
                (towards_b ? b : a) = x;
            }
        }
        return best;
    }
    /// Where p·h·r³ has fallen by e^-depth beyond `from`, in units of the distance in which p·h falls by e, within a factor of 2.
    [[nodiscard]] double edge(double from, double sign) const {
        const double room = (sign < 0.0 ? middle_ - prior_.lower : prior_.upper - middle_) - sign * from;
        if (!(room > 0.0)) { return from; }
        const auto value = [&](double step) { return log_relative(from + sign * step); };
        const double start = log_relative(from);
        double unit = std::min(scale_, room);
        for (int i = 0; i < 100 && !(value(unit) > start - 1.0); ++i) { unit /= 2.0; }
        const auto low = [&](double step) { return !(value(step) + 3.0 * std::log(step / unit) > -depth); };
        double step = unit;
        while (step < room && !low(step)) { step *= 2.0; }
        return step < room ? from + sign * step : from + sign * room;
    }
    void collect(double mode, double peak) {
        points_ = {{middle_ + lower_, lower_}, {middle_ + upper_, upper_}};
        for (const double kink : prior_.kinks) { add({kink, kink - middle_}); }
        for (const double r : {0.0, mode, peak}) {
            if (std::none_of(points_.begin(), points_.end(), [r](const Point& p) { return p.r == r; })) {
                add({middle_ + r, r});
            }
        }
        if (noise_.kink) { add({y_, -centre_}); }
        std::sort(points_.begin(), points_.end(), [](const Point& a, const Point& b) { return a.r < b.r; });
    }
    void add(const Point& point) {
        if (point.r == lower_) { points_[0] = point; }
        if (point.r == upper_) { points_[1] = point; }
        if (point.r > lower_ && point.r < upper_) { points_.push_back(point); }
    }

    const PriorShape& prior_;
    double y_, scale_;
    Noise noise_;
    double largest_ = 0.0, centre_ = 0.0, middle_ = 0.0;
    double at_centre_ = 0.0, at_middle_ = 0.0; ///< ln h(c), ln p(x_c)
    double lower_ = 0.0, upper_ = 0.0;         ///< from the centre
    std::vector<Point> points_;
};

} // namespace perdis
