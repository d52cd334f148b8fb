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

/// Σ φ over the output's deviations t, its rounding included: ω is known to a few ε.
Certificate divergence(const std::vector<Component<double>>& components, double order, const Eigen::VectorXd& t) {
    Certificate sum{0.0, 0.0};
    for (Eigen::Index i = 0; i < t.size(); ++i) {
        const auto& c = components[static_cast<std::size_t>(i)];
        if (c.error_variance == 0.0) { continue; } // X is known: it stays as it is
        const double omega = t(i) * t(i) / (c.posterior_mean_variance + c.error_variance);
        const double least = omega * (1.0 - 16.0 * epsilon);
        const double most = omega * (1.0 + 16.0 * epsilon);
        const double at_least = renyi_of_variance(least, order);
        const double at_most = renyi_of_variance(most, order);
        sum.upper += std::max(at_least, at_most);
        if (!(least < 1.0 && most > 1.0)) { sum.lower += std::min(at_least, at_most); } // φ is least, 0, at 1
    }
    const double rounding = static_cast<double>(t.size() + 68) * epsilon;
    return {sum.lower * (1.0 - rounding), sum.upper * (1.0 + rounding)};
}

/// The deviations of X*.
Eigen::VectorXd means_of(const std::vector<Component<double>>& components) {
    Eigen::VectorXd means(static_cast<Eigen::Index>(components.size()));
    for (Eigen::Index i = 0; i < means.size(); ++i) {
        means(i) = std::sqrt(components[static_cast<std::size_t>(i)].posterior_mean_variance);
    }
    return means;
}

/// The claim's deviations, pulled towards those of X* until they keep the excess.
Eigen::VectorXd feasible_deviations(const std::vector<Component<double>>& components, double excess,
                                    const CommutingClaim& claim) {
    const Eigen::VectorXd means = means_of(components);
    if (claim.deviations.size() != means.size() || !claim.deviations.allFinite()) { return means; }
    const Eigen::VectorXd step = claim.deviations - means;
    const double spent = step.squaredNorm() * (1.0 + 4.0 * static_cast<double>(means.size() + 4) * epsilon);
    return means + (spent <= excess ? 1.0 : std::sqrt(excess / spent) * (1.0 - 4.0 * epsilon)) * step;
}

/// For a > 1, R_a = inf unless every ω > (a − 1)/a; the price of that with c = m/t at this ω, from below: the excess at
/// and below which R_a = inf.
double least_excess(const std::vector<Component<double>>& components, double order) {
    if (!(order > 1.0)) { return 0.0; }
    double sum = 0.0;
    for (const auto& c : components) {
        if (c.error_variance == 0.0) { continue; }
        const double m = std::sqrt(c.posterior_mean_variance);
        const double t = std::sqrt((c.posterior_mean_variance + c.error_variance) * ((order - 1.0) / order));
        const double step = std::max(0.0, t * (1.0 - 8.0 * epsilon) - m);
        sum += step * step;
    }
    return sum * (1.0 - static_cast<double>(components.size() + 8) * epsilon);
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
    if (excess == 0.0) { return divergence(components, order, means_of(components)); }
    if (excess < least_excess(components, order)) { return {infinite, infinite}; }
    const Eigen::VectorXd t = feasible_deviations(components, excess * (1.0 - 4.0 * epsilon), claim);
    const double upper = divergence(components, order, t).upper;
    return {std::min(upper, lower_bound(components, order, excess * (1.0 + 4.0 * epsilon), claim)), upper};
}

} // namespace perdis
