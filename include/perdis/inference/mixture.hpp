#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/inference/finite_estimator.hpp>
#include <perdis/law/alphabet.hpp>

namespace perdis {

/// The estimator that follows `first` with probability `weight` and `second` otherwise.
///
/// Distortion and law are the mixtures of theirs: the step by which Theorem 1 is proved.
///
/// @domain    weight in [0, 1].
/// @throws    DomainError outside the domain, and for estimators of different observations.
/// @source    [BlauMichaeli2018], appendix A
template <OrderedField T>
FiniteEstimator<T> mixture(const FiniteEstimator<T>& first, const FiniteEstimator<T>& second, const T& weight) {
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
    require(!(weight < T(0)) && !(T(1) < weight) && weight == weight, "mixture", "weight", weight, "[0, 1]");
    require(first.conditional().rows() == second.conditional().rows(), "mixture",
            "the estimators have different observations");
    const auto match = match_symbols<T>(second.alphabet(), first.alphabet());
    const Eigen::Index own = first.alphabet().cols();
    Eigen::Index added = 0;
    for (const Eigen::Index z : match) { added += z < 0 ? 1 : 0; }
    Matrix alphabet(first.alphabet().rows(), own + added);
    Matrix conditional = Matrix::Constant(first.conditional().rows(), own + added, T(0));
    alphabet.leftCols(own) = first.alphabet();
    for (Eigen::Index z = 0; z < own; ++z) {
        for (Eigen::Index y = 0; y < conditional.rows(); ++y) {
            conditional(y, z) = T(weight * first.conditional()(y, z));
        }
    }
    const T rest = T(1) - weight;
    Eigen::Index next = own;
    for (Eigen::Index z = 0; z < second.alphabet().cols(); ++z) {
        Eigen::Index column = match[static_cast<std::size_t>(z)];
        if (column < 0) {
            column = next++;
            alphabet.col(column) = second.alphabet().col(z);
        }
        for (Eigen::Index y = 0; y < conditional.rows(); ++y) {
            conditional(y, column) += T(rest * second.conditional()(y, z));
        }
    }
    return {alphabet, conditional};
}

} // namespace perdis
