#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/law/log_density.hpp>

#include <boost/math/distributions/uniform.hpp>

#include <concepts>
#include <exception>
#include <limits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace perdis {

/// What a distribution of Boost.Math offers.
template <class D>
concept BoostDistribution = requires(const D& d, double x) {
    { pdf(d, x) } -> std::convertible_to<double>;
    { cdf(d, x) } -> std::convertible_to<double>;
    { cdf(complement(d, x)) } -> std::convertible_to<double>;
    { quantile(d, x) } -> std::convertible_to<double>;
    { quantile(complement(d, x)) } -> std::convertible_to<double>;
    support(d);
};

/// A law with a density on the line that speaks for itself; the meaning of each member is that of Univariate.
template <class D>
concept DensityLaw = requires(const D& d, double x) {
    { d.mean() } -> std::convertible_to<double>;
    { d.variance() } -> std::convertible_to<double>;
    { d.log_density(x) } -> std::convertible_to<double>;
    { d.cdf(x) } -> std::convertible_to<double>;
    { d.survival(x) } -> std::convertible_to<double>;
    { d.quantile(x) } -> std::convertible_to<double>;
    { d.upper_quantile(x) } -> std::convertible_to<double>;
    { d.support() } -> std::convertible_to<std::pair<double, double>>;
    { d.mode() } -> std::convertible_to<double>;
    { d.kinks() } -> std::convertible_to<std::vector<double>>;
};

/// A law with a density behind Univariate. x is in the support and finite, v in (0, 1).
class UnivariateModel {
public:
    virtual ~UnivariateModel() = default;
    [[nodiscard]] virtual double mean() const = 0;
    [[nodiscard]] virtual double variance() const = 0;
    [[nodiscard]] virtual double log_density(double x) const = 0;
    [[nodiscard]] virtual double cdf(double x) const = 0;
    [[nodiscard]] virtual double survival(double x) const = 0;
    [[nodiscard]] virtual double quantile(double v) const = 0;
    [[nodiscard]] virtual double upper_quantile(double v) const = 0;
    [[nodiscard]] virtual std::pair<double, double> support() const = 0;
    [[nodiscard]] virtual double mode() const = 0;
    [[nodiscard]] virtual std::vector<double> kinks() const = 0;
    /// The distribution itself, if it is of that type.
    [[nodiscard]] virtual const void* target(const std::type_info& type) const = 0;
};

/// A DensityLaw as a model.
template <DensityLaw D>
class DensityLawModel final : public UnivariateModel {
public:
    explicit DensityLawModel(D law) : law_(std::move(law)) {}
    [[nodiscard]] double mean() const override { return law_.mean(); }
    [[nodiscard]] double variance() const override { return law_.variance(); }
    [[nodiscard]] double log_density(double x) const override { return law_.log_density(x); }
    [[nodiscard]] double cdf(double x) const override { return law_.cdf(x); }
    [[nodiscard]] double survival(double x) const override { return law_.survival(x); }
    [[nodiscard]] double quantile(double v) const override { return law_.quantile(v); }
    [[nodiscard]] double upper_quantile(double v) const override { return law_.upper_quantile(v); }
    [[nodiscard]] std::pair<double, double> support() const override { return law_.support(); }
    [[nodiscard]] double mode() const override { return law_.mode(); }
    [[nodiscard]] std::vector<double> kinks() const override { return law_.kinks(); }
    [[nodiscard]] const void* target(const std::type_info& type) const override {
        return type == typeid(D) ? &law_ : nullptr;
    }

private:
    D law_;
};

/// Whether mean and variance of a distribution can be asked for; Cauchy's cannot.
template <class D>
inline constexpr bool has_moments = true;
template <class T, class P>
inline constexpr bool has_moments<boost::math::cauchy_distribution<T, P>> = false;
/// Whether its mode can; the uniform law's cannot.
template <class D>
inline constexpr bool has_mode = true;
template <class T, class P>
inline constexpr bool has_mode<boost::math::uniform_distribution<T, P>> = false;

