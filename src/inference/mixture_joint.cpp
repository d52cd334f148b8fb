#include "normal_sum.hpp"
#include "scalar_joint_model.hpp"

#include <perdis/core/domain_error.hpp>
#include <perdis/numeric/bracketed_newton.hpp>
#include <perdis/numeric/mills_ratio.hpp>
#include <perdis/numeric/normal.hpp>

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <optional>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double closed_form_accuracy = 32.0 * std::numeric_limits<double>::epsilon();

/// Components of the prior, N(μ_i, v_i), v_i = 0 an atom; those of weight 0 left out.
struct Components {
    std::vector<double> weights, means, variances;
};

/// Y and the posterior of Σ w_i N(μ_i, v_i): given y, component i of weight w_i N(y; μ_i, v_i + n) is
///
///     N(μ_i + v_i/(v_i + n) (y − μ_i), v_i n/(v_i + n))
class ComponentsJoint : public ScalarJointModel {
public:
    ComponentsJoint(Components prior, double noise)
        : ScalarJointModel(noise), prior_(std::move(prior)), observed_(observed(prior_, noise)) {}

    [[nodiscard]] double prior_mean() const override {
        return std::inner_product(prior_.weights.begin(), prior_.weights.end(), prior_.means.begin(), 0.0);
    }
    [[nodiscard]] double prior_variance() const override {
        const double centre = prior_mean();
        double sum = 0.0;
        for (std::size_t i = 0; i < prior_.weights.size(); ++i) {
            const double offset = prior_.means[i] - centre;
            sum += prior_.weights[i] * (prior_.variances[i] + offset * offset);
        }
        return sum;
    }
    [[nodiscard]] double log_density(double y) const override { return observed_.log_density(y); }
    [[nodiscard]] double cdf(double y) const override { return observed_.cdf(y); }
    [[nodiscard]] double survival(double y) const override { return observed_.survival(y); }
    [[nodiscard]] double quantile(const Level& level) const override { return observed_.quantile(level); }
    [[nodiscard]] ScalarPosterior posterior(double y) const override;
    [[nodiscard]] double accuracy() const override { return closed_form_accuracy; }

protected:
    [[nodiscard]] const Components& prior() const { return prior_; }

private:
    static NormalSum observed(const Components& prior, double noise) {
        std::vector<double> deviations;
        for (const double variance : prior.variances) { deviations.push_back(std::sqrt(variance + noise)); }
        return {prior.weights, prior.means, deviations};
    }
    [[nodiscard]] double mean_of(std::size_t i, double y) const {
        const double variance = prior_.variances[i];
        return prior_.means[i] + variance / (variance + noise_variance()) * (y - prior_.means[i]);
    }

    Components prior_;
    NormalSum observed_;
};

ScalarPosterior ComponentsJoint::posterior(double y) const {
    const auto shares = observed_.shares(y);
    const double base = mean_of(shares.largest, y);
    double offset = 0.0;
    for (std::size_t i = 0; i < shares.relative.size(); ++i) {
        if (shares.relative[i] > 0.0) { offset += shares.relative[i] * (mean_of(i, y) - base); }
    }
    offset /= shares.sum;
    double variance = 0.0, shift = 0.0;
    for (std::size_t i = 0; i < shares.relative.size(); ++i) {
        if (!(shares.relative[i] > 0.0)) { continue; }
        const double own = prior_.variances[i];
        const double away = (mean_of(i, y) - base) - offset;
        shift += shares.relative[i] * (noise_variance() / (own + noise_variance())) * (prior_.means[i] - y);
        variance += shares.relative[i] * (own * (noise_variance() / (own + noise_variance())) + away * away);
    }
    return {shares.log_largest + std::log(shares.sum),
            base + offset,
            variance / shares.sum,
            base,
            offset,
            shift / shares.sum};
}

