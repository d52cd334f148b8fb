#include "univariate_joint.hpp"

#include <perdis/numeric/normal.hpp>

#include <array>
#include <cmath>

namespace perdis {

namespace {

/// ln (1 − Φ(|d|/σ)).
struct NormalTail {
    double scale;
    static constexpr bool kink = true;
    double operator()(double offset) const {
        const double z = std::abs(offset) / scale;
        return z < 30.0 ? std::log(normal_complement(z))
                        : -z * z / 2.0 - std::log(boost::math::constants::root_two_pi<double>() * z);
    }
    [[nodiscard]] double relative(double centre, double at_centre, double r) const {
        return (*this)(centre + r) - at_centre;
    }
};

} // namespace

double UnivariateJoint::spread(double y) const {
    const PosteriorWindow window(shape_, y - shift(), deviation_, NormalTail{deviation_});
    const auto sums = window.integrate<1>([&](double x, double r) {
        const double value = window.relative(x, r);
        return std::array<double, 1>{window.centre() + r < 0.0 ? -value : value};
    });
    return sums.value[0] * std::exp(window.largest());
}

} // namespace perdis
