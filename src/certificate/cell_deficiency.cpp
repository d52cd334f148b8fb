#include "cell_deficiency.hpp"

#include <perdis/law/generalized_gaussian.hpp>

#include <boost/math/distributions/cauchy.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/extreme_value.hpp>
#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/uniform.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// What is known of the ratio f(y − x)/f(y − x₀): it is monotone where ln f is concave; under Student's law of n degrees of
/// freedom it turns where (y − x)(y − x₀) = n.
struct RatioShape {
    bool known = false;
    double turning = 0.0; ///< n in the unit of y, squared; 0: the ratio is monotone
    double centre = 0.0;  ///< of f
};

RatioShape ratio_shape(const Univariate& noise) {
    using namespace boost::math;
    if (const auto* law = noise.target<students_t>()) { return {true, law->degrees_of_freedom(), noise.shift()}; }
    if (const auto* law = noise.target<cauchy>()) {
        return {true, law->scale() * law->scale(), law->location() + noise.shift()};
    }
    const auto* generalized = noise.target<GeneralizedGaussian>();
    return {noise.target<normal>() != nullptr || noise.target<laplace>() != nullptr
            || noise.target<logistic>() != nullptr || noise.target<uniform>() != nullptr
            || noise.target<exponential>() != nullptr || noise.target<extreme_value>() != nullptr
            || (generalized != nullptr && generalized->shape() >= 1.0)};
}

/// (ln f)′ where it is known, with a bound on |(ln f)″| between kinks.
struct Score {
    std::function<double(double)> at = {};
    double curvature = 0.0;
};

Score score_of(const Univariate& noise) {
    using namespace boost::math;
    const double shift = noise.shift();
    if (const auto* law = noise.target<normal>()) {
        const double mean = law->mean() + shift, variance = law->standard_deviation() * law->standard_deviation();
        return {[=](double y) { return (mean - y) / variance; }, 1.0 / variance};
    }
    if (const auto* law = noise.target<laplace>()) {
        const double location = law->location() + shift, scale = law->scale();
        return {[=](double y) { return (y < location ? 1.0 : -1.0) / scale; }, 0.0};
    }
    if (const auto* law = noise.target<logistic>()) {
        const double location = law->location() + shift, scale = law->scale();
        return {[=](double y) { return -std::tanh(0.5 * (y - location) / scale) / scale; }, 0.5 / (scale * scale)};
    }
    const RatioShape shape = ratio_shape(noise); // ln f = −(n + 1)/2 ln(n s² + y²), n s² the turning constant
    if (shape.turning > 0.0) {
        const auto* law = noise.target<students_t>();
        const double power = law != nullptr ? law->degrees_of_freedom() + 1.0 : 2.0;
        return {[=](double y) {
                    const double z = y - shape.centre;
                    return -power * z / (shape.turning + z * z);
                },
                power / shape.turning};
    }
    return {};
}

/// Halves the cells of one problem.
class Halving {
public:
    Halving(const SemiDiscreteProblem& problem, const Eigen::VectorXd& prices, double multiplier)
        : problem_(problem), total_((multiplier * problem.distortion()).rowwise() + prices.transpose()),
          ratio_(ratio_shape(problem.noise())), score_(score_of(problem.noise())), kinks_(problem.kinks()),
          mode_(problem.noise().mode()) {
        for (Eigen::Index i = 0; i < problem.prior().size(); ++i) {
            if (!(problem.prior().probabilities()(i) > 0.0)) { continue; }
            symbols_.push_back(i);
            highest_ = std::max(highest_, std::abs(problem.prior().value(i)));
        }
        unit_ = 0.5 * (problem.noise().quantile(0.75) - problem.noise().quantile(0.25));
    }

    /// What is missing on a cell where z is taken instead of the cheapest of `others`.
    double operator()(double from, double to, Eigen::Index z, const std::vector<Eigen::Index>& others) {
        scale_ = 0.0;
        for (const Eigen::Index other : others) { scale_ = std::max(scale_, total_.col(other).cwiseAbs().maxCoeff()); }
        return over(from, to, z, others, 0);
    }

private:
    /// Weights of the symbols on an interval up to one factor of y, and a bound on that factor's integral.
    struct Weights {
        std::vector<double> low, high;
        double integral;
        std::size_t main;                ///< the symbol whose density is the factor; their number where it is 1
        std::vector<double> centre = {}; ///< at the middle; empty where the derivatives are not known
        std::vector<double> slope = {};  ///< derivatives there, times half the width
        std::vector<double> bend = {};   ///< bounds on half the second derivatives, times half the width squared
    };

