#pragma once

#include <perdis/divergence/finite_divergence.hpp>
#include <perdis/divergence/total_variation.hpp>
#include <perdis/divergence/transport_divergence.hpp>
#include <perdis/divergence/wasserstein.hpp>
#include <perdis/divergence/wasserstein_power.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/numeric/matrix_product.hpp>
#include <perdis/tradeoff/problem.hpp>
#include <perdis/tradeoff/transport_problem.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace perdis {

/// p on the symbols of an alphabet (columns), 0 at those outside of its support.
///
/// @throws  DomainError for symbols of different dimensions and for an alphabet that repeats one.
template <OrderedField T>
DiscreteGround<T> discrete_ground(const Discrete<T>& prior, const DenseMatrix<T>& alphabet) {
    require_distinct<T>(alphabet, "reconstruction");
    std::vector<T> masses;
    for (const Eigen::Index x : match_symbols<T>(alphabet, prior.support())) {
        masses.push_back(x < 0 ? T(0) : prior.probabilities()(x));
    }
    return DiscreteGround<T>(std::move(masses));
}

/// The places of p's numbers and of an alphabet's, merged.
///
/// @param  support, alphabet  distinct numbers each, in any order.
template <OrderedField T>
LineGround<T> line_ground(const DenseVector<T>& support, const DenseVector<T>& probabilities,
                          const DenseVector<T>& alphabet) {
    std::vector<T> places(support.begin(), support.end());
    places.insert(places.end(), alphabet.begin(), alphabet.end());
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    const auto place = [&](const T& value) {
        return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), value) - places.begin());
    };
    std::vector<T> masses(places.size(), T(0));
    for (Eigen::Index x = 0; x < support.size(); ++x) { masses[place(support(x))] = probabilities(x); }
    std::vector<std::size_t> symbols;
    for (const T& value : alphabet) { symbols.push_back(place(value)); }
    return LineGround<T>(std::move(places), std::move(masses), std::move(symbols));
}

/// p and the ground cost of a divergence between p's symbols and an alphabet's.
template <OrderedField T, class Core>
MatrixGround<T> matrix_ground(const Core& core, const Discrete<T>& prior, const DenseMatrix<T>& alphabet) {
    return MatrixGround<T>({prior.probabilities().begin(), prior.probabilities().end()},
                           core.ground(prior.support(), alphabet));
}

/// Any of the three forms, as a divergence and its symbols ask for: total variation; W₁ of numbers; another cost.
template <OrderedField T>
using AnyGround = std::variant<DiscreteGround<T>, LineGround<T>, MatrixGround<T>>;

/// What a divergence carries p to.
///
/// @throws  DomainError for a divergence that is no transport cost but a root of one: W_r, r > 1.
template <OrderedField T, class Divergence>
AnyGround<T> ground_of(const Divergence& divergence, const Discrete<T>& prior, const DenseMatrix<T>& alphabet) {
    if constexpr (std::same_as<Divergence, TotalVariation>) {
        return discrete_ground<T>(prior, alphabet);
    } else if constexpr (requires { divergence.order(); }) {
        if constexpr (std::derived_from<Divergence, Wasserstein>) {
            require(divergence.order() == 1.0, "Wasserstein", "order", divergence.order(),
                    "{1}: the root of a transport cost is not piecewise linear in D; take its power");
        }
        if (divergence.order() == 1.0 && prior.dimension() == 1) {
            require_distinct<T>(alphabet, "reconstruction");
            return line_ground<T>(prior.support().row(0), prior.probabilities(), alphabet.row(0));
        }
        return matrix_ground<T>(divergence.core(), prior, alphabet);
    } else {
        return matrix_ground<T>(divergence.core(), prior, alphabet);
    }
}

/// What the divergence of a finite problem carries p to; a root's is its power's.
///
/// @throws  DomainError for a divergence that is no transport cost.
AnyGround<double> ground_of(const FiniteDivergence& divergence);

/// c(y, z) = E[Δ(X, z) | Y = y] of a joint law and a distortion matrix Δ(x, z).
template <OrderedField T>
DenseCost<T> posterior_cost(const Joint<T>& joint, const DenseMatrix<T>& delta) {
    // Copied, not constructed: Boost.Multiprecision 1.74 asks whether a matrix were a number.
    typename DenseCost<T>::Matrix cost = matrix_product(joint.posterior(), delta);
    return DenseCost<T>(std::move(cost));
}

/// The finite core of a joint law, a distortion and what a divergence carries p to.
template <OrderedField T, class Ground>
TransportProblem<T, Ground> transport_problem(const Joint<T>& joint, const DenseMatrix<T>& delta, Ground ground) {
    return {{joint.marginal().begin(), joint.marginal().end()}, posterior_cost<T>(joint, delta), std::move(ground)};
}

} // namespace perdis
