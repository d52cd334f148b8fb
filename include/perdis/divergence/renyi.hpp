#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/divergence/alpha.hpp>
#include <perdis/divergence/gaussian_order.hpp>
#include <perdis/divergence/multivariate_order.hpp>
#include <perdis/law/gaussian.hpp>
#include <perdis/law/multivariate_gaussian.hpp>
#include <perdis/numeric/log1p.hpp>

#include <algorithm>
#include <vector>

namespace perdis {

/// The Rényi divergence of order a   [nats].
///
///     R_a(p‖q) = ln(Σ p^a q^{1−a}) / (a − 1) = ln(1 + a (a − 1) A_a(p, q)) / (a − 1),   R_1 = KL(p‖q)
///
/// an increasing function of the α-divergence A_a.
///
/// @domain    a in (0, inf); laws on any two alphabets.
/// @accuracy  a few ε (1 + a) relative, also for nearly equal laws and near a = 1; for far ones a few ε of the largest |ln p_z|, |ln q_z| (1 + a)/|a − 1|.
/// @throws    DomainError outside the domain.
/// @source    [VanErvenHarremoes2014], eq. (1); convex in q by Theorem 12
class Renyi {
public:
    explicit Renyi(double order) : order_(order) {
        require(order > 0.0 && order - order == 0.0, "Renyi", "order", order, "(0, inf)");
    }
    /// a.
    [[nodiscard]] double order() const { return order_; }

    template <Real T>
    T operator()(const Discrete<T>& p, const Discrete<T>& q) const {
        const T s = core()(p, q);
        const T growth = T(order_) * (T(order_) - T(1)) * s; // Σ p^a q^{1−a} − 1
        const bool near = order_ == 1.0 || (growth < T(1) && -growth < T(1) / T(2));
        return near ? transform(s) : T(log_sum(p, q) / (T(order_) - T(1)));
    }

    /// Of normal laws.
    template <Real T>
    T operator()(const Gaussian<T>& p, const Gaussian<T>& q) const {
        return gaussian_renyi(p, q, T(order_));
    }

    /// Of normal vectors.
    template <Real T>
    T operator()(const MultivariateGaussian<T>& p, const MultivariateGaussian<T>& q) const {
        return gaussian_renyi(p, q, T(order_));
    }

    [[nodiscard]] static constexpr bool convex() { return true; }
    /// A_a.
    [[nodiscard]] Alpha core() const { return Alpha(order_); }
    /// R_a as a function of A_a.
    template <Real T>
    T transform(const T& s) const {
        const T b = T(order_) - T(1);
        if (b == T(0)) { return s; }
        const T argument = T(order_) * b * s;
        return argument <= T(-1) ? infinity<T>() : T(log1p_of(argument) / b);
    }
    template <Real T>
    T transform_slope(const T& s) const {
        const T a(order_);
        return a / (T(1) + a * (a - T(1)) * s);
    }

private:
    /// ln Σ p^a q^{1−a}, −inf for disjoint laws; no power of a mass is formed, so none overflows.
    template <Real T>
    T log_sum(const Discrete<T>& p, const Discrete<T>& q) const {
        using std::exp;
        using std::log;
        const auto match = match_symbols<T>(p.support(), q.support());
        std::vector<T> exponents;
        for (Eigen::Index i = 0; i < p.size(); ++i) {
            const Eigen::Index j = match[static_cast<std::size_t>(i)];
            const T& mass = p.probabilities()(i);
            const T other = j < 0 ? T(0) : q.probabilities()(j);
            if (mass == T(0) || (other == T(0) && order_ < 1.0)) { continue; }
            if (other == T(0)) { return infinity<T>(); }
            exponents.push_back(T(log(other) + T(order_) * log_ratio(other, mass)));
        }
        if (exponents.empty()) { return -infinity<T>(); }
        const T largest = *std::max_element(exponents.begin(), exponents.end());
        T sum(0);
        for (const T& exponent : exponents) { sum += exp(T(exponent - largest)); }
        return largest + log(sum);
    }

    double order_;
};

} // namespace perdis
