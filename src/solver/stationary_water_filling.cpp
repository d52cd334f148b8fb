#include <perdis/solver/stationary_water_filling.hpp>

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/compensated_sum.hpp>
#include <perdis/solver/commuting_water_filling.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perdis {

namespace {

/// t − m of a class of one frequency.
double rise(const StationaryJoint& joint, Eigen::Index alias_class, double level) {
    const double s = joint.power()(0, alias_class);
    const double error = s * joint.unseen()(0, alias_class);
    return CommutingWaterFilling<double>::rise(s, joint.deviation()(0, alias_class), error, level);
}

/// b = mᵀB⁻¹m and τ of a class.
struct Level {
    double b = 0.0;
    double tau = 0.0;
};

template <class Column>
Level level_of(const Column& s, const Column& m, double level) {
    Level result;
    for (Eigen::Index j = 0; j < s.size(); ++j) { result.b += m(j) * m(j) * s(j) / (1.0 + 2.0 * level * s(j)); }
    result.tau = level * result.b + std::sqrt(level * level * result.b * result.b + result.b);
    return result;
}

/// Σ E|x̂_j − x*_j|² of a class of several frequencies.
template <class Column>
double spent_by_class(const Column& s, const Column& m, double level) {
    const Level at = level_of(s, m, level);
    double sum = 0.0;
    for (Eigen::Index j = 0; j < s.size(); ++j) {
        const double freed = 1.0 + 2.0 * level * s(j);
        const double seen = at.b > 0.0 ? m(j) * m(j) * (s(j) / freed) / at.b : 0.0;
        const double drift = at.b > 0.0 ? m(j) * (s(j) / at.tau - 1.0) / freed : 0.0;
        sum += drift * drift + s(j) / freed * std::max(0.0, 1.0 - seen);
    }
    return sum;
}

/// (1/hw) Σ E|x̂_j − x*_j|² at the level μ.
double spent(const StationaryJoint& joint, double level) {
    const Eigen::ArrayXXd& s = joint.power();
    const Eigen::ArrayXXd& m = joint.deviation();
    CompensatedSum<double> sum;
    for (Eigen::Index k = 0; k < s.cols(); ++k) {
        if (s.rows() == 1) {
            const double up = rise(joint, k, level);
            sum.add(up * up);
        } else {
            sum.add(spent_by_class(s.col(k), m.col(k), level));
        }
    }
    return sum.value() / static_cast<double>(joint.size());
}

/// The level at which the excess is spent. 1/√spent rises with μ, nearly linearly.
double level_for(const StationaryJoint& joint, double excess, const StationarySolution* warm) {
    const double wanted = 1.0 / std::sqrt(excess);
    const auto above = [&](double level) { return 1.0 / std::sqrt(spent(joint, level)) - wanted; };
    double low = 0.0;
    double at_low = 1.0 / std::sqrt(joint.squared_gap()) - wanted;
    double high = 0.5 / joint.prior().sample_variance();
    if (warm != nullptr && warm->multiplier > 0.0 && std::isfinite(warm->multiplier)) { high = warm->multiplier; }
    double at_high = above(high);
    while (at_high < 0.0 && high < 1e300) {
        low = high;
        at_low = at_high;
        high *= 4.0;
        at_high = above(high);
    }
    // the secant through (0, 1/G) is a good second guess where the first one was too high
    for (double guess = high; at_low < 0.0 && low == 0.0 && guess > 1e-12 * high;) {
        guess *= std::clamp(-at_low / (at_high - at_low), 0.05, 0.95);
        const double at_guess = above(guess);
        if (at_guess <= 0.0) {
            low = guess;
            at_low = at_guess;
            break;
        }
        high = guess;
        at_high = at_guess;
    }
    if (!(at_low < 0.0 && at_high > 0.0)) { return at_low >= 0.0 ? low : high; }
    std::uintmax_t evaluations = 60;
    const auto close = [](double a, double b) { return std::abs(b - a) <= 1e-13 * std::abs(b); };
    return boost::math::tools::toms748_solve(above, low, high, at_low, at_high, close, evaluations).second;
}

StationaryEstimator estimator_at(const StationaryJoint& joint, double level) {
    const Eigen::ArrayXXd& s = joint.power();
    const Eigen::ArrayXXd& m = joint.deviation();
    StationaryEstimator result = {m, s / (1.0 + 2.0 * level * s), Eigen::ArrayXXd::Zero(s.rows(), s.cols())};
    for (Eigen::Index k = 0; k < s.cols(); ++k) {
        if (s.rows() == 1) {
            if (m(0, k) == 0.0) { continue; }
            result.gain(0, k) = m(0, k) + rise(joint, k, level);
            result.direction(0, k) = 1.0;
            continue;
        }
        const Level at = level_of(s.col(k), m.col(k), level);
        if (!(at.b > 0.0)) { continue; }
        result.gain.col(k) = (at.tau / at.b) * m.col(k) * result.noise.col(k);
        result.direction.col(k) = m.col(k) * (result.noise.col(k) / at.b).sqrt();
    }
    return result;
}

} // namespace

StationarySolution StationaryWaterFilling::operator()(const Problem& problem, double distortion,
                                                      const StationarySolution* warm) const {
    require(distortion == distortion, "StationaryWaterFilling", "distortion", distortion, "[-inf, inf]");
    const StationaryJoint& joint = problem.joint();
    if (distortion >= problem.max_distortion()) { return {Status::solved, distortion, transport_partner(joint), 0.0}; }
    const double excess = distortion - joint.min_distortion();
    if (excess <= problem.slack()) {
        return {-excess <= problem.slack() ? Status::solved : Status::infeasible, distortion, posterior_mean(joint),
                infinity<double>()};
    }
    const double level = level_for(joint, excess, warm);
    return {Status::solved, distortion, estimator_at(joint, level), level};
}

} // namespace perdis
