#include <perdis/law/univariate.hpp>

#include <perdis/core/domain_error.hpp>

#include <cmath>
#include <limits>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void require_number(double x, const char* name) { require(x == x, "Univariate", name, x, "[-inf, inf]"); }

void require_level(double v) { require(v >= 0.0 && v <= 1.0, "Univariate", "v", v, "[0, 1]"); }

} // namespace

double Univariate::density(double x) const { return std::exp(log_density(x)); }

double Univariate::log_density(double x) const {
    require_number(x, "x");
    const double inner = x - shift_;
    const auto [lower, upper] = model_->support();
    const bool inside = inner >= lower && inner <= upper && std::abs(inner) < infinite;
    return inside ? model_->log_density(inner) : -infinite;
}

double Univariate::cdf(double x) const {
    require_number(x, "x");
    const double inner = x - shift_;
    const auto [lower, upper] = model_->support();
    if (inner <= lower) { return 0.0; }
    return inner >= upper ? 1.0 : model_->cdf(inner);
}

double Univariate::survival(double x) const {
    require_number(x, "x");
    const double inner = x - shift_;
    const auto [lower, upper] = model_->support();
    if (inner <= lower) { return 1.0; }
    return inner >= upper ? 0.0 : model_->survival(inner);
}

double Univariate::quantile(double v) const {
    require_level(v);
    const auto [lower, upper] = support();
    if (v == 0.0) { return lower; }
    return v == 1.0 ? upper : model_->quantile(v) + shift_;
}

double Univariate::upper_quantile(double v) const {
    require_level(v);
    const auto [lower, upper] = support();
    if (v == 0.0) { return upper; }
    return v == 1.0 ? lower : model_->upper_quantile(v) + shift_;
}

double Univariate::mass(double a, double b) const {
    require_number(a, "a");
    require(b >= a, "Univariate", "b", b, "[a, inf]");
    const double below_b = cdf(b);
    if (below_b <= 0.5) { return below_b - cdf(a); }
    const double above_a = survival(a);
    return above_a <= 0.5 ? above_a - survival(b) : (1.0 - cdf(a)) - survival(b);
}

std::pair<double, double> Univariate::support() const {
    const auto [lower, upper] = model_->support();
    return {lower + shift_, upper + shift_};
}

std::vector<double> Univariate::kinks() const {
    std::vector<double> result = model_->kinks();
    for (double& kink : result) { kink += shift_; }
    return result;
}

Univariate Univariate::translated(double b) const {
    require(b - b == 0.0, "Univariate", "b", b, "(-inf, inf)");
    Univariate result = *this;
    result.shift_ += b;
    return result;
}

} // namespace perdis
