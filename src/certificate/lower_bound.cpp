#include "lower_bound.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr long double extended_epsilon = 4.0L * std::numeric_limits<long double>::epsilon();

/// A sum in extended precision with a bound on its error.
struct Sum {
    long double value = 0.0L;
    long double error = 0.0L;
    /// Adds a term that was computed in double with a relative error of a few ε.
    void add(double term, double term_error) {
        value += static_cast<long double>(term);
        error += static_cast<long double>(term_error);
    }
    /// The sum less the bound on its error.
    [[nodiscard]] double below() const {
        const long double least = value - error;
        return static_cast<double>(least - 2.0L * epsilon * std::abs(least));
    }
};

/// The dual function of one problem at one D.
class Dual {
public:
    Dual(const FiniteProblem& problem, double distortion)
        : problem_(problem), divergence_(problem.divergence()),
          budget_(std::max(distortion - problem.usable_distortion(), 0.0)),
          at_minimum_(distortion - problem.usable_distortion() <= problem.slack()) {
        const RowMatrix& excess = problem.excess();
        for (Eigen::Index z = 0; z < excess.cols(); ++z) {
            bool part = problem.usable(z);
            if (part && at_minimum_) {
                part = ((excess.col(z).array() == 0.0) && (problem.observation().array() > 0.0)).any();
                if (!part && divergence_.kind() != FiniteDivergence::Kind::transport) {
                    unreachable_ += divergence_.term(z, 0.0);
                }
            }
            if (part) { symbols_.push_back(z); }
        }
    }

    /// Whether the symbols out of reach make d infinite.
    [[nodiscard]] bool forced_infinite() const { return std::isinf(unreachable_); }

    /// The bound at (u, λ), best over the shift κ, and over the scale θ while it stays below target.
    [[nodiscard]] double best(const Eigen::VectorXd& u, double multiplier, double target) const {
        const Sum linear = linear_part(u, multiplier);
        const double plain = at_scale(u, linear, 1.0);
        if (plain >= target - 1e-11 * (1.0 + std::abs(target))) { return plain; }
        // Concave in θ: golden section on ln θ, each value a valid bound.
        constexpr double golden = 0.6180339887498949;
        double left = -3.0;
        double right = 3.0;
        double bound = plain;
        double inner[2] = {right - golden * (right - left), left + golden * (right - left)};
        double value[2] = {at_scale(u, linear, std::exp(inner[0])), at_scale(u, linear, std::exp(inner[1]))};
        for (int i = 0; i < 40; ++i) {
            bound = std::max({bound, value[0], value[1]});
            const int drop = value[0] < value[1] ? 0 : 1;
            (drop == 0 ? left : right) = inner[drop];
            inner[drop] = inner[1 - drop];
            value[drop] = value[1 - drop];
            inner[1 - drop] = drop == 0 ? left + golden * (right - left) : right - golden * (right - left);
            value[1 - drop] = at_scale(u, linear, std::exp(inner[1 - drop]));
            if (drop == 0 ? inner[0] > inner[1] : inner[0] > inner[1]) {
                std::swap(inner[0], inner[1]);
                std::swap(value[0], value[1]);
            }
        }
        return bound;
    }

private:
    /// Σ_y p_Y(y) min_z [u_z + λ e(y, z)] − λ (D − D_min), summed in extended precision: u and λ e may cancel.
    [[nodiscard]] Sum linear_part(const Eigen::VectorXd& u, double multiplier) const {
        const RowMatrix& excess = problem_.excess();
        const double rate = at_minimum_ ? 0.0 : multiplier;
        Sum sum;
        for (Eigen::Index y = 0; y < excess.rows(); ++y) {
            const double r = problem_.observation()(y);
            if (!(r > 0.0)) { continue; }
            const long double least = row_minimum(u, rate, y);
            sum.value += static_cast<long double>(r) * least;
            sum.error += extended_epsilon * static_cast<long double>(r) * std::abs(least);
        }
        const long double budget = static_cast<long double>(rate) * static_cast<long double>(budget_);
        sum.value -= budget;
        sum.error += extended_epsilon * (std::abs(sum.value) + budget);
        return sum;
    }

    /// min_z [u_z + λ e(y, z)], each value less its rounding error.
    [[nodiscard]] long double row_minimum(const Eigen::VectorXd& u, double rate, Eigen::Index y) const {
        const RowMatrix& excess = problem_.excess();
        const auto extended = [](double x) { return static_cast<long double>(x); };
        long double least = std::numeric_limits<long double>::infinity();
        for (const Eigen::Index z : symbols_) {
            if (at_minimum_ && excess(y, z) != 0.0) { continue; }
            // In double first; only what can be the minimum is worth the longer arithmetic.
            const double rough = rate * excess(y, z);
            if (u(z) + rough - 4.0 * epsilon * (std::abs(u(z)) + rough) > static_cast<double>(least)) { continue; }
            const long double cost = extended(rate) * extended(excess(y, z));
            least = std::min(least, extended(u(z)) + cost - extended_epsilon * (std::abs(extended(u(z))) + cost));
        }
        return least;
    }