/// A finite prior, its symbols ascending.
class AtomsJoint final : public ComponentsJoint {
public:
    AtomsJoint(Components prior, double noise) : ComponentsJoint(std::move(prior), noise) {
        const auto& p = this->prior().weights;
        below_.resize(p.size());
        above_.resize(p.size());
        std::partial_sum(p.begin(), p.end(), below_.begin());
        double sum = 0.0;
        for (std::size_t i = p.size(); i-- > 0; sum += p[i]) { above_[i] = sum; }
        below_.back() = 1.0;
    }
    [[nodiscard]] double matched_quantile(double y) const override {
        return symbol(static_cast<std::size_t>(std::lower_bound(thresholds().begin(), thresholds().end(), y)
                                               - thresholds().begin()));
    }
    [[nodiscard]] std::vector<double> observed_levels() const override { return thresholds(); }
    [[nodiscard]] double prior_quantile(double v) const override {
        return symbol(static_cast<std::size_t>(std::lower_bound(below_.begin(), below_.end(), v) - below_.begin()));
    }
    [[nodiscard]] double prior_upper_quantile(double v) const override {
        const auto first = std::partition_point(above_.begin(), above_.end(), [v](double s) { return s > v; });
        return symbol(static_cast<std::size_t>(first - above_.begin()));
    }
    [[nodiscard]] double prior_cdf(double x) const override {
        const std::size_t count = up_to(x);
        return count == 0 ? 0.0 : below_[count - 1];
    }
    [[nodiscard]] double prior_survival(double x) const override {
        const std::size_t count = up_to(x);
        return count == 0 ? 1.0 : above_[count - 1];
    }
    [[nodiscard]] bool prior_has_density() const override { return false; }
    [[nodiscard]] double spread(double y) const override { return cdf(y) - prior_cdf(y); }
    [[nodiscard]] double prior_log_density(double) const override { return -infinite; }
    [[nodiscard]] std::pair<double, double> prior_support() const override {
        return {prior().means.front(), prior().means.back()};
    }
    [[nodiscard]] std::vector<double> prior_kinks() const override { return prior().means; }
    [[nodiscard]] std::vector<Level> prior_levels() const override {
        std::vector<Level> levels;
        for (std::size_t i = 0; i + 1 < below_.size(); ++i) { levels.push_back({below_[i], above_[i]}); }
        return levels;
    }

private:
    [[nodiscard]] double symbol(std::size_t i) const { return prior().means[std::min(i, prior().means.size() - 1)]; }
    [[nodiscard]] const std::vector<double>& thresholds() const;
    [[nodiscard]] double threshold(std::size_t j) const;
    [[nodiscard]] ValueAndSlope log_overlap(std::size_t first, std::size_t last, double y, double sign) const;
    /// The number of symbols at most x.
    [[nodiscard]] std::size_t up_to(double x) const {
        const auto& symbols = prior().means;
        return static_cast<std::size_t>(std::upper_bound(symbols.begin(), symbols.end(), x) - symbols.begin());
    }

    std::vector<double> below_, above_; ///< P(X ≤ x_i), P(X > x_i)
    mutable std::once_flag once_;
    mutable std::vector<double> thresholds_; ///< made when first asked for
};

const std::vector<double>& AtomsJoint::thresholds() const {
    std::call_once(once_, [this] {
        for (std::size_t j = 0; j + 1 < below_.size(); ++j) { thresholds_.push_back(threshold(j)); }
    });
    return thresholds_;
}

/// ln Σ p_i P(N beyond (y − x_i)) over symbols [first, last), and its rate of decay; sign 1 for N > y − x_i, −1 for N ≤ y − x_i.
ValueAndSlope AtomsJoint::log_overlap(std::size_t first, std::size_t last, double y, double sign) const {
    const double deviation = std::sqrt(noise_variance());
    double largest = -infinite, sum = 0.0, rate = 0.0;
    for (std::size_t i = first; i < last; ++i) {
        const double z = sign * (y - prior().means[i]) / deviation;
        const MillsRatio ratio(z);
        const double log_mass = std::log(prior().weights[i]) + ratio.log() - z * z / 2.0;
        if (log_mass > largest) {
            sum *= std::exp(largest - log_mass);
            rate *= std::exp(largest - log_mass);
            largest = log_mass;
        }
        sum += std::exp(log_mass - largest);
        rate += std::exp(log_mass - largest) * ratio.hazard();
    }
    return {largest + std::log(sum), rate / sum / deviation};
}

