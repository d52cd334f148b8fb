#include <perdis/certificate/certify_bands.hpp>

#include "band_integrals.hpp"
#include "mass_surplus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// A claim's bands with their integrals.
class BandClaim {
public:
    explicit BandClaim(const EqualisationBands& claim) : joint_(claim.joint()), surplus_(joint_) {
        for (const ObservationBand& band : claim.bands()) {
            if (!(band.start < band.end)) { continue; }
            bands_.push_back(band);
            integrals_.push_back(band_integrals(joint_, band));
            spent_.add(integrals_.back().spent.value, integrals_.back().spent.error);
        }
    }

    [[nodiscard]] double upper(double least) const {
        const Bounded worst = surplus_.variation(-infinite, infinite);
        Bounded own;
        double from = -infinite;
        for (const ObservationBand& band : bands_) {
            const Bounded outside = surplus_.variation(from, band.start), inside = unbalanced(band);
            own.add(outside.value + inside.value, outside.error + inside.error);
            from = band.end;
        }
        const Bounded last = surplus_.variation(from, infinite);
        own.add(last.value, last.error);
        const double spent = spent_.value + spent_.error;
        const double most = std::min(worst.value + worst.error, 1.0);
        double share = spent <= least ? 1.0 : least / spent * (1.0 - 4.0 * epsilon);
        if (!(share >= 0.0)) { share = 0.0; }
        const double bound = ((1.0 - share) * most + share * (own.value + own.error)) * (1.0 + 8.0 * epsilon);
        return bound <= most ? bound : most;
    }
    [[nodiscard]] double lower(double multiplier, double most) const {
        if (!(multiplier > 0.0 && std::isfinite(multiplier) && std::isfinite(spent_.error))) { return 0.0; }
        // prices outside the bands, from 0 on the left, and their range
        std::vector<double> prices{0.0};
        double least = 0.0, highest = 0.0, off = 0.0, rise = 0.0;
        for (const BandIntegrals& band : integrals_) {
            least = std::min(least, prices.back() - 2.0 * multiplier * band.most);
            highest = std::max(highest, prices.back() - 2.0 * multiplier * band.least);
            prices.push_back(prices.back() - 2.0 * multiplier * band.area.value);
            off += 2.0 * multiplier * band.area.error;
            rise = std::max(rise, multiplier * band.rise);
        }
        least -= off;
        highest += off + rise;
        const double middle = 0.5 * (least + highest);
        const double scale = std::min(1.0, 1.0 / (highest - least));
        double sum = multiplier * (spent_.value - spent_.error - most);
        double from = -infinite;
        for (std::size_t k = 0; k <= bands_.size(); ++k) {
            const double to = k < bands_.size() ? bands_[k].start : infinite;
            const Bounded at_from = surplus_(from), at_to = surplus_(to);
            sum += (prices[k] - middle) * (at_to.value - at_from.value) - 0.5 * (at_to.error + at_from.error)
                   - off * std::abs(at_to.value - at_from.value);
            if (k < bands_.size()) {
                const Bounded inside = unbalanced(bands_[k]);
                sum -= inside.value + inside.error + integrals_[k].beyond;
                from = bands_[k].end;
            }
        }
        const double bound = scale * sum - 8.0 * epsilon * (1.0 + std::abs(sum));
        return bound > 0.0 ? bound : 0.0;
    }

private:
    /// ½ |q − p| inside a band: half of what its masses differ by.
    [[nodiscard]] Bounded unbalanced(const ObservationBand& band) const {
        const Bounded start = surplus_(band.start), end = surplus_(band.end);
        return {0.5 * std::abs(end.value - start.value), 0.5 * (start.error + end.error)};
    }

    const ScalarJoint& joint_;
    MassSurplus surplus_;
    std::vector<ObservationBand> bands_;
    std::vector<BandIntegrals> integrals_;
    Bounded spent_;
};

} // namespace

Certificate certify_bands(double least, double most, double multiplier, const EqualisationBands& claim) {
    const BandClaim bands(claim);
    const double upper = bands.upper(least);
    return {std::min(bands.lower(multiplier, most), upper), upper};
}

Certificate certify_posterior_mean(const ScalarJoint& joint) {
    const Bounded worst = MassSurplus(joint).variation(-infinite, infinite);
    const double error = worst.error + 8.0 * epsilon;
    return {std::max(worst.value - error, 0.0), std::min(worst.value + error, 1.0)};
}

} // namespace perdis
