#pragma once

#include <perdis/law/univariate_model.hpp>

#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// The law of a density given as a function on (lower, upper); its unit is 1/p(c), c a point of high density.
///
/// Integrals by the double-exponential rules, from x outwards to the nearer end.
class DensityFunction {
public:
    /// @throws DomainError for a density that is negative, NaN, or does not integrate to one within 1e-9.
    DensityFunction(std::function<double(double)> density, double lower, double upper);

    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] double variance() const { return variance_; }
    [[nodiscard]] double log_density(double x) const;
    [[nodiscard]] double cdf(double x) const;
    [[nodiscard]] double survival(double x) const;
    [[nodiscard]] double quantile(double v) const;
    [[nodiscard]] double upper_quantile(double v) const;
    [[nodiscard]] std::pair<double, double> support() const { return {lower_, upper_}; }
    [[nodiscard]] double mode() const { return centre_; }
    [[nodiscard]] std::vector<double> kinks() const;

private:
    [[nodiscard]] double checked(double x) const;
    void find_centre();
    /// ∫ f p from a to b, one of them possibly infinite.
    template <class Function>
    [[nodiscard]] double integral(const Function& f, double a, double b) const;
    void find_moments();
    /// Whether x² p(x) decays slower than 1/x at that end.
    [[nodiscard]] bool heavy(double sign) const;
    /// x in (lower, upper) with P(X ≤ x) = v, or P(X > x) = v.
    template <class Distribution>
    [[nodiscard]] double inverse(const Distribution& distribution, double v, double towards) const;

    std::function<double(double)> density_;
    double lower_, upper_;
    double centre_ = 0.0, unit_ = 1.0;
    double total_ = 1.0, below_centre_ = 0.5, above_centre_ = 0.5;
    double mean_ = 0.0, variance_ = 0.0;
};

} // namespace perdis