/// The root of ln P(X > x_j, Y ≤ y) − ln P(X ≤ x_j, Y > y), which increases.
double AtomsJoint::threshold(std::size_t j) const {
    const auto& x = prior().means;
    const double deviation = std::sqrt(noise_variance());
    const double small = std::max(std::min(below_[j], above_[j]), 1e-300);
    const double z = boost::math::constants::root_two<double>() * boost::math::erfc_inv(2.0 * small) + 1.0;
    const auto balance = [&](double y) {
        const ValueAndSlope left = log_overlap(0, j + 1, y, 1.0), right = log_overlap(j + 1, x.size(), y, -1.0);
        return ValueAndSlope{right.value - left.value, right.slope + left.slope};
    };
    return bracketed_newton(balance, x.front() - deviation * z, x.back() + deviation * z,
                            x[j] + (x[j + 1] - x[j]) / 2.0);
}

/// A mixture of normal laws.
class MixtureJoint final : public ComponentsJoint {
public:
    MixtureJoint(const Components& prior, double noise) : ComponentsJoint(prior, noise), density_(own(prior)) {}
    [[nodiscard]] double prior_quantile(double v) const override { return density_.quantile({v, 1.0 - v}); }
    [[nodiscard]] double prior_upper_quantile(double v) const override { return density_.quantile({1.0 - v, v}); }
    [[nodiscard]] double prior_cdf(double x) const override { return density_.cdf(x); }
    [[nodiscard]] double prior_survival(double x) const override { return density_.survival(x); }
    [[nodiscard]] bool prior_has_density() const override { return true; }
    [[nodiscard]] double spread(double y) const override {
        double sum = 0.0;
        for (std::size_t i = 0; i < prior().weights.size(); ++i) {
            sum += prior().weights[i] * widened(y - prior().means[i], prior().variances[i]);
        }
        return sum;
    }
    [[nodiscard]] double prior_log_density(double x) const override {
        return std::abs(x) < infinite ? density_.log_density(x) : -infinite;
    }
    [[nodiscard]] std::pair<double, double> prior_support() const override { return {-infinite, infinite}; }
    [[nodiscard]] std::vector<double> prior_kinks() const override { return {}; }
    [[nodiscard]] std::vector<Level> prior_levels() const override { return {}; }

private:
    /// Φ(x/√(v + n)) − Φ(x/√v), by the width of the interval where that is small.
    [[nodiscard]] double widened(double x, double variance) const {
        const double own = std::sqrt(variance), sum = std::sqrt(variance + noise_variance());
        const double narrow = x / own, wide = x / sum;
        const double half = x * (noise_variance() / (own + sum)) / own / sum / 2.0; // (narrow − wide)/2
        if (std::abs(half) < 0.1 && std::abs(half * wide) < 0.1) { return -narrow_normal_mass(wide + half, half); }
        return wide < narrow ? -normal_mass(wide, narrow) : normal_mass(narrow, wide);
    }
    static NormalSum own(const Components& prior) {
        std::vector<double> deviations;
        for (const double variance : prior.variances) { deviations.push_back(std::sqrt(variance)); }
        return {prior.weights, prior.means, deviations};
    }

    NormalSum density_;
};

} // namespace

std::shared_ptr<const ScalarJointModel> atoms_joint(const Discrete<double>& prior, double noise) {
    require(prior.dimension() == 1, "ScalarJoint", "the dimension of a symbol", prior.dimension(), "{1}");
    std::vector<Eigen::Index> order;
    for (Eigen::Index i = 0; i < prior.size(); ++i) {
        if (prior.probabilities()(i) > 0.0) { order.push_back(i); }
    }
    std::sort(order.begin(), order.end(),
              [&](Eigen::Index i, Eigen::Index j) { return prior.value(i) < prior.value(j); });
    Components components;
    for (const Eigen::Index i : order) {
        components.weights.push_back(prior.probabilities()(i));
        components.means.push_back(prior.value(i));
        components.variances.push_back(0.0);
    }
    return std::make_shared<const AtomsJoint>(std::move(components), noise);
}

std::shared_ptr<const ScalarJointModel> mixture_joint(const GaussianMixture<double>& prior, double noise) {
    Components components;
    for (std::size_t i = 0; i < prior.size(); ++i) {
        if (!(prior.weights()[i] > 0.0)) { continue; }
        components.weights.push_back(prior.weights()[i]);
        components.means.push_back(prior.means()[i]);
        components.variances.push_back(prior.variances()[i]);
    }
    return std::make_shared<const MixtureJoint>(components, noise);
}

} // namespace perdis
