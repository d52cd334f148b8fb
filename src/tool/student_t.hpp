#pragma once

#include <perdis/law/univariate.hpp>

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis::tool {

/// s T, T of Student's law: Boost.Math's has no scale.
class ScaledStudent {
public:
    ScaledStudent(double degrees_of_freedom, double scale)
        : law_(boost::math::students_t(degrees_of_freedom)), degrees_(degrees_of_freedom), scale_(scale) {}

    [[nodiscard]] double mean() const { return degrees_ > 1.0 ? 0.0 : std::numeric_limits<double>::quiet_NaN(); }
    [[nodiscard]] double variance() const { return scale_ * scale_ * law_.variance(); }
    [[nodiscard]] double log_density(double x) const { return law_.log_density(x / scale_) - std::log(scale_); }
    [[nodiscard]] double cdf(double x) const { return law_.cdf(x / scale_); }
    [[nodiscard]] double survival(double x) const { return law_.survival(x / scale_); }
    [[nodiscard]] double quantile(double v) const { return scale_ * law_.quantile(v); }
    [[nodiscard]] double upper_quantile(double v) const { return scale_ * law_.upper_quantile(v); }
    [[nodiscard]] std::pair<double, double> support() const { return law_.support(); }
    [[nodiscard]] double mode() const { return 0.0; }
    [[nodiscard]] std::vector<double> kinks() const { return {}; }

private:
    Univariate law_;
    double degrees_, scale_;
};

} // namespace perdis::tool
