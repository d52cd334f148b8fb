#include <perdis/solver/equalisation_band_solver.hpp>

#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/numeric/normal.hpp>

#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

template <class Function>
double root(const Function& function, double left, double right, double accuracy) {
    const double at_left = function(left);
    const double at_right = function(right);
    if (at_left == 0.0) { return left; }
    if (at_right == 0.0) { return right; }
    // all that is left is rounding: the nearer end
    if (std::signbit(at_left) == std::signbit(at_right)) {
        return std::abs(at_left) < std::abs(at_right) ? left : right;
    }
    std::uintmax_t evaluations = 200;
    const auto close = [accuracy](double a, double b) { return std::abs(b - a) <= accuracy * (1.0 + std::abs(b)); };
    const auto found = boost::math::tools::toms748_solve(function, left, right, at_left, at_right, close, evaluations);
    return 0.5 * (found.first + found.second);
}

/// A band by its start, with the integrals over it.
class Band {
public:
    Band(const Shrinkage& shrinkage, double start)
        : ratio_(shrinkage.ratio), crossing_(EqualisationBand::crossing(shrinkage)), start_(start),
          end_(end(shrinkage)) {
        integrate();
    }
    [[nodiscard]] double end() const { return end_; }
    /// 2 ∫ (z − S(z))² φ(z) dz.
    [[nodiscard]] double excess() const { return excess_; }
    /// ∫ (z − S(z)) dz.
    [[nodiscard]] double gap() const { return gap_; }

private:
    /// x₂: from the mass of the band itself where it is narrow, also next to 1 − σ_*; else from the surplus, which is small
    /// against 1.
    [[nodiscard]] double end(const Shrinkage& shrinkage) const {
        const double wanted = mass_surplus(shrinkage, start_);
        const bool narrow = start_ > 0.5 * crossing_ && crossing_ - start_ < shrinkage.gap;
        const auto surplus = [&](double x) {
            return narrow ? normal_mass(start_ / ratio_, x / ratio_) - normal_mass(start_, x)
                          : mass_surplus(shrinkage, x) - wanted;
        };
        double reach = crossing_ - start_;
        if (!(reach > 0.0)) { return crossing_; }
        while (surplus(crossing_ + reach) > 0.0 && reach < 40.0) { reach *= 2.0; }
        if (!(surplus(crossing_ + reach) < 0.0)) {
            return start_ > 0.5 * crossing_ ? 2.0 * crossing_ - start_ : 40.0; // rounding alone; φ(40) = 0
        }
        return root(surplus, crossing_, crossing_ + reach, 0.25 * epsilon);
    }

