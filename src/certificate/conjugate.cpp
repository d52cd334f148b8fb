#include "conjugate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

} // namespace

void Conjugate::subtract_from(ExtendedSum& total, const Eigen::VectorXd& u, double scale) const {
    const bool transport = divergence_.kind() == FiniteDivergence::Kind::transport;
    transport ? subtract_transport(total, u, scale) : subtract_separable(total, u, scale);
}

void Conjugate::subtract_transport(ExtendedSum& total, const Eigen::VectorXd& u, double scale) const {
    for (Eigen::Index x = 0; x < divergence_.source().size(); ++x) {
        double most = -infinite;
        double size = 0.0;
        for (const Eigen::Index z : symbols_) {
            const double h = divergence_.ground()(x, z);
            if (scale * u(z) - h > most) {
                most = scale * u(z) - h;
                size = std::abs(scale * u(z)) + h;
            }
        }
        total.add(-divergence_.source()(x) * most, 4.0 * epsilon * divergence_.source()(x) * size);
    }
}

void Conjugate::subtract_separable(ExtendedSum& total, const Eigen::VectorXd& u, double scale) const {
    const double shift = best_shift(u, scale);
    total.add(shift, 0.0);
    for (const Eigen::Index z : symbols_) {
        const double term = divergence_.conjugate_term(z, scale * u(z) + shift);
        // The price u + κ carries a rounding error of its own: its effect is the response times that error.
        const double response = divergence_.reference()(z) > 0.0 ? response_at(z, scale * u(z) + shift) : 0.0;
        const double argument = std::abs(scale * u(z)) + std::abs(shift);
        total.add(-term, 4.0 * epsilon * (std::abs(term) + response * argument));
    }
    const double constant = divergence_.omitted_value() + unreachable_;
    total.add(constant, 4.0 * epsilon * constant);
}

double Conjugate::response_at(Eigen::Index z, double u) const {
    if (u <= divergence_.floor()) { return 0.0; }
    return divergence_.response(z, u);
}

double Conjugate::best_shift(const Eigen::VectorXd& u, double scale) const {
    double highest = -infinite;
    for (const Eigen::Index z : symbols_) { highest = std::max(highest, scale * u(z)); }
    const bool bounded = std::isfinite(divergence_.ceiling());
    double right = (bounded ? divergence_.ceiling() : 0.0) - highest;
    // The largest shift inside the domain, in rounded arithmetic.
    while (bounded && !(highest + right <= divergence_.ceiling())) { right = std::nextafter(right, -infinite); }
    if (divergence_.kind() == FiniteDivergence::Kind::total_variation) { return right; }
    const auto demand = [&](double shift) {
        double sum = 0.0;
        for (const Eigen::Index z : symbols_) {
            if (divergence_.reference()(z) > 0.0) { sum += response_at(z, scale * u(z) + shift); }
        }
        return sum;
    };
    // Steps grow from the scale of a price, whatever the size of the smallest: that may be 1e100.
    for (double step = 1e-3; !bounded && demand(right) < 1.0 && step < 1e300; step *= 4.0) { right += step; }
    if (demand(right) <= 1.0) { return right; }
    double left = right;
    for (double step = 1e-3; !(demand(left) <= 1.0) && step < 1e300; step *= 4.0) { left -= step; }
    for (int i = 0; i < 200 && right - left > 0.25 * epsilon * std::max(std::abs(left), std::abs(right)); ++i) {
        const double middle = left + 0.5 * (right - left);
        if (!(middle > left && middle < right)) { break; }
        (demand(middle) <= 1.0 ? left : right) = middle;
    }
    return left;
}

} // namespace perdis
