#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/law.hpp>
#include <perdis/numeric/normal.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// The mixture Σ w_i N(μ_i, σ_i²) of normal laws.
///
/// @domain    n ≥ 1 components; w_i in [0, 1] with Σ w_i = 1 (both within 1e-9, then normalised); μ_i in (-inf, inf);
///            σ_i² in (0, inf).
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class GaussianMixture {
public:
    using scalar_type = T;

    GaussianMixture(std::vector<T> weights, std::vector<T> means, std::vector<T> variances)
        : weights_(std::move(weights)), means_(std::move(means)), variances_(std::move(variances)) {
        require(size() >= 1, "GaussianMixture", "the number of components", size(), "[1, inf)");
        require(means_.size() == size() && variances_.size() == size(), "GaussianMixture",
                "weights has " + std::to_string(size()) + " components, means " + std::to_string(means_.size())
                    + ", variances " + std::to_string(variances_.size()));
        const T tolerance = T(1) / T(1000000000);
        T sum(0);
        for (std::size_t i = 0; i < size(); ++i) {
            require(weights_[i] >= T(0) && !(tolerance < weights_[i] - T(1)), "GaussianMixture",
                    "weights[" + std::to_string(i) + "]", weights_[i], "[0, 1]");
            require(means_[i] - means_[i] == T(0), "GaussianMixture", "means[" + std::to_string(i) + "]", means_[i],
                    "(-inf, inf)");
            require(variances_[i] > T(0) && variances_[i] - variances_[i] == T(0), "GaussianMixture",
                    "variances[" + std::to_string(i) + "]", variances_[i], "(0, inf)");
            sum += weights_[i];
        }
        require(!(tolerance < sum - T(1)) && !(tolerance < T(1) - sum), "GaussianMixture", "the sum of weights", sum,
                "1 +- 1e-9");
        for (T& weight : weights_) { weight /= sum; }
    }

    GaussianMixture(std::initializer_list<T> weights, std::initializer_list<T> means,
                    std::initializer_list<T> variances)
        : GaussianMixture(std::vector<T>(weights), std::vector<T>(means), std::vector<T>(variances)) {}

    /// n.
    [[nodiscard]] std::size_t size() const { return weights_.size(); }
    /// w, n entries.
    [[nodiscard]] const std::vector<T>& weights() const { return weights_; }
    /// μ, n entries   [unit of x].
    [[nodiscard]] const std::vector<T>& means() const { return means_; }
    /// σ², n entries   [unit of x, squared].
    [[nodiscard]] const std::vector<T>& variances() const { return variances_; }

    /// Σ w_i μ_i.
    [[nodiscard]] T mean() const {
        return sum([this](std::size_t i) { return means_[i]; });
    }
    /// Σ w_i (σ_i² + (μ_i − μ)²).
    [[nodiscard]] T variance() const {
        const T centre = mean();
        return sum([&](std::size_t i) { return T(variances_[i] + (means_[i] - centre) * (means_[i] - centre)); });
    }
    /// Σ w_i φ((x − μ_i)/σ_i)/σ_i.
    [[nodiscard]] T density(const T& x) const {
        return sum([&](std::size_t i) { return T(normal_density(score(i, x)) / deviation(i)); });
    }
    /// Σ w_i Φ((x − μ_i)/σ_i).
    [[nodiscard]] T cdf(const T& x) const {
        return sum([&](std::size_t i) { return normal_cdf(score(i, x)); });
    }
    /// Σ w_i (1 − Φ((x − μ_i)/σ_i)).
    [[nodiscard]] T survival(const T& x) const {
        return sum([&](std::size_t i) { return normal_complement(score(i, x)); });
    }
    /// P(a ≤ X < b).
    [[nodiscard]] T mass(const T& a, const T& b) const {
        return sum([&](std::size_t i) { return normal_mass(score(i, a), score(i, b)); });
    }

private:
    [[nodiscard]] T deviation(std::size_t i) const {
        using std::sqrt;
        return sqrt(variances_[i]);
    }
    [[nodiscard]] T score(std::size_t i, const T& x) const { return T((x - means_[i]) / deviation(i)); }
    template <class Term>
    [[nodiscard]] T sum(const Term& term) const {
        T total(0);
        for (std::size_t i = 0; i < size(); ++i) { total += weights_[i] * term(i); }
        return total;
    }

    std::vector<T> weights_, means_, variances_;
};

/// Numbers in braces, integers included, mean doubles.
template <class W, class M, class V>
GaussianMixture(std::initializer_list<W>, std::initializer_list<M>, std::initializer_list<V>)
    -> GaussianMixture<std::common_type_t<W, M, V, double>>;

static_assert(Law<GaussianMixture<double>>);

} // namespace perdis
