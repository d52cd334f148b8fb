#include "lower_bound.hpp"

#include "conjugate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// u + λ e from below: the product and the sum are formed without error, for the two may cancel to the last digit.
long double total_below(double price, double rate, double excess) {
    const double product = rate * excess;
    const double product_rest = std::fma(rate, excess, -product);
    const double sum = price + product;
    const double back = sum - price;
    const double sum_rest = (price - (sum - back)) + (product - back);
    const auto extended = [](double x) { return static_cast<long double>(x); };
    const long double total = extended(sum) + (extended(sum_rest) + extended(product_rest));
    constexpr long double underflow = 0x1p-1070L;
    return total
           - extended_epsilon * (std::abs(total) + std::abs(extended(sum_rest)) + std::abs(extended(product_rest)))
           - underflow;
}

/// What an estimator of distortion D can give mass to.
struct Reach {
    bool at_minimum;                        ///< D = D_min: the cheapest symbols of every observation only
    std::vector<Eigen::Index> symbols = {}; ///< within reach
    double unreachable = 0.0;               ///< what the others add to d, of no mass; inf where that is forced
};

Reach reach(const FiniteProblem& problem, double distortion) {
    const FiniteDivergence& divergence = problem.divergence();
    const RowMatrix& excess = problem.excess();
    Reach reach{distortion - problem.usable_distortion() <= problem.slack()};
    for (Eigen::Index z = 0; z < excess.cols(); ++z) {
        bool part = problem.usable(z);
        if (part && reach.at_minimum) {
            part = ((excess.col(z).array() == 0.0) && (problem.observation().array() > 0.0)).any();
            if (!part && divergence.kind() != FiniteDivergence::Kind::transport) {
                reach.unreachable += divergence.term(z, 0.0);
            }
        }
        if (part) { reach.symbols.push_back(z); }
    }
    return reach;
}

/// The dual function of one problem at one D.
class Dual {
public:
    Dual(const FiniteProblem& problem, double distortion, const Reach& reach)
        : problem_(problem), reach_(reach), conjugate_(problem.divergence(), reach.symbols, reach.unreachable),
          budget_(std::max(distortion - problem.usable_distortion(), 0.0)) {}

    /// The bound at (u, λ), best over the shift κ, and over the scale θ while it stays below target.
    [[nodiscard]] double best(const Eigen::VectorXd& u, double multiplier, double target) const {
        const ExtendedSum linear = linear_part(u, multiplier);
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
            if (inner[0] > inner[1]) {
                std::swap(inner[0], inner[1]);
                std::swap(value[0], value[1]);
            }
        }
        return bound;
    }

private:
    /// Σ_y p_Y(y) min_z [u_z + λ e(y, z)] − λ (D − D_min), summed in extended precision: u and λ e may cancel.
    [[nodiscard]] ExtendedSum linear_part(const Eigen::VectorXd& u, double multiplier) const {
        const RowMatrix& excess = problem_.excess();
        const double rate = reach_.at_minimum ? 0.0 : multiplier;
        ExtendedSum sum;
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
        long double least = std::numeric_limits<long double>::infinity();
        for (const Eigen::Index z : reach_.symbols) {
            if (reach_.at_minimum && excess(y, z) != 0.0) { continue; }
            // In double first; only what can be the minimum is worth the longer arithmetic.
            const double rough = rate * excess(y, z);
            if (u(z) + rough - 4.0 * epsilon * (std::abs(u(z)) + rough) > static_cast<double>(least)) { continue; }
            least = std::min(least, total_below(u(z), rate, excess(y, z)));
        }
        return least;
    }

    [[nodiscard]] double at_scale(const Eigen::VectorXd& u, const ExtendedSum& linear, double scale) const {
        ExtendedSum total;
        total.value = linear.value * static_cast<long double>(scale);
        total.error = linear.error * static_cast<long double>(scale) + extended_epsilon * std::abs(total.value);
        conjugate_.subtract_from(total, u, scale);
        return total.below();
    }

    const FiniteProblem& problem_;
    const Reach& reach_;
    Conjugate conjugate_;
    double budget_;
};

} // namespace

double lower_bound(const FiniteProblem& problem, const Solution& claim, double target) {
    const Reach within = reach(problem, claim.distortion);
    if (std::isinf(within.unreachable)) { return infinite; }
    const Dual dual(problem, claim.distortion, within);
    return dual.best(claim.prices, std::max(claim.multiplier, 0.0), target);
}

} // namespace perdis