    /// Widens [low, high] to hold the ratio of two symbols' densities where it turns inside an interval.
    void include_turns(std::size_t s, std::size_t main, double from, double to, double& low, double& high) const {
        if (!(ratio_.turning > 0.0) || s == main) { return; }
        const double a = problem_.prior().value(symbols_[s]), b = problem_.prior().value(symbols_[main]);
        const double half = 0.5 * (a - b);
        const double reach = std::sqrt(half * half + ratio_.turning);
        for (const double y : {ratio_.centre + 0.5 * (a + b) - reach, ratio_.centre + 0.5 * (a + b) + reach}) {
            const double size = 64.0 * epsilon * (std::abs(y) + reach);
            if (!(y > from - size && y < to + size)) { continue; }
            const double ratio = log_density(s, y) - log_density(main, y);
            low = std::min(low, ratio);
            high = std::max(high, ratio + epsilon);
        }
    }

    [[nodiscard]] double log_density(std::size_t s, double y) const {
        return problem_.noise().log_density(y - problem_.prior().value(symbols_[s]));
    }
    [[nodiscard]] double prior(std::size_t s) const { return problem_.prior().probabilities()(symbols_[s]); }

    /// The largest ln f over an interval, given its values at the ends.
    [[nodiscard]] double log_peak(std::size_t s, double from, double to, double left, double right) const {
        const double peak = problem_.prior().value(symbols_[s]) + mode_;
        const double size = 8.0 * epsilon * (std::abs(from) + std::abs(to) + highest_);
        if (peak > from - size && peak < to + size) {
            return std::max({left, right, problem_.noise().log_density(mode_)});
        }
        return std::max(left, right);
    }

    [[nodiscard]] Weights weights(double from, double to) const {
        const double inset = std::min(8.0 * epsilon * (std::abs(from) + std::abs(to) + highest_), 0.25 * (to - from));
        std::vector<double> left, right;
        std::size_t main = 0;
        double most = -infinite;
        for (std::size_t s = 0; s < symbols_.size(); ++s) {
            left.push_back(log_density(s, from + inset));
            right.push_back(log_density(s, to - inset));
            const double least = std::min(left[s], right[s]) + std::log(prior(s));
            if (least > most) {
                most = least;
                main = s;
            }
        }
        const bool divide = ratio_.known && most > -infinite;
        Weights found{{}, {}, to - from, divide ? main : symbols_.size()};
        for (std::size_t s = 0; s < symbols_.size(); ++s) {
            double a = left[s], b = right[s];
            double high = divide ? 0.0 : log_peak(s, from, to, a, b);
            if (divide) {
                a -= left[main];
                b -= right[main];
                high = std::max(a, b);
                include_turns(s, main, from, to, a, high);
            }
            found.low.push_back(prior(s) * std::exp(std::min(a, b)));
            found.high.push_back(prior(s) * std::exp(high));
        }
        if (divide) { found.integral *= std::exp(log_peak(main, from, to, left[main], right[main])); }
        if (divide) { found.integral = std::min(found.integral, 1.0); }
        if (divide && score_.at) { expand(found, from, to); }
        return found;
    }

    /// Taylor's formula around the middle of an interval without kinks.
    void expand(Weights& weights, double from, double to) const {
        const double middle = from + 0.5 * (to - from), half = 0.5 * (to - from);
        const double size = 8.0 * epsilon * (std::abs(from) + std::abs(to) + highest_);
        const auto kink = std::upper_bound(kinks_.begin(), kinks_.end(), from + size);
        if (kink != kinks_.end() && *kink < to - size) { return; }
        const double base = problem_.prior().value(symbols_[weights.main]);
        const double own = log_density(weights.main, middle), score = score_.at(middle - base);
        for (std::size_t s = 0; s < symbols_.size(); ++s) {
            const double x = problem_.prior().value(symbols_[s]);
            const double value = prior(s) * std::exp(log_density(s, middle) - own);
            const double distance = score_.curvature * std::abs(x - base) + std::abs(score_.at(middle - x) - score);
            weights.centre.push_back(value);
            weights.slope.push_back(value * (score_.at(middle - x) - score) * half);
            weights.bend.push_back(0.5 * half * half * weights.high[s]
                                   * (distance * distance + (s == weights.main ? 0.0 : 2.0 * score_.curvature)));
        }
    }

    /// An upper bound on Σ_i weight_i (A_iz − A_io), and the rounding of that sum.
    struct Bound {
        double value = 0.0;
        double rounding = 0.0;
        double middle = 0.0; ///< the sum itself at the middle, where it is known
    };
    [[nodiscard]] Bound most(const Weights& weights, Eigen::Index z, Eigen::Index other) const {
        Bound sum;
        double value = 0.0, slope = 0.0, bend = 0.0;
        for (std::size_t s = 0; s < symbols_.size(); ++s) {
            const double difference = total_(symbols_[s], z) - total_(symbols_[s], other);
            const double term = difference * (difference > 0.0 ? weights.high[s] : weights.low[s]);
            sum.value += term;
            sum.rounding += 64.0 * epsilon * std::abs(term);
            if (weights.centre.empty()) { continue; }
            value += difference * weights.centre[s];
            slope += difference * weights.slope[s];
            bend += std::abs(difference) * weights.bend[s];
        }
        sum.middle = value;
        if (!weights.centre.empty()) { sum.value = std::min(sum.value, value + std::abs(slope) + bend); }
        return sum;
    }

