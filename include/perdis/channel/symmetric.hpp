#pragma once

#include <perdis/channel/channel.hpp>
#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <Eigen/Core>

namespace perdis {

/// The n-ary symmetric channel: Y = X with probability 1 − e, any other symbol with e/(n − 1) each.
///
/// @domain    e in [0, 1]; one symbol alone is always received.
/// @throws    DomainError outside the domain.
/// @source    [CoverThomas2006], section 7.1.4
template <OrderedField T>
class Symmetric {
public:
    explicit Symmetric(T error) : error_(error) {
        require(!(error < T(0)) && !(T(1) < error) && error == error, "Symmetric", "error", error, "[0, 1]");
    }

    /// The n × n transition matrix.
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> operator()(Eigen::Index n) const {
        using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
        if (n == 1) { return Matrix::Constant(1, 1, T(1)); }
        Matrix transition = Matrix::Constant(n, n, T(error_ / T(static_cast<int>(n - 1))));
        transition.diagonal().setConstant(T(T(1) - error_));
        return transition;
    }

private:
    T error_;
};

static_assert(FiniteChannel<Symmetric<double>>);

} // namespace perdis
