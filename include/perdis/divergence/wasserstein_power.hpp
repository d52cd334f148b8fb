#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/convex_divergence.hpp>
#include <perdis/divergence/gaussian_metric.hpp>
#include <perdis/divergence/gaussian_wasserstein.hpp>
#include <perdis/divergence/multivariate_wasserstein.hpp>
#include <perdis/divergence/transport_divergence.hpp>
#include <perdis/law/discrete.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/monotone_coupling.hpp>

#include <Eigen/Core>

namespace perdis {

/// The order-th power of the Wasserstein distance   [unit of x, to that power].
///
///     W_r^r(p, q) = min E ‖X − Z‖^r over couplings of p and q
///
/// On the line by the monotone coupling, in O((n + m) log(n + m)); for vectors (Euclidean norm) by network simplex.
///
/// @domain    r in [1, inf).
/// @accuracy  a few ε relative on the line.
/// @throws    DomainError outside the domain.
/// @source    [PeyreCuturi2019], eq. (2.18), remark 2.30
class WassersteinPower : public ConvexDivergence<WassersteinPower> {
public:
    explicit WassersteinPower(double order) : order_(order) {
        require(order >= 1.0 && order - order == 0.0, "Wasserstein", "order", order, "[1, inf)");
    }
    /// r.
    [[nodiscard]] double order() const { return order_; }

    template <OrderedField T>
    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        if (p.dimension() == 1 && q.dimension() == 1) {
            return monotone_coupling_cost<T>(p.support(), p.probabilities(), q.support(), q.probabilities(),
                                             [this](const T& distance) { return power(distance); });
        }
        return TransportDivergence<T>(ground<T>(p.support(), q.support()))(p, q);
    }
    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        using std::pow;
        if (order_ == 2.0) { return gaussian_squared_wasserstein2(p, q); }
        const T distance = gaussian_wasserstein(p, q, T(order_));
        return order_ == 1.0 ? distance : T(pow(distance, T(order_)));
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        using std::pow;
        if (order_ == 2.0) { return gaussian_squared_wasserstein2(p, q); }
        const T distance = gaussian_wasserstein(p, q, T(order_));
        return order_ == 1.0 ? distance : T(pow(distance, T(order_)));
    }

    /// ‖x − z‖^r between two alphabets: row x, column z.
    template <OrderedField T>
    Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>
    ground(const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& from,
           const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& to) const {
        require(from.rows() == to.rows(), "Wasserstein", "the symbols have different dimensions");
        Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic> h(from.cols(), to.cols());
        for (Eigen::Index i = 0; i < from.cols(); ++i) {
            for (Eigen::Index j = 0; j < to.cols(); ++j) {
                const T first = from(0, i) - to(0, j);
                h(i, j) = from.rows() == 1 ? power(first < T(0) ? T(-first) : first)
                                           : power_of_square(T((from.col(i) - to.col(j)).squaredNorm()));
            }
        }
        return h;
    }

private:
    template <OrderedField T>
    T power(const T& distance) const {
        if (order_ == 1.0) { return distance; }
        return order_ == 2.0 ? T(distance * distance) : any_power(distance, order_);
    }
    template <OrderedField T>
    T power_of_square(const T& square) const {
        return order_ == 2.0 ? square : any_power(square, order_ / 2.0);
    }
    template <OrderedField T>
    static T any_power(const T& base, double exponent) {
        using std::pow;
        if constexpr (Real<T>) {
            return T(pow(base, T(exponent)));
        } else {
            require(false, "Wasserstein",
                    "an exact number has no such power: order 1 on the line and order 2 are exact");
            return base;
        }
    }

    double order_;
};

} // namespace perdis