    double over(double from, double to, Eigen::Index z, const std::vector<Eigen::Index>& others, int depth) {
        if (others.empty() || !(to > from)) { return 0.0; }
        if (++steps_ > 300000 || depth > 2000) { return infinite; }
        if (!std::isfinite(from) || !std::isfinite(to)) { return beyond(from, to, z, others, depth); }
        const Weights found = weights(from, to);
        std::vector<Eigen::Index> open;
        double worst = 0.0, rounded = 0.0, real = 0.0;
        for (const Eigen::Index other : others) {
            const Bound bound = most(found, z, other);
            worst = std::max(worst, bound.value);
            real = std::max(real, bound.middle);
            if (bound.value > bound.rounding) {
                open.push_back(other);
            } else {
                rounded = std::max(rounded, bound.value); // a tie, as far as can be told
            }
        }
        if (worst * found.integral <= 1e-19 * scale_) { return worst * found.integral; }
        if (worst <= 2.0 * real) { return worst * mass(found, from, to); } // missing indeed
        const double tie = rounded > 0.0 ? rounded * mass(found, from, to) : 0.0;
        if (open.empty()) { return tie; }
        const double middle = half(from, to);
        if (!(middle > from && middle < to)) { return worst * found.integral; }
        return tie + over(from, middle, z, open, depth + 1) + over(middle, to, z, open, depth + 1);
    }

    /// The integral of the factor of the weights.
    [[nodiscard]] double mass(const Weights& weights, double from, double to) const {
        if (weights.main == symbols_.size()) { return weights.integral; }
        const double x = problem_.prior().value(symbols_[weights.main]);
        return problem_.noise().mass(from - x, to - x);
    }

    [[nodiscard]] double half(double from, double to) const {
        const double low = std::asinh(from / (unit_ + highest_)), high = std::asinh(to / (unit_ + highest_));
        if (high - low < 1.0) { return from + 0.5 * (to - from); }
        return (unit_ + highest_) * std::sinh(0.5 * (low + high));
    }

    /// An interval that reaches to infinity: beyond a far quantile of every symbol only its mass counts.
    double beyond(double from, double to, Eigen::Index z, const std::vector<Eigen::Index>& others, int depth) {
        constexpr double rest = 1e-22;
        const Univariate& noise = problem_.noise();
        const bool down = !std::isfinite(from);
        double far = down ? infinite : -infinite;
        for (const Eigen::Index i : symbols_) {
            const double x = problem_.prior().value(i);
            far = down ? std::min(far, x + noise.quantile(rest)) : std::max(far, x + noise.upper_quantile(rest));
        }
        const double tail = 2.0 * rest * scale_;
        if (down) { return far < to ? tail + over(far, to, z, others, depth + 1) : tail; }
        return far > from ? tail + over(from, far, z, others, depth + 1) : tail;
    }

    const SemiDiscreteProblem& problem_;
    Eigen::MatrixXd total_;
    RatioShape ratio_;
    Score score_;
    std::vector<double> kinks_;
    double mode_;
    std::vector<Eigen::Index> symbols_ = {};
    double highest_ = 0.0;
    double unit_ = 1.0;
    double scale_ = 0.0;
    int steps_ = 0;
};

/// Whether f is constant on its support and every kink is an edge: then the posterior is constant on every cell.
bool constant_on_cells(const SemiDiscreteProblem& problem, const std::vector<double>& edges) {
    if (problem.noise().target<boost::math::uniform>() == nullptr) { return false; }
    const std::vector<double> kinks = problem.kinks();
    return std::includes(edges.begin(), edges.end(), kinks.begin(), kinks.end());
}

} // namespace

double cell_deficiency(const SemiDiscreteProblem& problem, const std::vector<double>& edges,
                       const Eigen::VectorXd& prices, double multiplier, const std::vector<Eigen::Index>& symbols) {
    if (constant_on_cells(problem, edges)) { return 0.0; }
    const Eigen::MatrixXd masses = problem.cell_masses(edges);
    const Eigen::MatrixXd value = masses * ((multiplier * problem.distortion()).rowwise() + prices.transpose());
    Halving halving(problem, prices, multiplier);
    double sum = 0.0;
    for (Eigen::Index cell = 0; cell < value.rows(); ++cell) {
        Eigen::Index best = symbols.front();
        for (const Eigen::Index z : symbols) {
            if (value(cell, z) < value(cell, best)) { best = z; }
        }
        std::vector<Eigen::Index> others;
        for (const Eigen::Index z : symbols) {
            if (z != best) { others.push_back(z); }
        }
        const double from = cell > 0 ? edges[static_cast<std::size_t>(cell) - 1] : -infinite;
        const double to = cell + 1 < value.rows() ? edges[static_cast<std::size_t>(cell)] : infinite;
        sum += halving(from, to, best, others);
    }
    return sum;
}

} // namespace perdis
