#pragma once

#include <perdis/inference/scalar_joint.hpp>

#include <algorithm>

namespace perdis {

/// E[(X − E X)²; X among its largest values, which weigh `mass`] and the same of the least, by sums that are not less.
inline double tail_moment(const ScalarJoint& joint, double mass) {
    const double centre = joint.prior_mean();
    double sum = 0.0;
    double from = std::min(mass, 0.5);
    while (from > 1e-305) {
        const double to = from / 16.0;
        const double right = joint.prior_upper_quantile(to) - centre, left = joint.prior_quantile(to) - centre;
        sum += (from - to) * (right * right + left * left);
        from = to;
    }
    return sum;
}

} // namespace perdis
