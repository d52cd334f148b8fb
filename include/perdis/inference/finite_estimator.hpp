#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/inference/distortion_matrix.hpp>
#include <perdis/inference/joint.hpp>
#include <perdis/law/alphabet.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/numeric/matrix_product.hpp>

#include <Eigen/Core>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace perdis {

/// An estimator of a finite X from a finite Y: p_{X̂|Y}(z|y) on an alphabet of its own.
///
/// @domain    conditional has a row an observation, a column a symbol; rows sum to one.
/// @throws    DomainError where the alphabet and the columns do not match, for an entry below 0 or not a number, and for a
///            row whose sum is not one (within 1e-9; exactly for an exact T).
template <OrderedField T>
class FiniteEstimator {
public:
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

    /// @param alphabet  the symbols as columns, distinct.
    FiniteEstimator(Matrix alphabet, Matrix conditional)
        : alphabet_(std::move(alphabet)), conditional_(std::move(conditional)) {
        require(alphabet_.cols() == conditional_.cols(), "FiniteEstimator",
                "the alphabet and the conditional law have different numbers of symbols");
        for (Eigen::Index y = 0; y < conditional_.rows(); ++y) { check_row(y); }
    }

    /// The values of X̂, as columns.
    [[nodiscard]] const Matrix& alphabet() const { return alphabet_; }
    /// p(z|y): row y, column z.
    [[nodiscard]] const Matrix& conditional() const { return conditional_; }

    /// The law of X̂.
    ///
    /// @throws DomainError for a joint law of another number of observations.
    [[nodiscard]] Discrete<T> law(const Joint<T>& joint) const {
        check_observations(joint);
        return Discrete<T>::over_vectors(alphabet_, matrix_product(conditional_.transpose(), joint.marginal()));
    }

    /// E Δ(X, X̂); labels under a matrix distortion need the matrix's own alphabet.
    template <class Distortion>
    [[nodiscard]] T distortion(const Joint<T>& joint, const Distortion& distortion) const {
        check_observations(joint);
        const Matrix delta = distortion_matrix<T>(distortion, joint.prior().support(), alphabet_);
        return matrix_product(joint.masses().transpose(), delta).cwiseProduct(conditional_).sum();
    }

    /// d(p_X, p_X̂).
    template <class Divergence>
    [[nodiscard]] T perception(const Joint<T>& joint, const Divergence& divergence) const {
        return divergence(joint.prior(), law(joint));
    }

private:
    void check_row(Eigen::Index y) const {
        const std::string row = "conditional[" + std::to_string(y) + "]";
        T sum(0);
        for (Eigen::Index z = 0; z < conditional_.cols(); ++z) {
            const T& p = conditional_(y, z);
            require(p == p && !(p < T(0)), "FiniteEstimator", row + "[" + std::to_string(z) + "]", p, "[0, 1]");
            sum += p;
        }
        const T tolerance = std::numeric_limits<T>::is_exact ? T(0) : T(T(1) / T(1000000000));
        require(!(tolerance < sum - T(1)) && !(tolerance < T(1) - sum), "FiniteEstimator", "the sum of " + row, sum,
                "{1}");
    }

    void check_observations(const Joint<T>& joint) const {
        require(conditional_.rows() == joint.marginal().size(), "FiniteEstimator",
                "the estimator takes " + std::to_string(conditional_.rows()) + " observations, the joint law has "
                    + std::to_string(joint.marginal().size()));
    }

    Matrix alphabet_;
    Matrix conditional_;
};

/// The deterministic estimator that answers values.col(y); equal answers are one symbol.
template <OrderedField T>
FiniteEstimator<T> deterministic_estimator(const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& values) {
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
    const std::vector<Eigen::Index> first = match_symbols<T>(values, values);
    std::vector<Eigen::Index> column(first.size(), -1);
    std::vector<Eigen::Index> distinct;
    for (std::size_t y = 0; y < first.size(); ++y) {
        if (first[y] == static_cast<Eigen::Index>(y)) {
            column[y] = static_cast<Eigen::Index>(distinct.size());
            distinct.push_back(first[y]);
        }
    }
    Matrix conditional = Matrix::Constant(values.cols(), static_cast<Eigen::Index>(distinct.size()), T(0));
    for (std::size_t y = 0; y < first.size(); ++y) {
        conditional(static_cast<Eigen::Index>(y), column[static_cast<std::size_t>(first[y])]) = T(1);
    }
    Matrix alphabet(values.rows(), static_cast<Eigen::Index>(distinct.size()));
    for (std::size_t z = 0; z < distinct.size(); ++z) {
        alphabet.col(static_cast<Eigen::Index>(z)) = values.col(distinct[z]);
    }
    return {alphabet, conditional};
}

} // namespace perdis
