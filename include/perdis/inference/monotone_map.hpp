#pragma once

#include <perdis/inference/shrinkage.hpp>

#include <cstddef>
#include <vector>

namespace perdis {

/// An odd increasing estimator of a normal X in normal noise, by its inverse.
///
///     x = R(z) = z + e(z):   the score x = (y − μ)/√s is restored to z = (x̂ − μ)/√v
///
/// For z ≥ 0 the stretch e is the cubic Hermite spline of its values and slopes at nodes 0 = z_0 < … < z_N, and a straight
/// line beyond z_N. e = 0 has the law of X, e = (1/σ_* − 1) z is the posterior mean. In units of √v around μ the law of X̂
/// is q(z) = φ(R(z)) R′(z), and X̂ − X* is D(z) = (1 − σ_*) z − σ_* e(z).
///
/// @domain    at least two finite ascending nodes from 0; e(0) = 0. R need not increase: a certificate sees to that.
/// @throws    DomainError outside the domain.
class MonotoneMap {
public:
    MonotoneMap(std::vector<double> nodes, std::vector<double> stretch, std::vector<double> slopes);

    /// The map of the posterior mean.
    static MonotoneMap posterior_mean(const Shrinkage& shrinkage);
    /// The map whose output has the law of X.
    static MonotoneMap perfect() { return {{0.0, 1.0}, {0.0, 0.0}, {0.0, 0.0}}; }

    /// z_i.
    [[nodiscard]] const std::vector<double>& nodes() const { return nodes_; }
    /// e(z_i).
    [[nodiscard]] const std::vector<double>& stretch() const { return stretch_; }
    /// e′(z_i).
    [[nodiscard]] const std::vector<double>& slopes() const { return slopes_; }

    /// Coefficients of e on [z_i, z_(i+1)] in powers of w = z − z_i; i = N: the line beyond z_N.
    struct Cubic {
        double constant = 0.0;
        double linear = 0.0;
        double square = 0.0;
        double cube = 0.0;
        [[nodiscard]] double operator()(double w) const { return constant + w * (linear + w * (square + w * cube)); }
    };
    [[nodiscard]] Cubic piece(std::size_t i) const;

    /// e(z), z ≥ 0.
    [[nodiscard]] double stretch_at(double z) const;
    /// (x̂ − μ)/√v at the score x: the z with R(z) = x, by bisection.
    ///
    /// @accuracy  4 ε relative for an increasing R.
    double operator()(double score) const;

private:
    std::vector<double> nodes_;
    std::vector<double> stretch_;
    std::vector<double> slopes_;
};

} // namespace perdis
