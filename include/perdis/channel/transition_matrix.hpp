#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <initializer_list>
#include <limits>
#include <string>

namespace perdis {

/// A channel between finite alphabets: P(Y = y | X = x) = transition(x, y).
///
/// @domain    entries in [0, 1], every row sums to one (both within 1e-9, then normalised; exactly for an exact T).
/// @throws    DomainError outside the domain, NaN included; on a call with n other than the number of rows.
template <OrderedField T>
class TransitionMatrix {
public:
    using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

    explicit TransitionMatrix(Matrix transition) : transition_(std::move(transition)) {
        require(transition_.size() > 0, "TransitionMatrix", "the transition is empty");
        for (Eigen::Index x = 0; x < transition_.rows(); ++x) { normalise_row(x); }
    }
    TransitionMatrix(std::initializer_list<std::initializer_list<T>> transition)
        : TransitionMatrix(Matrix(transition)) {}

    /// The transition matrix: row x, column y.
    const Matrix& operator()(Eigen::Index n) const {
        require(n == transition_.rows(), "TransitionMatrix",
                "transition has " + std::to_string(transition_.rows()) + " rows, the law " + std::to_string(n)
                    + " symbols");
        return transition_;
    }

private:
    void normalise_row(Eigen::Index x) {
        const std::string row = "transition[" + std::to_string(x) + "]";
        const T tolerance = std::numeric_limits<T>::is_exact ? T(0) : T(T(1) / T(1000000000));
        T sum(0);
        for (Eigen::Index y = 0; y < transition_.cols(); ++y) {
            const T& p = transition_(x, y);
            require(!(p < T(0)) && !(tolerance < p - T(1)) && p == p, "TransitionMatrix",
                    row + "[" + std::to_string(y) + "]", p, "[0, 1]");
            sum += p;
        }
        if constexpr (std::numeric_limits<T>::is_exact) {
            require(sum == T(1), "TransitionMatrix", "the sum of " + row, sum, "{1}");
        } else {
            require(!(tolerance < sum - T(1)) && !(tolerance < T(1) - sum), "TransitionMatrix", "the sum of " + row,
                    sum, "1 +- 1e-9");
            transition_.row(x) /= sum;
        }
    }

    Matrix transition_;
};

static_assert(FiniteChannel<TransitionMatrix<double>>);

} // namespace perdis
