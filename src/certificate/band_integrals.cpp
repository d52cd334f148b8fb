#include "band_integrals.hpp"

#include "tail_moment.hpp"

#include <perdis/numeric/gauss_piece.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double cut = 1e-30;

class Integrator {
public:
    Integrator(const ScalarJoint& joint, const ObservationBand& band)
        : joint_(joint), from_(std::isfinite(band.start) ? band.start : joint.quantile(cut)),
          to_(std::isfinite(band.end) ? band.end : joint.upper_quantile(cut)),
          start_(observation_tails(joint, band.start)), end_(observation_tails(joint, band.end)),
          low_(std::isfinite(band.start) ? joint.posterior_mean(band.start) : -infinite),
          high_(std::isfinite(band.end) ? joint.posterior_mean(band.end) : infinite),
          prior_start_(prior_tails(joint, low_)), prior_end_(prior_tails(joint, high_)),
          ratio_(mass_between(prior_start_, prior_end_) / mass_between(start_, end_)), scale_(joint.prior_variance()) {}

    BandIntegrals operator()() {
        if (!(from_ < to_ && ratio_ > 0.0 && std::isfinite(ratio_))) { return nothing(); }
        std::vector<double> cuts{from_, to_};
        for (const double kink : joint_.prior_kinks()) {
            if (kink > low_ && kink < high_) { cuts.push_back(observed(kink)); }
        }
        std::sort(cuts.begin(), cuts.end());
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            // equal parts at first: a law may have more than one scale
            const double width = (cuts[i + 1] - cuts[i]) / 8.0;
            for (int k = 0; k < 8 && width > 0.0; ++k) { walk(cuts[i] + k * width, cuts[i] + (k + 1) * width, 0); }
        }
        for (const bool right : {false, true}) { leave_out(right); }
        found_.least = std::min(found_.least, found_.area.value);
        found_.most = std::max(found_.most, found_.area.value);
        return std::isfinite(found_.spent.error + found_.area.error) ? found_ : nothing();
    }

private:
    static BandIntegrals nothing() {
        BandIntegrals found;
        found.spent.error = infinite;
        found.area.error = infinite;
        return found;
    }
    [[nodiscard]] double restored(double y) const {
        const TwoTails here = observation_tails(joint_, y);
        const double z = prior_at(joint_, {prior_start_.below + ratio_ * mass_between(start_, here),
                                           prior_end_.above + ratio_ * mass_between(here, end_)});
        return std::clamp(z, low_, high_);
    }
    /// The y that is restored to z.
    [[nodiscard]] double observed(double z) const {
        double from = from_, to = to_;
        for (int halving = 0; halving < 80; ++halving) {
            const double middle = 0.5 * (from + to);
            (restored(middle) < z ? from : to) = middle;
        }
        return 0.5 * (from + to);
    }
    void walk(double from, double to, int depth) {
        const GaussPiece& rule = GaussPiece::rule();
        const double half = 0.5 * (to - from);
        GaussPiece::Values area, spent;
        double area_error = 0.0, spent_error = 0.0, most = 0.0;
        bool up = false, down = false;
        for (std::size_t i = 0; i < GaussPiece::size; ++i) {
            const double y = from + half * (1.0 + rule.node(i));
            const ScalarPosterior posterior = joint_.posterior(y);
            const double z = restored(y);
            const double distance = z - posterior.mean;
            const double density = std::exp(posterior.log_density);
            const double slope = posterior.variance / joint_.noise_variance();
            const double small = joint_.accuracy() + 8.0 * epsilon;
            const double off = small
                               * (std::abs(z) + std::abs(posterior.mean) + std::sqrt(posterior.variance) //
                                  + std::exp(-joint_.prior_log_density(z)) * (level(y)));
            area[i] = distance * slope;
            spent[i] = density * distance * distance;
            most = std::max(most, std::abs(area[i]));
            up = up || distance > off;
            down = down || distance < -off;
            area_error += half * rule.weight(i) * slope * (off + small * std::abs(distance));
            spent_error += half * rule.weight(i) * density
                           * (off * (2.0 * std::abs(distance) + off) + 4.0 * small * distance * distance);
        }
        const double area_tail = half * rule.tail(area), spent_tail = half * rule.tail(spent);
        const bool known = area_tail <= area_error + 1e-14 * scale_ + 1e-14 * std::abs(found_.area.value)
                           && spent_tail <= spent_error + 1e-16 * scale_;
        if (!known && depth < 12 && ++walked_ < 4000) {
            walk(from, 0.5 * (from + to), depth + 1);
            walk(0.5 * (from + to), to, depth + 1);
            return;
        }
        if (up && down) { // the price may turn between nodes
            found_.least = std::min(found_.least, found_.area.value - 2.0 * half * most);
            found_.most = std::max(found_.most, found_.area.value + 2.0 * half * most);
        }
        found_.area.add(half * rule.integral(area), area_error + area_tail);
        found_.spent.add(half * rule.integral(spent), spent_error + spent_tail);
        found_.least = std::min(found_.least, found_.area.value);
        found_.most = std::max(found_.most, found_.area.value);
    }
    /// The smaller tail of X at what y is restored to: an error of z by its mass.
    [[nodiscard]] double level(double y) const {
        const TwoTails here = observation_tails(joint_, y);
        return std::min(here.below, here.above) + std::min(prior_start_.below, prior_end_.above);
    }
    /// An infinite end: what lies beyond the cut spends at most this; the price is constant there, up to `rise`.
    void leave_out(bool right) {
        if (right ? std::isfinite(high_) : std::isfinite(low_)) { return; }
        const double y = right ? to_ : from_;
        const double mean = joint_.posterior_mean(y), z = restored(y);
        const double over = std::max(right ? mean - z : z - mean, 0.0);
        found_.rise = std::max(found_.rise, over * over);
        found_.beyond += 2.0 * cut;
        found_.spent.error += 4.0 * tail_moment(joint_, 2.0 * cut * std::max(ratio_, 1.0));
    }

    const ScalarJoint& joint_;
    double from_, to_;
    TwoTails start_, end_;
    double low_, high_;
    TwoTails prior_start_, prior_end_;
    double ratio_;
    double scale_;
    int walked_ = 0;
    BandIntegrals found_;
};

} // namespace

BandIntegrals band_integrals(const ScalarJoint& joint, const ObservationBand& band) {
    return Integrator(joint, band)();
}

} // namespace perdis
