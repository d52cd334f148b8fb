#include <perdis/inference/stationary_joint.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace perdis {

namespace {

using Extended = long double;

/// Σ_{i≠j} x_i, no difference of sums.
Extended sum_of_others(const std::vector<Extended>& x, std::size_t j) {
    Extended sum = 0.0L;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (i != j) { sum += x[i]; }
    }
    return sum;
}

/// Σ s + |m|² − 2 √(Σ s m²) of one class, m_j² = s_j p_j/t, t = Σ p + n, without cancellation.
///
/// With q = Σ s_j p_j, the weights w_j = s_j p_j/q and ρ² = Σ w_j s_j it is (ρ − |m|)² + Σ_j s_j (1 − w_j), and
///     ρ² − |m|² = [n Σ s_j² p_j + Σ_{i<j} p_i p_j (s_i − s_j)²]/(q t)      (Lagrange's identity).
Extended class_gap(const std::vector<Extended>& s, const std::vector<Extended>& p, Extended noise, Extended t) {
    Extended q = 0.0L;
    Extended cube = 0.0L;
    Extended total = 0.0L;
    for (std::size_t j = 0; j < s.size(); ++j) {
        q += s[j] * p[j];
        cube += s[j] * s[j] * p[j];
        total += s[j];
    }
    if (q == 0.0L) { return total; }
    Extended spread = noise * cube;
    std::vector<Extended> weights(s.size());
    for (std::size_t j = 0; j < s.size(); ++j) {
        weights[j] = s[j] * p[j] / q;
        for (std::size_t i = 0; i < j; ++i) { spread += p[i] * p[j] * (s[i] - s[j]) * (s[i] - s[j]); }
    }
    const Extended rise = spread / q / t / (std::sqrt(cube / q) + std::sqrt(q / t));
    Extended gap = rise * rise;
    for (std::size_t j = 0; j < s.size(); ++j) { gap += s[j] * sum_of_others(weights, j); }
    return gap;
}

std::string size_of(Eigen::Index height, Eigen::Index width) {
    return std::to_string(height) + " x " + std::to_string(width);
}

} // namespace

StationaryJoint::StationaryJoint(const StationaryGaussian& prior, const CircularConvolution& channel)
    : prior_(prior), channel_(channel) {
    require(prior_.height() == channel_.height() && prior_.width() == channel_.width(), "StationaryJoint",
            "the law lives on " + size_of(prior_.height(), prior_.width()) + ", the channel's transfer function on "
                + size_of(channel_.height(), channel_.width()));
    const Eigen::Index members = channel_.reduction();
    const Eigen::Index classes = size() / members;
    power_.resize(members, classes);
    deviation_.resize(members, classes);
    unseen_.resize(members, classes);
    observed_.resize(classes);
    CompensatedSum<Extended> distortion;
    CompensatedSum<Extended> gap;
    std::vector<Extended> s(static_cast<std::size_t>(members));
    std::vector<Extended> p(s.size()); // s |H|²
    const Extended noise = static_cast<Extended>(members) * static_cast<Extended>(channel_.variance());
    for (Eigen::Index k = 0; k < classes; ++k) {
        Extended t = noise;
        for (Eigen::Index j = 0; j < members; ++j) {
            const Frequency at = frequency(j, k);
            const std::complex<Extended> gain(channel_.transfer()(at.row, at.column));
            const auto i = static_cast<std::size_t>(j);
            power_(j, k) = prior_.spectrum()(at.row, at.column);
            s[i] = static_cast<Extended>(power_(j, k));
            p[i] = s[i] * std::norm(gain);
            t += p[i];
        }
        observed_(k) = static_cast<double>(t);
        for (Eigen::Index j = 0; j < members; ++j) {
            const auto i = static_cast<std::size_t>(j);
            const Extended rest = t > 0.0L ? (noise + sum_of_others(p, i)) / t : 1.0L;
            unseen_(j, k) = s[i] > 0.0L ? static_cast<double>(rest) : 1.0;
            deviation_(j, k) = t > 0.0L ? static_cast<double>(std::sqrt(s[i] * (p[i] / t))) : 0.0;
            distortion.add(s[i] * rest);
        }
        gap.add(class_gap(s, p, noise, t));
    }
    min_distortion_ = static_cast<double>(distortion.value() / static_cast<Extended>(size()));
    squared_gap_ = static_cast<double>(gap.value() / static_cast<Extended>(size()));
}

StationaryJoint::Frequency StationaryJoint::frequency(Eigen::Index member, Eigen::Index alias_class) const {
    const DownSampling& factors = channel_.factors();
    const Eigen::Index rows = prior_.height() / factors.rows;
    const Eigen::Index columns = prior_.width() / factors.columns;
    return {alias_class / columns + (member / factors.columns) * rows,
            alias_class % columns + (member % factors.columns) * columns};
}

RealField StationaryJoint::by_frequency(const Eigen::ArrayXXd& classes) const {
    require(classes.rows() == power_.rows() && classes.cols() == power_.cols(), "StationaryJoint",
            "the array is " + size_of(classes.rows(), classes.cols()) + ", not members x classes, "
                + size_of(power_.rows(), power_.cols()));
    RealField field(prior_.height(), prior_.width());
    for (Eigen::Index k = 0; k < classes.cols(); ++k) {
        for (Eigen::Index j = 0; j < classes.rows(); ++j) {
            const Frequency at = frequency(j, k);
            field(at.row, at.column) = classes(j, k);
        }
    }
    return field;
}

} // namespace perdis
