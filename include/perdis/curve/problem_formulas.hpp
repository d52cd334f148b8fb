#pragma once

#include <perdis/channel/additive_gaussian.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/curve/prove.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/symbol/assuming.hpp>
#include <perdis/symbol/simplify.hpp>
#include <perdis/symbol/substitute.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// The closed forms of one problem: in symbols, and what the symbols are in it.
struct ProblemFormulas {
    /// What X, Y and X̂ are.
    std::string model;
    /// The symbols' values: the shortest decimals that name the doubles, 0.3 as 3/10.
    Bindings<Expression> values;
    /// Names and formulas: gain, D_min, D_max, a(D), P(D), …
    std::vector<std::pair<std::string, Expression>> lines;
    /// P(D) with its ends; nothing where D_min = D_max.
    std::optional<SymbolicCurve> curve = {};

    /// A line's formula with the numbers put in.
    ///
    /// @throws DomainError for an unknown name.
    [[nodiscard]] Expression formula(const std::string& name) const;
    [[nodiscard]] Expression with_numbers(const std::string& name) const;
    /// Theorem 1 of the curve at the values.
    [[nodiscard]] TheoremProof prove(ProofOptions options = {}) const;
};

/// d(N(0, v), N(0, τ²)) in symbols.
using SymbolicDivergence = std::function<Expression(const Gaussian<Expression>&, const Gaussian<Expression>&)>;

/// Example 1, in symbols: sigma or n for the noise, v for the variance of X unless it is 1, and D.
///
/// @param finite_above  d is infinite for τ² ≤ finite_above · v; the curve then starts where it is finite.
/// @throws DomainError where the divergence has no formula.
/// @source [BlauMichaeli2018], Example 1.
ProblemFormulas example_1_formulas(const Gaussian<double>& prior, const AdditiveGaussian<double>& channel,
                                   const SymbolicDivergence& divergence, const Expression& finite_above = 0);

/// d of bits of probabilities p and q = P(X̂ = 1) in symbols, |p − q| given besides.
using BinaryDivergence = std::function<Expression(const Expression& p, const Expression& q, const Expression& gap)>;

/// A bit of probability p < ½ through a symmetric channel of error e < ½, Hamming distortion, in p, e and D.
///
/// @domain    p, e in (0, ½), p ≠ e.
/// @throws    DomainError outside the domain, NaN included.
ProblemFormulas binary_symmetric_formulas(double probability, double error, const BinaryDivergence& divergence);

/// A bit of probability p < ½, erased with probability e, Hamming distortion, in p, e and D.
///
///     D_min = e p,   D_max = 2 e p (1 − p),   P(X̂ = 1) = p − (D_max − D)/(1 − 2p)
///
/// @domain    p in (0, ½), e in (0, 1].
/// @throws    DomainError outside the domain, NaN included.
ProblemFormulas binary_erasure_formulas(double probability, double erasure, const BinaryDivergence& divergence);

} // namespace perdis
