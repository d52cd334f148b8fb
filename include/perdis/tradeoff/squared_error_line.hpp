#pragma once

#include <perdis/inference/joint.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace perdis {

/// Squared error on the line, X̂ in the support of a finite prior: what is left of the channel is the law of X* = E[X|Y].
///
///     D = E Var(X|Y) + E(X* − X̂)²,   E(X* − X̂)² = Σ over the monotone coupling of X* and X̂
///
/// Sorted at construction, O(m log m + k log k). Masses are kept by their sums from the left, R and P, which are the data:
/// q is given by Q_j = q_1 + … + q_j.
class SquaredErrorLine {
public:
    /// @param means, weights     the values of X* and their probabilities, in any order.
    /// @param symbols, masses    the support of X and its probabilities, in any order.
    /// @param variance           E Var(X|Y).
    /// @domain    finite numbers; symbols distinct; probabilities ≥ 0 with sums 1 within 1e-9, then normalised; variance ≥ 0.
    /// @throws    DomainError outside the domain, NaN included.
    SquaredErrorLine(std::span<const double> means, std::span<const double> weights, std::span<const double> symbols,
                     std::span<const double> masses, double variance);

    /// The problem of a finite law of numbers and its observation.
    ///
    /// @throws    DomainError for symbols that are vectors.
    explicit SquaredErrorLine(const Joint<double>& joint);

    /// X*, ascending, m entries; ties as they are.
    [[nodiscard]] const std::vector<double>& means() const { return means_; }
    /// R_i = P(X* among the first i + 1 values), m entries, the last 1.
    [[nodiscard]] const std::vector<double>& observed() const { return observed_; }
    /// x, ascending, k entries.
    [[nodiscard]] const std::vector<double>& symbols() const { return symbols_; }
    /// P_j = P(X ≤ x_j), k entries, the last 1.
    [[nodiscard]] const std::vector<double>& prior() const { return prior_; }
    /// E Var(X|Y).
    [[nodiscard]] double variance() const { return variance_; }
    /// (x_j + x_{j+1})/2.
    [[nodiscard]] double middle(std::size_t j) const { return symbols_[j] + (symbols_[j + 1] - symbols_[j]) / 2.0; }

private:
    std::vector<double> means_, observed_, symbols_, prior_;
    double variance_;
};

/// P(D) under that reduction, for one divergence: Wasserstein1 or TotalVariation.
template <class Divergence>
class PosteriorMeanProblem : public SquaredErrorLine {
public:
    using SquaredErrorLine::SquaredErrorLine;
};

} // namespace perdis
