#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <Eigen/Core>

namespace perdis {

/// The n-ary erasure channel: Y = X with probability 1 − ε, the erasure mark (the last symbol of Y) with ε.
///
/// @domain    ε in [0, 1].
/// @throws    DomainError outside the domain.
/// @source    [CoverThomas2006], section 7.1.5
template <OrderedField T>
class Erasure {
public:
    explicit Erasure(T probability) : probability_(probability) {
        require(!(probability < T(0)) && !(T(1) < probability) && probability == probability, "Erasure", "probability",
                probability, "[0, 1]");
    }

    /// The n × (n + 1) transition matrix.
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> operator()(Eigen::Index n) const {
        using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
        Matrix transition = Matrix::Constant(n, n + 1, T(0));
        transition.diagonal().setConstant(T(T(1) - probability_));
        transition.col(n).setConstant(probability_);
        return transition;
    }

private:
    T probability_;
};

static_assert(FiniteChannel<Erasure<double>>);

} // namespace perdis
