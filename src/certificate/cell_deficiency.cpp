#include "cell_deficiency.hpp"

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/uniform.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// Whether ln f is concave: then f(y − x)/f(y − x₀) is monotone in y.
bool log_concave(const Univariate& noise) {
    return noise.target<boost::math::normal>() != nullptr || noise.target<boost::math::laplace>() != nullptr
           || noise.target<boost::math::logistic>() != nullptr || noise.target<boost::math::uniform>() != nullptr
           || noise.target<boost::math::exponential>() != nullptr;
}

/// Halves the cells of one problem.
class Halving {
public:
    Halving(const SemiDiscreteProblem& problem, const Eigen::VectorXd& prices, double multiplier)
        : problem_(problem), total_((multiplier * problem.distortion()).rowwise() + prices.transpose()),
          ratios_(log_concave(problem.noise())), mode_(problem.noise().mode()) {
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
    };

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
        Weights found{{}, {}, to - from};
        const bool divide = ratios_ && most > -infinite;
        for (std::size_t s = 0; s < symbols_.size(); ++s) {
            double a = left[s], b = right[s];
            double high = divide ? 0.0 : log_peak(s, from, to, a, b);
            if (divide) {
                a -= left[main];
                b -= right[main];
                high = std::max(a, b);
            }
            found.low.push_back(prior(s) * std::exp(std::min(a, b)));
            found.high.push_back(prior(s) * std::exp(high));
        }
        if (divide) { found.integral *= std::exp(log_peak(main, from, to, left[main], right[main])); }
        if (divide) { found.integral = std::min(found.integral, 1.0); }
        return found;
    }

    /// An upper bound on Σ_i weight_i (A_iz − A_io).
    [[nodiscard]] double most(const Weights& weights, Eigen::Index z, Eigen::Index other) const {
        double sum = 0.0, size = 0.0;
        for (std::size_t s = 0; s < symbols_.size(); ++s) {
            const double difference = total_(symbols_[s], z) - total_(symbols_[s], other);
            const double term = difference * (difference > 0.0 ? weights.high[s] : weights.low[s]);
            sum += term;
            size += std::abs(term);
        }
        return sum - 16.0 * epsilon * size; // rounding is accounted for once, by the caller
    }

    double over(double from, double to, Eigen::Index z, const std::vector<Eigen::Index>& others, int depth) {
        if (others.empty() || !(to > from)) { return 0.0; }
        if (++steps_ > 300000 || depth > 2000) { return infinite; }
        if (!std::isfinite(from) || !std::isfinite(to)) { return beyond(from, to, z, others, depth); }
        const Weights found = weights(from, to);
        std::vector<Eigen::Index> open;
        double worst = 0.0;
        for (const Eigen::Index other : others) {
            const double bound = most(found, z, other);
            if (bound > 0.0) { open.push_back(other); }
            worst = std::max(worst, bound);
        }
        const double missing = worst * found.integral;
        if (missing <= 1e-19 * scale_) { return missing; }
        const double middle = half(from, to);
        if (!(middle > from && middle < to)) { return missing; }
        return over(from, middle, z, open, depth + 1) + over(middle, to, z, open, depth + 1);
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
    bool ratios_;
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
    const Eigen::MatrixXd value =
        masses * ((multiplier * problem.distortion()).rowwise() + prices.transpose());
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
