#pragma once

#include <perdis/channel/bins.hpp>
#include <perdis/channel/channel.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/law/discrete.hpp>

#include <Eigen/Core>

#include <string>
#include <utility>

namespace perdis {

/// The joint law of a finite X and its finite observation Y: P(x, y) = p_X(x) P(y | x).
template <OrderedField T>
class Joint {
public:
    using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

    /// @param transition  row x, column y, rows sum to one.
    /// @throws DomainError where the number of rows is not the number of symbols.
    Joint(const Discrete<T>& prior, const Matrix& transition) : prior_(prior) {
        require(transition.rows() == prior.size(), "Joint",
                "the channel takes " + std::to_string(transition.rows()) + " symbols, the law has "
                    + std::to_string(prior.size()));
        masses_.resize(transition.rows(), transition.cols());
        for (Eigen::Index x = 0; x < transition.rows(); ++x) {
            for (Eigen::Index y = 0; y < transition.cols(); ++y) {
                masses_(x, y) = T(prior.probabilities()(x) * transition(x, y));
            }
        }
        marginal_ = masses_.colwise().sum().transpose();
        posterior_ = masses_.transpose();
        for (Eigen::Index y = 0; y < marginal_.size(); ++y) { condition(y); }
    }

    /// p_X.
    [[nodiscard]] const Discrete<T>& prior() const { return prior_; }
    /// P(x, y): row x, column y.
    [[nodiscard]] const Matrix& masses() const { return masses_; }
    /// p_Y.
    [[nodiscard]] const Vector& marginal() const { return marginal_; }
    /// P(x | y): row y, column x; the prior where p_Y(y) = 0.
    [[nodiscard]] const Matrix& posterior() const { return posterior_; }

private:
    void condition(Eigen::Index y) {
        // Divided by the largest mass first: marginals below the smallest normal number keep their digits.
        const T largest = posterior_.row(y).maxCoeff();
        if (!(T(0) < largest)) {
            posterior_.row(y) = prior_.probabilities().transpose();
            return;
        }
        for (Eigen::Index x = 0; x < posterior_.cols(); ++x) { posterior_(y, x) = T(posterior_(y, x) / largest); }
        const T sum = posterior_.row(y).sum();
        for (Eigen::Index x = 0; x < posterior_.cols(); ++x) { posterior_(y, x) = T(posterior_(y, x) / sum); }
    }

    Discrete<T> prior_;
    Matrix masses_;
    Vector marginal_;
    Matrix posterior_;
};

/// The joint law of X and a finite channel's output.
template <OrderedField T, FiniteChannel Channel>
Joint<T> joint(const Discrete<T>& prior, const Channel& channel) {
    return {prior, channel(prior.size())};
}

/// The joint law of X and the binned output of a channel on the line.
template <OrderedField T, class Channel>
Joint<T> joint(const Discrete<T>& prior, const Binned<Channel>& channel) {
    return {prior, channel(prior)};
}

} // namespace perdis
