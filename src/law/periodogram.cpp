#include <perdis/law/periodogram.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace perdis {

namespace {

void require_finite(const RealField& field, const char* subject) {
    require(field.size() > 0, subject, "the field is empty");
    const double total = field.abs().sum();
    require(total - total == 0.0, subject, "the field has an entry that is not finite");
}

Eigen::ArrayXd window(Eigen::Index n) {
    Eigen::ArrayXd values = Eigen::ArrayXd::Ones(n);
    if (n == 1) { return values; }
    for (Eigen::Index i = 0; i < n; ++i) {
        const double wave =
            std::sin(boost::math::constants::pi<double>() * (static_cast<double>(i) + 0.5) / static_cast<double>(n));
        values(i) = wave * wave;
    }
    return values;
}

double sum(const RealField& field) {
    CompensatedSum<double> total;
    for (Eigen::Index i = 0; i < field.size(); ++i) { total.add(field.data()[i]); }
    return total.value();
}

/// The mean power and the mean radius of each ring; rings without a frequency are left out.
struct Rings {
    std::vector<double> radius;
    std::vector<double> power;
};

Rings rings(const RealField& spectrum, const RealField& radii, double width) {
    const auto count = static_cast<std::size_t>(radii.maxCoeff() / width + 0.5) + 1;
    std::vector<double> members(count, 0.0);
    std::vector<double> radius(count, 0.0);
    std::vector<double> power(count, 0.0);
    for (Eigen::Index i = 0; i < spectrum.size(); ++i) {
        if (radii.data()[i] == 0.0) { continue; } // the mean's own frequency tells nothing of its neighbours
        const auto ring = static_cast<std::size_t>(radii.data()[i] / width + 0.5);
        members[ring] += 1.0;
        radius[ring] += radii.data()[i];
        power[ring] += spectrum.data()[i];
    }
    Rings result;
    for (std::size_t ring = 0; ring < count; ++ring) {
        if (members[ring] == 0.0) { continue; }
        result.radius.push_back(radius[ring] / members[ring]);
        result.power.push_back(power[ring] / members[ring]);
    }
    return result;
}

double read(const Rings& known, double radius) {
    const auto after = std::upper_bound(known.radius.begin(), known.radius.end(), radius);
    if (after == known.radius.begin()) { return known.power.front(); }
    if (after == known.radius.end()) { return known.power.back(); }
    const auto right = static_cast<std::size_t>(after - known.radius.begin());
    const double low = known.power[right - 1];
    const double high = known.power[right];
    const double share =
        std::log(radius / known.radius[right - 1]) / std::log(known.radius[right] / known.radius[right - 1]);
    if (!(low > 0.0 && high > 0.0)) { return low + share * (high - low); }
    return low * std::exp(share * std::log(high / low));
}

} // namespace

RealField periodogram(const RealField& field) {
    require_finite(field, "periodogram");
    const RealField taper = (window(field.rows()).matrix() * window(field.cols()).matrix().transpose()).array();
    const double mean = sum(taper * field) / sum(taper);
    const RealField tapered = taper * (field - mean);
    return fourier_transform(tapered).abs2() / sum(taper.square());
}

RealField radial_frequency(Eigen::Index height, Eigen::Index width) {
    RealField radii(height, width);
    for (Eigen::Index i = 0; i < height; ++i) {
        const double row = static_cast<double>(std::min(i, height - i)) / static_cast<double>(height);
        for (Eigen::Index j = 0; j < width; ++j) {
            const double column = static_cast<double>(std::min(j, width - j)) / static_cast<double>(width);
            radii(i, j) = std::sqrt(row * row + column * column);
        }
    }
    return radii;
}

RealField radial_average(const RealField& spectrum) {
    require_finite(spectrum, "radial_average");
    require(spectrum.minCoeff() >= 0.0, "radial_average", "power", spectrum.minCoeff(), "[0, inf)");
    const double total = sum(spectrum);
    if (spectrum.size() == 1 || total == 0.0) { return spectrum; }
    const RealField radii = radial_frequency(spectrum.rows(), spectrum.cols());
    const Rings known = rings(spectrum, radii, 1.0 / static_cast<double>(std::max(spectrum.rows(), spectrum.cols())));
    RealField result = radii.unaryExpr([&known](double radius) { return read(known, radius); });
    const double found = sum(result);
    if (found > 0.0) { result *= total / found; }
    return result;
}

StationaryGaussian stationary_gaussian_like(const RealField& field) {
    require_finite(field, "stationary_gaussian_like");
    const double mean = sum(field) / static_cast<double>(field.size());
    const double power = sum((field - mean).square());
    RealField spectrum = radial_average(periodogram(field));
    const double found = sum(spectrum);
    if (found > 0.0) { spectrum *= power / found; }
    return {mean, spectrum};
}

} // namespace perdis