    [[nodiscard]] double at_scale(const Eigen::VectorXd& u, const Sum& linear, double scale) const {
        Sum total;
        total.value = linear.value * static_cast<long double>(scale);
        total.error = linear.error * static_cast<long double>(scale) + extended_epsilon * std::abs(total.value);
        const double shift = divergence_.kind() == FiniteDivergence::Kind::transport ? 0.0 : best_shift(u, scale);
        total.add(shift, 0.0);
        subtract_conjugate(total, u, scale, shift);
        return total.below();
    }

    void subtract_conjugate(Sum& total, const Eigen::VectorXd& u, double scale, double shift) const {
        if (divergence_.kind() == FiniteDivergence::Kind::transport) {
            for (Eigen::Index x = 0; x < divergence_.source().size(); ++x) {
                double most = -infinite;
                double size = 0.0;
                for (const Eigen::Index z : symbols_) {
                    const double h = divergence_.ground()(x, z);
                    if (scale * u(z) - h > most) {
                        most = scale * u(z) - h;
                        size = std::abs(scale * u(z)) + h;
                    }
                }
                total.add(-divergence_.source()(x) * most, 4.0 * epsilon * divergence_.source()(x) * size);
            }
            return;
        }
        for (const Eigen::Index z : symbols_) {
            const double term = divergence_.conjugate_term(z, scale * u(z) + shift);
            // The price u + κ carries a rounding error of its own: its effect is the response times that error.
            const double response = divergence_.reference()(z) > 0.0 ? response_at(z, scale * u(z) + shift) : 0.0;
            const double argument = std::abs(scale * u(z)) + std::abs(shift);
            total.add(-term, 4.0 * epsilon * (std::abs(term) + response * argument));
        }
        const double constant = divergence_.omitted_value() + unreachable_;
        total.add(constant, 4.0 * epsilon * constant);
    }

    /// ds*/du_z.
    [[nodiscard]] double response_at(Eigen::Index z, double u) const {
        if (u <= divergence_.floor()) { return 0.0; }
        return divergence_.response(z, u);
    }

    /// argmax κ − s*(θu + κ): the root of Σ_z response(θu_z + κ) = 1, or the end of the domain.
    [[nodiscard]] double best_shift(const Eigen::VectorXd& u, double scale) const {
        double highest = -infinite;
        double lowest = infinite;
        for (const Eigen::Index z : symbols_) {
            highest = std::max(highest, scale * u(z));
            lowest = std::min(lowest, scale * u(z));
        }
        const double size = std::max({std::abs(highest), std::abs(lowest), 1e-3});
        double right = std::isfinite(divergence_.ceiling()) ? divergence_.ceiling() - highest : size - lowest;
        // The largest shift inside the domain, in rounded arithmetic.
        while (std::isfinite(divergence_.ceiling()) && !(highest + right <= divergence_.ceiling())) {
            right = std::nextafter(right, -infinite);
        }
        if (divergence_.kind() == FiniteDivergence::Kind::total_variation) { return right; }
        const auto demand = [&](double shift) {
            double sum = 0.0;
            for (const Eigen::Index z : symbols_) {
                if (divergence_.reference()(z) > 0.0) { sum += response_at(z, scale * u(z) + shift); }
            }
            return sum;
        };
        while (std::isinf(divergence_.ceiling()) && demand(right) < 1.0) { right += size; }
        if (demand(right) <= 1.0) { return right; }
        double step = size;
        double left = right - step;
        while (!(demand(left) <= 1.0) && step < 1e300) { left -= (step *= 4.0); }
        for (int i = 0; i < 200 && right - left > 0.25 * epsilon * std::max(std::abs(left), std::abs(right)); ++i) {
            const double middle = left + 0.5 * (right - left);
            if (!(middle > left && middle < right)) { break; }
            (demand(middle) <= 1.0 ? left : right) = middle;
        }
        return left;
    }

    const FiniteProblem& problem_;
    const FiniteDivergence& divergence_;
    double budget_;
    bool at_minimum_;
    double unreachable_ = 0.0;
    std::vector<Eigen::Index> symbols_;
};

} // namespace

double lower_bound(const FiniteProblem& problem, const Solution& claim, double target) {
    const Dual dual(problem, claim.distortion);
    if (dual.forced_infinite()) { return infinite; }
    return dual.best(claim.prices, std::max(claim.multiplier, 0.0), target);
}

} // namespace perdis
