#include <perdis/inference/equalisation_bands.hpp>

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

TwoTails observation_tails(const ScalarJoint& joint, double y) {
    if (y == infinite) { return {1.0, 0.0}; }
    return y == -infinite ? TwoTails{} : TwoTails{joint.cdf(y), joint.survival(y)};
}

TwoTails prior_tails(const ScalarJoint& joint, double x) {
    if (x == infinite) { return {1.0, 0.0}; }
    return x == -infinite ? TwoTails{} : TwoTails{joint.prior_cdf(x), joint.prior_survival(x)};
}

double prior_at(const ScalarJoint& joint, const TwoTails& tails) {
    return tails.below < tails.above ? joint.prior_quantile(std::max(tails.below, 1e-300))
                                     : joint.prior_upper_quantile(std::max(tails.above, 1e-300));
}

double mass_between(const TwoTails& from, const TwoTails& to) {
    return from.below < to.above ? to.below - from.below : from.above - to.above;
}

EqualisationBands::EqualisationBands(ScalarJoint joint, std::vector<ObservationBand> bands)
    : joint_(std::move(joint)), bands_(std::move(bands)) {
    double last = -infinite;
    for (const ObservationBand& band : bands_) {
        require(band.start >= last, "EqualisationBands", "start", band.start, "[the end before it, inf]");
        require(band.end >= band.start, "EqualisationBands", "end", band.end, "[start, inf]");
        last = band.end;
    }
}

double EqualisationBands::operator()(double y) const {
    require(y == y, "EqualisationBands", "y", y, "[-inf, inf]");
    for (const ObservationBand& band : bands_) {
        if (!(y > band.start && y < band.end)) { continue; }
        const auto mean = [&](double at) { return std::isfinite(at) ? joint_.posterior_mean(at) : at; };
        const TwoTails start = observation_tails(joint_, band.start), end = observation_tails(joint_, band.end);
        const TwoTails from = prior_tails(joint_, mean(band.start)), to = prior_tails(joint_, mean(band.end));
        const TwoTails here = observation_tails(joint_, y);
        const double ratio = mass_between(from, to) / mass_between(start, end);
        const double z = prior_at(
            joint_, {from.below + ratio * mass_between(start, here), to.above + ratio * mass_between(here, end)});
        return std::clamp(z, mean(band.start), mean(band.end));
    }
    return joint_.posterior_mean(y);
}

} // namespace perdis
