#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/scale.hpp>
#include <perdis/numeric/increasing_root.hpp>
#include <perdis/tradeoff/gaussian_components.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace perdis {

/// Rényi's divergence R_a(p‖q), KL(p‖q) for a = 1, against squared error over estimators that are jointly normal with Y, where
/// S_X and S_* commute. With t = √l τ, m = √l j and s = 1 − a + aτ² the optimum has
///
///     a(1 − τ²) = 2λl τ(τ − j) s,   j ≤ τ ≤ 1,   s > 0
///
/// in each coordinate: one root, as both sides are monotone. R_a is a function of the eigenvalues of S_X⁻¹Σ, which increases
/// where they part from 1, so no other jointly normal estimator does better: certificate/certify_commuting.hpp proves it.
///
/// @domain    a in (0, inf); variances in [0, inf).
/// @accuracy  16 ε (1 + κ) relative in τ − j at a given λ.
/// @throws    DomainError outside the domain, NaN included.
template <Real T>
class CommutingRenyi {
public:
    CommutingRenyi(std::vector<Component<T>> components, T order)
        : components_(std::move(components)), order_(std::move(order)) {
        require(order_ > T(0) && order_ - order_ == T(0), "CommutingRenyi", "order", order_, "(0, inf)");
        for (const auto& c : components_) {
            require(c.posterior_mean_variance >= T(0) && c.error_variance >= T(0)
                        && c.posterior_mean_variance + c.error_variance < std::numeric_limits<T>::infinity(),
                    "CommutingRenyi", "variance", c.posterior_mean_variance + c.error_variance, "[0, inf)");
        }
    }

    /// t − m at λ in [0, inf].
    T rise(const Component<T>& c, const T& multiplier) const {
        using std::sqrt;
        const T l = c.posterior_mean_variance + c.error_variance;
        if (c.error_variance == T(0) || !(multiplier < std::numeric_limits<T>::infinity())) { return T(0); }
        const T j = sqrt(c.posterior_mean_variance / l);
        const T share = c.error_variance / l; // 1 − j²
        const T whole = share / (T(1) + j);
        const auto lack = [&](const T& e) { // decreasing in e
            const T tau = j + e;
            const T rest = share - T(2) * j * e - e * e; // 1 − τ²
            return T(order_ * rest - T(2) * multiplier * l * tau * e * (T(1) - order_ * rest));
        };
        if (multiplier == T(0)) { return sqrt(l) * whole; }
        T low(0);
        if (!(T(1) - order_ * share > T(0))) { low = sqrt((order_ - T(1)) / order_) - j; } // s = 0 there
        const T at_low = lack(low), at_high = lack(whole);
        if (!(at_low > T(0)) || !(low < whole)) { return sqrt(l) * low; }
        if (!(at_high < T(0))) { return sqrt(l) * whole; }
        const auto close = [](const T& a, const T& b) { return b - a <= T(2) * std::numeric_limits<T>::epsilon() * b; };
        std::uintmax_t evaluations = 200;
        const auto root = boost::math::tools::toms748_solve(lack, low, whole, at_low, at_high, close, evaluations);
        return sqrt(l) * (root.first + (root.second - root.first) / T(2));
    }

    /// Σ (t − m)² = D − D_min at λ; D_max − D_min at λ = 0.
    T excess_at(const T& multiplier) const {
        T sum(0);
        for (const auto& c : components_) {
            const T step = rise(c, multiplier);
            sum += step * step;
        }
        return sum;
    }

    /// R_a at λ   [nats]; at λ = inf that of X*, inf possible.
    T perception_at(const T& multiplier) const {
        using std::sqrt;
        T sum(0);
        for (const auto& c : components_) {
            if (c.error_variance == T(0)) { continue; }
            const T l = c.posterior_mean_variance + c.error_variance;
            const T t = sqrt(c.posterior_mean_variance) + rise(c, multiplier);
            sum +=
                gaussian_renyi(Gaussian<T>(T(0), Variance<T>(l)), Gaussian<T>(T(0), StandardDeviation<T>(t)), order_);
        }
        return sum;
    }

    /// λ with the excess D − D_min: 0 from D_max − D_min on, inf for 0, and inf for an excess at which R_a is infinite.
    ///
    /// @domain    excess in [0, inf].
    /// @throws    DomainError outside the domain, NaN included.
    T multiplier_at(const T& excess) const {
        using std::exp;
        using std::log;
        require(excess >= T(0), "CommutingRenyi", "excess distortion", excess, "[0, inf]");
        const T most = excess_at(T(0));
        if (!(excess < most * (T(1) - T(1024) * std::numeric_limits<T>::epsilon()))) { return T(0); }
        if (!(excess > least_excess())) { return std::numeric_limits<T>::infinity(); }
        T largest(0);
        for (const auto& c : components_) {
            const T l = c.posterior_mean_variance + c.error_variance;
            if (l > largest) { largest = l; }
        }
        const T least = least_excess();
        const T wanted = log((most - excess) / (excess - least));
        const auto height = [&](const T& t) {
            const T here = excess_at(T(exp(t)));
            if (!(here < most)) { return T(-std::numeric_limits<T>::infinity()); }
            return here > least ? T(log((most - here) / (here - least)) - wanted) : std::numeric_limits<T>::infinity();
        };
        return exp(increasing_root(height, T(wanted - log(largest))));
    }

    /// The excess at and below which R_a = inf for a > 1: τ² = (a − 1)/a wherever X* lies below; 0 for a ≤ 1.
    T least_excess() const {
        using std::sqrt;
        T sum(0);
        for (const auto& c : components_) {
            const T l = c.posterior_mean_variance + c.error_variance;
            if (c.error_variance == T(0) || T(1) - order_ * c.error_variance / l > T(0)) { continue; }
            const T step = sqrt(l * (order_ - T(1)) / order_) - sqrt(c.posterior_mean_variance);
            sum += step * step;
        }
        return sum;
    }

private:
    std::vector<Component<T>> components_;
    T order_;
};

} // namespace perdis
