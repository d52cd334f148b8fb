#include "normal_sum.hpp"

#include "inverse_distribution.hpp"

#include <perdis/numeric/normal.hpp>

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perdis {

NormalSum::NormalSum(std::vector<double> weights, std::vector<double> means, std::vector<double> deviations)
    : weights_(std::move(weights)), means_(std::move(means)), deviations_(std::move(deviations)) {
    for (std::size_t i = 0; i < size(); ++i) {
        log_weights_.push_back(
            std::log(weights_[i] / (deviations_[i] * boost::math::constants::root_two_pi<double>())));
    }
}

double NormalSum::log_share(std::size_t i, double y) const {
    const double z = score(i, y);
    return log_weights_[i] - z * z / 2.0;
}

NormalSum::Shares NormalSum::shares(double y) const {
    Shares result;
    result.log_largest = log_share(0, y);
    for (std::size_t i = 1; i < size(); ++i) {
        const double share = log_share(i, y);
        if (share > result.log_largest) {
            result.log_largest = share;
            result.largest = i;
        }
    }
    const std::size_t k = result.largest;
    for (std::size_t i = 0; i < size(); ++i) {
        // z_k² − z_i² as a product; z_k − z_i of equal deviations from the means, where the scores would cancel
        const double difference =
            deviations_[i] == deviations_[k] ? (means_[i] - means_[k]) / deviations_[k] : score(k, y) - score(i, y);
        const double exponent = difference * ((score(k, y) + score(i, y)) / 2.0);
        result.relative.push_back(i == k ? 1.0 : std::exp(log_weights_[i] - log_weights_[k] + exponent));
        result.sum += result.relative.back();
    }
    return result;
}

double NormalSum::log_density(double y) const {
    const Shares at = shares(y);
    return at.log_largest + std::log(at.sum);
}

double NormalSum::cdf(double y) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < size(); ++i) { sum += weights_[i] * normal_cdf(score(i, y)); }
    return sum;
}

double NormalSum::survival(double y) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < size(); ++i) { sum += weights_[i] * normal_complement(score(i, y)); }
    return sum;
}

double NormalSum::quantile(const Level& level) const {
    const double small = std::min(level.below, level.above);
    const double size_of_z = boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * small);
    const double z = level.below <= level.above ? -size_of_z : size_of_z;
    double lower = means_[0] + deviations_[0] * z;
    double upper = lower;
    for (std::size_t i = 1; i < size(); ++i) {
        lower = std::min(lower, means_[i] + deviations_[i] * z);
        upper = std::max(upper, means_[i] + deviations_[i] * z);
    }
    return lower < upper ? inverse_distribution(*this, level, lower, upper, lower + (upper - lower) / 2.0) : lower;
}

} // namespace perdis
