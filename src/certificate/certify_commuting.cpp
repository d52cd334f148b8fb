#include <perdis/certificate/certify_commuting.hpp>

#include "renyi_price.hpp"

#include <perdis/core/domain_error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double infinite = std::numeric_limits<double>::infinity();

double upper_bound(const std::vector<Component<double>>& components, double order, double excess,
                   const CommutingClaim& claim) {
    const auto size = static_cast<Eigen::Index>(components.size());
    Eigen::VectorXd means(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        means(i) = std::sqrt(components[static_cast<std::size_t>(i)].posterior_mean_variance);
    }
    Eigen::VectorXd t = means;
    if (claim.deviations.size() == size && claim.deviations.allFinite() && excess > 0.0) {
        const Eigen::VectorXd step = claim.deviations - means;
        const double spent = step.squaredNorm() * (1.0 + 4.0 * static_cast<double>(size + 4) * epsilon);
        t += (spent <= excess ? 1.0 : std::sqrt(excess / spent) * (1.0 - 4.0 * epsilon)) * step;
    }
    double sum = 0.0;
    for (Eigen::Index i = 0; i < size; ++i) {
        const auto& c = components[static_cast<std::size_t>(i)];
        const double l = c.posterior_mean_variance + c.error_variance;
        if (c.error_variance == 0.0) { continue; } // X is known: it stays as it is
        const double omega = t(i) * t(i) / l;
        double worst = 0.0; // ω to a few ε
        for (const double factor : {1.0 - 16.0 * epsilon, 1.0, 1.0 + 16.0 * epsilon}) {
            worst = std::max(worst, renyi_of_variance(omega * factor, order));
        }
        sum += worst * (1.0 + 64.0 * epsilon);
    }
    return sum * (1.0 + static_cast<double>(size + 4) * epsilon);
}

double lower_bound(const std::vector<Component<double>>& components, double order, double excess,
                   const CommutingClaim& claim) {
    const double lambda = claim.multiplier;
    const auto size = static_cast<Eigen::Index>(components.size());
    if (!(lambda > 0.0 && lambda < infinite) || claim.deviations.size() != size) { return 0.0; }
    double sum = -lambda * excess;
    double magnitude = lambda * excess;
    for (Eigen::Index i = 0; i < size; ++i) {
        const auto& part = components[static_cast<std::size_t>(i)];
        const double l = part.posterior_mean_variance + part.error_variance;
        const double m = std::sqrt(part.posterior_mean_variance);
        const double t = claim.deviations(i);
        if (part.error_variance == 0.0) { continue; }
        if (!(t > m && t < infinite)) { continue; } // c = 1: the coordinate's part of W₂² and of R_a is at least 0
        const double gap = (t - m) / t;             // 1 − c
        const double price = least_renyi_price(order, lambda * l * gap);
        const double offset = m > 0.0 ? lambda * m * (t - m) : 0.0; // λ (1/c − 1) m²
        sum += price - offset;
        magnitude += price + offset;
    }
    return std::max(0.0, sum - 4.0 * static_cast<double>(size + 16) * epsilon * magnitude);
}

} // namespace

Certificate certify_commuting_renyi(const std::vector<Component<double>>& components, double order, double excess,
                                    const CommutingClaim& claim) {
    require(order > 0.0 && order < infinite, "certify", "order", order, "(0, inf)");
    require(excess >= 0.0, "certify", "excess distortion", excess, "[0, inf]");
    const double upper = upper_bound(components, order, excess * (1.0 - 4.0 * epsilon), claim);
    if (excess == 0.0) { return {upper * (1.0 - 256.0 * epsilon), upper}; }
    return {std::min(upper, lower_bound(components, order, excess * (1.0 + 4.0 * epsilon), claim)), upper};
}

} // namespace perdis