    /// The point x of a normal law (0: of p, 1: of r, in its own deviation) below which it has the mass that the other
    /// law has below `other`; masses from the nearer end, the quantile polished by Newton steps on the mass itself.
    [[nodiscard]] static double partner(double from, double to, double other_from, double other_to, double other,
                                        bool low) {
        const double anchor = low ? from : to;
        const double mass = low ? normal_mass(other_from, other) : normal_mass(other, other_to);
        const double above = normal_complement(anchor) + (low ? -mass : mass);
        double x =
            boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * std::clamp(above, 1e-300, 1.0));
        for (int step = 0; step < 3; ++step) {
            x = std::clamp(x, from, to);
            const double found = low ? normal_mass(anchor, x) : normal_mass(x, anchor);
            const double move = (found - mass) / normal_density(x);
            if (!std::isfinite(move) || std::abs(move) > 0.5) { break; }
            x += low ? -move : move;
        }
        return std::clamp(x, from, to);
    }
    /// S(z).
    [[nodiscard]] double down(double z) const {
        return ratio_ * partner(start_ / ratio_, end_ / ratio_, start_, end_, z, z < crossing_);
    }
    /// T(y) = S⁻¹(y).
    [[nodiscard]] double up(double y) const {
        return partner(start_, end_, start_ / ratio_, end_ / ratio_, y / ratio_, y < crossing_);
    }

    /// Both integrals between two points, over z where S is flat and over y where T is.
    void integrate_over(double from, double to, bool over_z) {
        const auto add = [&](double at, double weight) {
            const double z = over_z ? at : up(at);
            const double y = over_z ? down(at) : at;
            const double stretch = over_z ? 1.0 : normal_density(y / ratio_) / ratio_ / normal_density(z);
            const double density = over_z ? normal_density(z) : normal_density(y / ratio_) / ratio_;
            gap_ += weight * (z - y) * stretch;
            excess_ += 2.0 * weight * (z - y) * (z - y) * density;
        };
        using Rule = boost::math::quadrature::gauss<double, 20>;
        const double middle = 0.5 * (from + to);
        const double half = 0.5 * (to - from);
        for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
            add(middle - half * Rule::abscissa()[i], half * Rule::weights()[i]);
            add(middle + half * Rule::abscissa()[i], half * Rule::weights()[i]);
        }
    }

    /// Pieces that grow by half away from where the slope of S passes 1, from the scale on which r varies there.
    void integrate() {
        if (!(end_ > start_)) { return; }
        const auto steepness = [&](double z) { // ln S′(z)
            const double x = down(z) / ratio_;
            return std::log(ratio_) + 0.5 * (x - z) * (x + z);
        };
        const double split = root(steepness, start_, end_, 1e-3);
        const double image = down(split);
        const double unit = 0.5 * ratio_ * ratio_ / crossing_;
        walk(split, start_, unit, true);
        walk(image, end_, unit, false);
    }
    void walk(double from, double to, double unit, bool over_z) {
        const double sign = to < from ? -1.0 : 1.0;
        const double length = std::abs(to - from);
        double step = unit;
        for (double done = 0.0; done < length; step = std::min(1.5 * step, 0.5)) {
            const double next = done + 1.5 * step > length ? length : done + step;
            const double a = from + sign * done;
            const double b = next == length ? to : from + sign * next;
            integrate_over(std::min(a, b), std::max(a, b), over_z);
            done = next;
        }
    }

    double ratio_;
    double crossing_;
    double start_;
    double end_;
    double excess_ = 0.0;
    double gap_ = 0.0;
};

} // namespace

LineSolution<EqualisationBand> EqualisationBandSolver::solve(const GaussianLine& line, double distortion) const {
    const Shrinkage& shrinkage = line.shrinkage();
    const double crossing = EqualisationBand::crossing(shrinkage);
    const EqualisationBand none(shrinkage, crossing, crossing);
    const EqualisationBand whole(shrinkage, 0.0, infinite);
    switch (line.place(distortion)) {
    case GaussianLine::Place::infeasible:
        return {Status::infeasible, distortion, none, infinite};
    case GaussianLine::Place::minimum:
        return {Status::solved, distortion, none, infinite};
    case GaussianLine::Place::perfect:
        return {Status::solved, distortion, whole, 0.0};
    case GaussianLine::Place::between:
        break;
    }
    const double excess = line.excess(distortion);
    if (!(excess < line.max_excess())) { return {Status::solved, distortion, whole, 0.0}; }
    // x₁ = x_c/(1 + e^s): both ends of the range of x₁ are far away in s.
    const auto start_at = [crossing](double s) { return crossing / (1.0 + std::exp(s)); };
    const auto over = [&](double s) { // finite where rounding leaves nothing of the band's own
        return std::log(std::max(Band(shrinkage, start_at(s)).excess() / excess, 1e-30));
    };
    double left = -12.0;
    double right = 40.0;
    if (!(over(left) < 0.0)) { left = -30.0; }
    if (!(over(right) > 0.0)) { return {Status::solved, distortion, whole, 0.0}; }
    const double start = start_at(root(over, left, right, 2.0 * epsilon));
    if (!(start >= 0.0)) { return {Status::stagnated, distortion, none, infinite}; } // beyond the range of double
    const Band band(shrinkage, start);
    const double variance = line.deviation() * line.deviation();
    return {Status::solved, distortion, EqualisationBand(shrinkage, start, std::max(band.end(), crossing)),
            0.5 / (variance * band.gap())};
}

} // namespace perdis
