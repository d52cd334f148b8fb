#include <perdis/curve/curve.hpp>

#include <perdis/core/domain_error.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

double Curve::distortion(double perception) const {
    require(perception == perception, "Curve", "perception", perception, "[P_min, inf]");
    const double low = min_distortion();
    const double high = max_distortion();
    if (perception < minimum_perception()) { return std::numeric_limits<double>::infinity(); }
    if (perception == minimum_perception()) { return high; }
    if (this->perception(low) <= perception) { return low; }
    const auto excess = [&](double distortion) { return this->perception(distortion) - perception; };
    // P may be infinite at D_min and beyond: halve until both ends are finite.
    double left = low;
    double at_left = std::numeric_limits<double>::infinity();
    double right = high;
    double at_right = minimum_perception() - perception;
    while (!std::isfinite(at_left)) {
        const double middle = left + 0.5 * (right - left);
        if (!(middle > left && middle < right)) { return right; }
        const double value = excess(middle);
        if (value > 0.0) {
            left = middle;
            at_left = value;
        } else {
            right = middle;
            at_right = value;
        }
    }
    if (at_right == 0.0) { return right; }
    std::uintmax_t evaluations = 60;
    const double accuracy = 1e-13 * (high - low);
    const auto close = [accuracy](double a, double b) { return std::abs(b - a) <= accuracy; };
    const auto root = boost::math::tools::toms748_solve(excess, left, right, at_left, at_right, close, evaluations);
    return root.second;
}

} // namespace perdis
