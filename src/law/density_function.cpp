#include "density_function.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/law/univariate.hpp>
#include <perdis/numeric/bracketed_newton.hpp>
#include <perdis/numeric/double_exponential.hpp>

#include <boost/math/quadrature/exp_sinh.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tolerance = 1e-14;

} // namespace

DensityFunction::DensityFunction(std::function<double(double)> density, double lower, double upper)
    : density_(std::move(density)), lower_(lower), upper_(upper) {
    require(lower < upper, "Univariate", "the ends of the support do not satisfy lower < upper");
    find_centre();
    const auto one = [](double) { return 1.0; };
    below_centre_ = integral(one, lower_, centre_);
    above_centre_ = integral(one, centre_, upper_);
    total_ = below_centre_ + above_centre_;
    if (!(std::abs(total_ - 1.0) <= 1e-9)) {
        std::ostringstream message;
        message.precision(6);
        message << "the density integrates to " << total_ << "; legal is 1 +- 1e-9";
        throw DomainError("Univariate: " + message.str());
    }
    find_moments();
}

double DensityFunction::checked(double x) const {
    const double p = density_(x);
    require(p >= 0.0, "Univariate", "the density", p, "[0, inf)");
    return p;
}

/// A first integral in units of 1, or of the support's length, visits points from near to far: the densest of them, weighed by
/// its distance, is the centre. Where that carries no mass the second integral says so.
void DensityFunction::find_centre() {
    const bool finite_below = lower_ > -infinite, finite_above = upper_ < infinite;
    const double origin = finite_below && finite_above ? lower_ + (upper_ - lower_) / 2.0
                          : finite_below               ? lower_
                          : finite_above               ? upper_
                                                       : 0.0;
    const double length = finite_below && finite_above ? (upper_ - lower_) / 2.0 : 1.0;
    double best = -1.0;
    const auto visit = [&](double x) {
        if (!(x > lower_ && x < upper_)) { return; }
        const double p = checked(x);
        if (p < infinite && p > best) {
            best = p;
            centre_ = x;
        }
    };
    visit(origin);
    for (int i = -240; i <= 240; ++i) { // from 1e-15 to 1e15 of the length, both sides
        const double step = length * std::pow(10.0, static_cast<double>(i) / 16.0);
        visit(origin - step);
        visit(origin + step);
    }
    for (int i = -400; i <= 400; ++i) { visit(origin + length * static_cast<double>(i) / 4.0); }
    if (finite_below && finite_above) {
        for (int i = 1; i < 1000; ++i) { visit(lower_ + (upper_ - lower_) * static_cast<double>(i) / 1000.0); }
    }
    for (double step = length; best > 0.0 && step > 1e-3 / best; step /= 2.0) { // climb to the nearest mode
        visit(centre_ - step);
        visit(centre_ + step);
    }
    unit_ = best > 0.0 ? 1.0 / best : length;
}

/// Near a finite end by distances from it; to an infinite one in units of the distance from the centre, at least one unit.
template <class Function>
double DensityFunction::integral(const Function& f, double a, double b) const {
    if (!(a < b)) { return 0.0; }
    const auto value = [&](double x) {
        if (!(x > lower_ && x < upper_)) { return 0.0; }
        const double p = checked(x) * f(x);
        return std::abs(p) < infinite ? p : 0.0;
    };
    if (a > -infinite && b < infinite) {
        const auto between = [&](double from_a, double to_b) {
            return std::array<double, 1>{value(from_a < to_b ? a + from_a : b - to_b)};
        };
        return double_exponential<1>(between, b - a).value[0];
    }
    thread_local boost::math::quadrature::exp_sinh<double> rule(12);
    const double from = b == infinite ? a : b, unit = std::max(unit_, std::abs(from - centre_));
    const double step = b == infinite ? unit : -unit;
    return unit * rule.integrate([&](double s) { return value(from + step * s); }, tolerance);
}

bool DensityFunction::heavy(double sign) const {
    const double near = checked(centre_ + sign * unit_ * 1e6), far = checked(centre_ + sign * unit_ * 1e8);
    return far > 0.0 && std::log(near / far) / std::log(100.0) <= 3.0 + 1e-3;
}

void DensityFunction::find_moments() {
    if ((upper_ == infinite && heavy(1.0)) || (lower_ == -infinite && heavy(-1.0))) {
        mean_ = centre_;
        variance_ = infinite;
        return;
    }
    const auto moment = [&](auto f) { return (integral(f, lower_, centre_) + integral(f, centre_, upper_)) / total_; };
    mean_ = centre_ + moment([&](double x) { return x - centre_; });
    variance_ = moment([&](double x) { return (x - mean_) * (x - mean_); });
}

double DensityFunction::log_density(double x) const {
    return x > lower_ && x < upper_ ? std::log(checked(x) / total_) : -infinite;
}

double DensityFunction::cdf(double x) const {
    const auto one = [](double) { return 1.0; };
    if (x <= centre_) { return integral(one, lower_, x) / total_; }
    const double above = integral(one, x, upper_);
    return above < total_ / 2.0 ? 1.0 - above / total_ : (below_centre_ + integral(one, centre_, x)) / total_;
}

double DensityFunction::survival(double x) const {
    const auto one = [](double) { return 1.0; };
    if (x >= centre_) { return integral(one, x, upper_) / total_; }
    const double below = integral(one, lower_, x);
    return below < total_ / 2.0 ? 1.0 - below / total_ : (above_centre_ + integral(one, x, centre_)) / total_;
}

template <class Distribution>
double DensityFunction::inverse(const Distribution& distribution, double v, double towards) const {
    const double sign = distribution(centre_) > v ? towards : -towards; // the bracket lies that way
    const double end = sign < 0.0 ? lower_ : upper_;
    double near = centre_, far = centre_;
    for (double step = unit_;; step *= 2.0) {
        far = centre_ + sign * step;
        if (sign < 0.0 ? far <= end : far >= end) { far = end; }
        if (far == end || (distribution(far) > v) != (sign == towards)) { break; }
        near = far;
    }
    const double goal = std::log(v);
    return bracketed_newton(
        [&](double x) {
            const double log_value = std::log(distribution(x));
            const double slope = std::exp(log_density(x) - log_value);
            return towards < 0.0 ? ValueAndSlope{log_value - goal, slope} : ValueAndSlope{goal - log_value, slope};
        },
        std::min(near, far), std::max(near, far), near + (far - near) / 2.0);
}

double DensityFunction::quantile(double v) const {
    return v <= 0.5 ? inverse([this](double x) { return cdf(x); }, v, -1.0)
                    : inverse([this](double x) { return survival(x); }, 1.0 - v, 1.0);
}

double DensityFunction::upper_quantile(double v) const {
    return v <= 0.5 ? inverse([this](double x) { return survival(x); }, v, 1.0)
                    : inverse([this](double x) { return cdf(x); }, 1.0 - v, -1.0);
}

std::vector<double> DensityFunction::kinks() const {
    std::vector<double> ends;
    if (lower_ > -infinite) { ends.push_back(lower_); }
    if (upper_ < infinite) { ends.push_back(upper_); }
    return ends;
}

Univariate Univariate::from_density(std::function<double(double)> density, double lower, double upper) {
    return DensityFunction(std::move(density), lower, upper);
}

} // namespace perdis