/// E X by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_mean(const D& d) {
    return mean(d);
}
/// Var X by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_variance(const D& d) {
    return variance(d);
}
/// The mode by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_mode(const D& d) {
    return mode(d);
}
/// The support by Boost.Math's function, found by its argument.
template <class D>
auto boost_support(const D& d) {
    return support(d);
}
/// P(X ≤ x) by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_cdf(const D& d, double x) {
    return cdf(d, x);
}
/// P(X > x) by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_survival(const D& d, double x) {
    return cdf(complement(d, x));
}
/// F⁻¹(v) by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_quantile(const D& d, double v) {
    return quantile(d, v);
}
/// F⁻¹(1 − v) by Boost.Math's function, found by its argument: a member of that name would hide it.
template <class D>
double boost_upper_quantile(const D& d, double v) {
    return quantile(complement(d, v));
}

/// A distribution of Boost.Math as a model: moments that it refuses are infinite, a mode that it refuses is the median.
template <BoostDistribution D>
class BoostModel final : public UnivariateModel {
public:
    explicit BoostModel(D distribution) : law_(std::move(distribution)), log_density_(law_) {
        const auto range = whole_support();
        kinks_ = inner_kinks(law_);
        if (range.first > -infinite) { kinks_.insert(kinks_.begin(), range.first); }
        if (range.second < infinite) { kinks_.push_back(range.second); }
        mode_ = quantile_of(0.5);
        if constexpr (has_mode<D>) {
            const double mode = or_else([this] { return boost_mode(law_); }, mode_);
            if (mode >= range.first && mode <= range.second) { mode_ = mode; }
        }
        if constexpr (has_moments<D>) {
            mean_ = or_else([this] { return boost_mean(law_); }, infinite);
            variance_ = or_else([this] { return boost_variance(law_); }, infinite);
        }
    }
    [[nodiscard]] double mean() const override { return mean_; }
    [[nodiscard]] double variance() const override { return variance_; }
    [[nodiscard]] double log_density(double x) const override { return log_density_(x); }
    [[nodiscard]] double cdf(double x) const override { return boost_cdf(law_, x); }
    [[nodiscard]] double survival(double x) const override { return boost_survival(law_, x); }
    [[nodiscard]] double quantile(double v) const override { return quantile_of(v); }
    [[nodiscard]] double upper_quantile(double v) const override { return boost_upper_quantile(law_, v); }
    [[nodiscard]] std::pair<double, double> support() const override { return whole_support(); }
    [[nodiscard]] double mode() const override { return mode_; }
    [[nodiscard]] std::vector<double> kinks() const override { return kinks_; }
    [[nodiscard]] const void* target(const std::type_info& type) const override {
        return type == typeid(D) ? &law_ : nullptr;
    }

private:
    static constexpr double infinite = std::numeric_limits<double>::infinity();

    [[nodiscard]] double quantile_of(double v) const { return boost_quantile(law_, v); }

    /// The support with Boost's largest number as infinity, its least as 0.
    [[nodiscard]] std::pair<double, double> whole_support() const {
        const auto range = boost_support(law_);
        const auto whole = [](double x) {
            if (std::abs(x) >= 1e300) { return std::copysign(infinite, x); }
            return std::abs(x) <= 1e-300 ? 0.0 : x; // Boost excludes a pole at 0 so
        };
        return {whole(static_cast<double>(range.first)), whole(static_cast<double>(range.second))};
    }

    template <class Function>
    static double or_else(const Function& f, double otherwise) {
        try {
            return f();
        } catch (const std::exception&) { return otherwise; }
    }

    D law_;
    LogDensity<D> log_density_;
    double mean_ = std::numeric_limits<double>::quiet_NaN();
    double variance_ = infinite;
    double mode_ = 0.0;
    std::vector<double> kinks_;
};

} // namespace perdis
